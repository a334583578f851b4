"""Errors that reach a user: one clear line each, saying what to do.

Anything else that escapes is a bug. `cli.main` is the one place that prints them.
"""


class TrayNewsError(Exception):
    """What went wrong, in one line written for the user."""


class ConfigError(TrayNewsError):
    """A setting cannot be used; the line names file, line, key and what is allowed."""


class UsageError(TrayNewsError):
    """The words of a command cannot be used; the line says what is allowed."""


class StoreError(TrayNewsError):
    """The archive cannot be opened or written."""


class DamageError(StoreError):
    """The archive is damaged; who holds the data folder's lock mends it when opening it."""


class MissingError(StoreError):
    """There is no archive; who holds the data folder's lock makes one when opening it."""


class ExchangedError(StoreError):
    """Another archive lies in the place of the one that is open."""


class QueryError(UsageError):
    """A search cannot be understood; the line says what is allowed."""


class BusError(TrayNewsError):
    """The desktop's message bus refused, vanished, or did not answer in time."""


class EndedError(BusError):
    """The program has left the bus, or is leaving it: nothing is answered any more."""


class OutOfReachError(TrayNewsError):
    """The running program cannot be reached, or does not know what is asked of it."""


class PopupError(TrayNewsError):
    """A pop-up could not be shown; the next back end may be tried."""


class BrowserError(TrayNewsError):
    """A page could not be opened."""


class AutostartError(TrayNewsError):
    """The program cannot be made to start at login, or not be stopped from it."""


class EntryError(TrayNewsError):
    """No desktop entry can name the program."""


class InstallError(TrayNewsError):
    """What belongs beside the program cannot be put into the user's folders, or taken away."""


class OpmlError(TrayNewsError):
    """A file is no list of feeds; the line says why."""
