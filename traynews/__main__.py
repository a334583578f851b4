"""`python -m traynews`."""

import sys

from traynews.cli import main

if __name__ == "__main__":
    sys.exit(main())
