"""What the command line does, one module per group of commands; `cli.py` reads the words."""
