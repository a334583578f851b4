"""`install` and `uninstall`: what a Linux desktop wants beside the program, in the user's folders.

A menu entry by which desktops know the name, the icon and the settings of its pop-ups, the icon in
each size, the manual page, and completions. A package puts the same below its own prefix
(`packaging/desktop_files.py`).
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from traynews.base_folders import data_folders, data_home
from traynews.cli.autostart import make_command
from traynews.cli.output import say
from traynews.cli.session import Session
from traynews.desktop.entry import FILE_NAME, make_menu_entry
from traynews.desktop.installed_files import InstalledFiles, State, touch
from traynews.desktop.program import is_sandboxed
from traynews.errors import EntryError, InstallError
from traynews.locations import Locations, find_asset

ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
COMPLETIONS = {
    "bash": "bash-completion/completions/traynews",
    "zsh": "zsh/site-functions/_traynews",
    "fish": "fish/vendor_completions.d/traynews.fish",
}
"""Where a shell looks for what programs bring, below a folder of data; zsh when it is told to."""

_ENTRY = f"applications/{FILE_NAME}"
_ICONS = "icons/hicolor"
_ELSEWHERE = {
    "win32": (
        "There is nothing to install on Windows: it learns the name and the picture from TrayNews's"
        " first notification."
    ),
    "darwin": (
        "There is nothing to install on macOS: it takes the name and the picture from TrayNews.app."
    ),
}
_NO_PROGRAM = (
    "no program to put into the menu: install TrayNews, with pip or as a package, and start it from"
    " there"
)


class Installer:
    """Puts it there for this program on these locations. Constructing touches nothing."""

    def __init__(self, locations: Locations) -> None:
        self._command = make_command(locations)
        self.home = data_home()
        self._system = [one for one in data_folders() if one != self.home]
        self._installed = InstalledFiles(self.home, locations.installed)

    def needless(self) -> str:
        """Return why nothing is to be installed, in a sentence; empty where something is."""
        if sys.platform in _ELSEWHERE:
            return _ELSEWHERE[sys.platform]
        if is_sandboxed():
            return "There is nothing to install: the Flatpak has put TrayNews into the menu."
        entry = next((one / _ENTRY for one in self._system if (one / _ENTRY).is_file()), None)
        return f"There is nothing to install: the system's menu has {entry}." if entry else ""

    def status(self) -> bool | None:
        """Return whether it was installed; None where that is needless, or cannot be."""
        if self._installed.are_recorded:
            return True
        return None if self.needless() or not self._command else False

    @property
    def entry(self) -> Path:
        """The menu entry's place."""
        return self.home / _ENTRY

    def look(self) -> dict[Path, State]:
        """Return how each file is. Raises `InstallError` where no program can be installed."""
        return self._installed.look(self._files())

    def install(self) -> list[Path]:
        """Put it there, or renew it; return what is not ours and stays. Raises `TrayNewsError`."""
        foreign = self._installed.put(self._files())
        touch(self.home / _ICONS)  # by which GTK tells that its list of icons is out of date
        return foreign

    def find(self) -> list[Path]:
        """Return what was installed and is as it was."""
        return self._installed.find(self._as_now())

    def uninstall(self) -> list[Path]:
        """Take it away; return what was changed meanwhile and stays. Raises `TrayNewsError`."""
        changed = self._installed.take(self._as_now())
        touch(self.home / _ICONS)
        return changed

    def _as_now(self) -> dict[str, bytes]:
        """Return the files; none where this program cannot be in a menu, though one before was."""
        try:
            return self._files()
        except (InstallError, EntryError):
            return {}

    def _files(self) -> dict[str, bytes]:
        if not self._command:
            raise InstallError(_NO_PROGRAM)
        return make_files(self._command)


def install(session: Session) -> None:
    """`install`: put menu entry, icons, man page and completions into the user's folders."""
    installer = Installer(session.locations)
    needless = installer.needless()
    if needless:
        say(needless)
        return
    session.say_missing_config()  # it is named in the entry
    tell_left(installer.install())
    say(
        "TrayNews is in the application menu, with its icon, man page and completions, below"
        f" {installer.home}; `traynews uninstall` takes them away."
    )
    if shutil.which("zsh"):
        folder = (installer.home / COMPLETIONS["zsh"]).parent
        say(f"zsh completes once ~/.zshrc has, before compinit: fpath+=('{folder}')")


def uninstall(session: Session) -> None:
    """`uninstall`: take away what `install` put there."""
    installer = Installer(session.locations)
    found = installer.find()
    changed = installer.uninstall()
    tell_left(changed)
    if found:
        say("TrayNews is out of the application menu; icons, man page and completions are gone.")
    elif not changed:
        say("There is nothing to remove.")


def tell_left(paths: Sequence[Path]) -> None:
    """Say what stays, since it is not ours."""
    for path in paths:
        say(f"{path} is not as TrayNews wrote it, and stays as it is.")


def make_files(command: Sequence[str]) -> dict[str, bytes]:
    """Return what belongs below a folder of data such as /usr/share: content by name.

    `command` starts the program. The entry comes last, when what it names is there.
    """
    from traynews.cli.arguments import make_parser  # noqa: PLC0415 - all of it once in a lifetime
    from traynews.cli.completion import make_script  # noqa: PLC0415
    from traynews.cli.grammar import read_grammar  # noqa: PLC0415
    from traynews.cli.manual import make_manual  # noqa: PLC0415

    grammar = read_grammar(make_parser())
    entry = make_menu_entry(find_asset(FILE_NAME).read_text(encoding="utf-8"), command)
    return {
        **{f"{_ICONS}/{size}x{size}/apps/traynews.png": _draw_icon(size) for size in ICON_SIZES},
        f"{_ICONS}/scalable/apps/traynews.svg": find_asset("traynews.svg").read_bytes(),
        "man/man1/traynews.1": make_manual(grammar).encode(),
        **{name: make_script(grammar, shell).encode() for shell, name in COMPLETIONS.items()},
        _ENTRY: entry.encode(),
    }


def _draw_icon(size: int) -> bytes:
    from io import BytesIO  # noqa: PLC0415 - as above

    from traynews.core.data.view import Face  # noqa: PLC0415
    from traynews.desktop.tray.icon import draw_image  # noqa: PLC0415

    picture = BytesIO()
    draw_image(Face(), size).save(picture, "PNG", optimize=True)
    return picture.getvalue()
