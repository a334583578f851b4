"""Pictures and the demo's releases, installed with the program."""
