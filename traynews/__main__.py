"""`python -m traynews`."""

import sys

from traynews.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
