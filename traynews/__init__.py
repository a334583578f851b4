"""TrayNews: Amnesty International's releases in your tray, as they are published."""

__version__ = "0.1.0"

PROJECT_URL = "https://github.com/traynews/traynews"
"""Where the project lives; servers see it in the User-Agent so that their owners can complain."""
