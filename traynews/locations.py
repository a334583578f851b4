"""Where things lie: settings and archive, in the user's folders unless told else; bundled files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from traynews.errors import ConfigError

_APP = "traynews"
_INSTALLED = Path(__file__).parent / "assets"
_CHECKOUT = Path(__file__).parent.parent / "assets"


@dataclass(frozen=True, slots=True)
class Locations:
    """The settings file and the data folder; neither need exist, but for a file that was named.

    One that the user named for this start (`must_have_config`) and that is not there was misspelt:
    by all the defaults other sites would be asked than he wants, and not through his proxy. A place
    that the environment names is where settings will be, as the usual one is.
    """

    config: Path
    data: Path
    must_have_config: bool = False

    @property
    def archive(self) -> Path:
        """The one SQLite file."""
        return self.data / "traynews.db"

    @property
    def pages(self) -> Path:
        """The folder of the offline pages, the only files that a browser is sent to."""
        return self.data / "pages"

    @property
    def log(self) -> Path:
        """What the program without a terminal has to say."""
        return self.data / "traynews.log"

    @property
    def old_log(self) -> Path:
        """What it had to say before that became too long."""
        return self.data / "traynews.log.old"

    @property
    def report(self) -> Path:
        """What the doctor last wrote for the menu."""
        return self.data / "doctor.txt"

    @property
    def installed(self) -> Path:
        """What `traynews install` put where."""
        return self.data / "installed.json"


def locate(
    config: str | None, data: str | None, environ: Mapping[str, str] = os.environ
) -> Locations:
    """Return the locations: options first, then the environment, then the user's folders.

    Raises `ConfigError` where there are none, as for a user without a home.
    """
    config_text = config or environ.get("TRAYNEWS_CONFIG")
    data_text = data or environ.get("TRAYNEWS_DATA_DIR")
    try:
        place = _absolute(config_text) if config_text else _usual_config()
        return Locations(
            config=place,
            data=_absolute(data_text)
            if data_text
            else Path(platformdirs.user_data_dir(_APP, appauthor=False)),
            must_have_config=bool(config) and place != _usual_config(),
        )
    except RuntimeError as error:  # from platformdirs, and from "~" of nobody
        raise ConfigError("no home folder is known: set HOME, or write paths in full") from error
    except OSError as error:
        raise ConfigError(f"this folder cannot be used: {error.strerror or error}") from error


def _usual_config() -> Path:
    return Path(platformdirs.user_config_dir(_APP, appauthor=False)) / "config.toml"


def _absolute(text: str) -> Path:
    return Path(text).expanduser().absolute()


def find_asset(name: str) -> Path:
    """Return the path of a bundled file, in an installed program or in a checkout."""
    return (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / name
