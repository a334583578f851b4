"""What `doctor` says of the menu entry, by which desktops know the program and its pop-ups."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.cli.doctor.finding import Finding, fine, look, note, wrong
from traynews.cli.install import Installer
from traynews.desktop.entry import missing_program
from traynews.desktop.installed_files import State

_TOPIC = "menu entry"
_RENEW = "`traynews install` renews it"


def examine(installer: Installer) -> Sequence[Finding]:
    """Say whether the desktop knows the program, and the right one."""
    return look(_TOPIC, lambda: [_examine(installer)])


def _examine(installer: Installer) -> Finding:
    needless, status = installer.needless(), installer.status()
    if needless and not status:
        return fine(_TOPIC, needless)
    if status is None:
        cure = "install TrayNews with pip or as a package, then `traynews install`"
        return note(_TOPIC, "cannot be made from here", cure)
    if not status:
        says = "none: the desktop does not know the name, the icon and the settings of pop-ups"
        return note(_TOPIC, says, "`traynews install` makes one")
    if needless:
        says = f"{installer.entry} hides the system's own"
        return note(_TOPIC, says, "`traynews uninstall` takes it away")
    return _examine_files(installer)


def _examine_files(installer: Installer) -> Finding:
    """Say how what was installed is; the worst first."""
    entry, found = installer.entry, installer.look()
    gone = missing_program(entry.read_text("utf-8", "replace")) if entry.is_file() else ""
    if gone:
        return wrong(_TOPIC, f"{entry} starts {gone}, which is not there", _RENEW)
    missing = sum(state is State.MISSING for state in found.values())
    if missing:
        says = f"{missing} of the {len(found)} files that were installed are gone"
        return note(_TOPIC, says, _RENEW)
    # Another Pillow writes the same picture in other bytes.
    if any(state is State.OLD for path, state in found.items() if path.suffix != ".png"):
        return note(_TOPIC, "of another version, or another place, of TrayNews", _RENEW)
    changed = [str(path) for path, state in found.items() if state is State.FOREIGN]
    if changed:
        return fine(_TOPIC, f"{entry}; not as TrayNews wrote it: {', '.join(changed)}")
    return fine(_TOPIC, f"{entry}")
