"""What `doctor` says of the program itself: packages, settings, archive, feeds, clock."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from traynews import PROJECT_URL, __version__
from traynews.cli.doctor.finding import Finding, fine, look, note, wrong
from traynews.cli.health import ask_health
from traynews.cli.output import local
from traynews.cli.session import Session
from traynews.clock import local_zone
from traynews.core.data.model import FeedStatus
from traynews.core.data.settings import Settings
from traynews.core.health.health import Health, State
from traynews.core.health.words import tell_feed, tell_health, tell_sources, tell_wait
from traynews.core.polling.notices import DOOR_NAMES
from traynews.locations import Locations, find_asset
from traynews.rights import is_open_to_others

PACKAGES = {
    "pystray": "pystray",
    "pillow": "PIL",
    "plyer": "plyer",
    "feedparser": "feedparser",
    "regex": "regex",
    "schedule": "schedule",
    "truststore": "truststore",
    "selectolax": "selectolax",
    "platformdirs": "platformdirs",
    "jinja2": "jinja2",
    "markupsafe": "markupsafe",
    "jeepney": "jeepney",
    "python-xlib": "Xlib",
    "desktop-notifier": "desktop_notifier",
    "tzdata": "tzdata",
}
"""The packages TrayNews stands on, and the module by which each is known."""

_ELSEWHERE = {
    "linux": {"desktop-notifier", "tzdata"},
    "win32": {"jeepney", "python-xlib"},
    "darwin": {"jeepney", "python-xlib", "tzdata"},
}.get(sys.platform, set())
_LEAST_SPACE = 50_000_000  # bytes; below, the archive may not grow for long
_FIRST = "start it with `traynews`, or ask once with `traynews check`"
_OLD_TROUBLE = timedelta(days=1)  # shorter outages mend themselves


def examine_program() -> Iterator[Finding]:
    """Look at Python, at the packages, and at what SQLite can do."""
    yield fine(
        "version",
        f"{__version__}; TrayNews never asks whether there is a newer one: {PROJECT_URL}/releases",
    )
    yield fine(
        "python",
        f"{platform.python_version()} on {platform.platform(terse=True)}, "
        f"SQLite {sqlite3.sqlite_version}",
    )
    found, missing = [], []
    for package, module in PACKAGES.items():
        if package in _ELSEWHERE:
            continue
        if importlib.util.find_spec(module) is None:
            missing.append(package)
        else:
            found.append(f"{package} {_version(package)}".rstrip())
    if missing:
        cure = f"pip install {' '.join(missing)}"
        yield wrong("packages", f"missing: {', '.join(missing)}", cure)
    yield fine("packages", ", ".join(found))


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""  # packages may be brought without their papers


def examine_settings(path: Path) -> Iterator[Finding]:
    """Say where the settings are, which have been read without a mistake."""
    yield fine("settings", f"{path}" if path.exists() else f"{path} is not there: all defaults")


def examine_rights(locations: Locations) -> Iterator[Finding]:
    """Say which files others on this machine may read."""
    folder = [locations.config.parent] if locations.config.parent.name == "traynews" else []
    data = (locations.data, locations.archive, locations.log, locations.old_log, locations.report)
    open_to_others = [
        str(path) for path in (*folder, locations.config, *data) if is_open_to_others(path)
    ]
    if open_to_others:
        cure = "TrayNews closes its own when it starts and writes; else: chmod go= those files"
        yield note("privacy", f"others may read {', '.join(open_to_others)}", cure)
    else:
        yield fine("privacy", "only you may read what TrayNews keeps")


def examine_data(session: Session, settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the data folder, who runs on it, the archive in it, and what the feeds last said."""
    yield from _examine_space(session.locations.data)
    pid = session.lock().holder()
    yield (
        fine("running", f"yes, process {pid or 'unknown'}")
        if pid is not None
        else note("running", "no", "start it with `traynews`")
    )
    if not session.locations.archive.exists():
        yield fine("archive", f"{session.locations.archive} is not there yet")
        yield wrong("sources", "none was ever read", _FIRST)
        yield from _examine_clock(now, [])
        return
    sound = look("archive", lambda: _examine_archive(session.locations.archive))
    yield from sound
    if any(one.cure or one.state == "wrong" for one in sound):
        yield from _examine_clock(now, [])
        return
    with session.archive() as store:
        health, statuses = ask_health(store, settings, running=pid is not None)
    yield _describe_health(health)
    yield from _describe_alerts(health)
    yield from _examine_mirror(settings)
    for status in statuses:
        yield _describe_feed(status, now)
    yield from _examine_clock(now, statuses)


def _examine_space(folder: Path) -> Iterator[Finding]:
    place = next(one for one in (folder, *folder.parents) if one.exists())
    free = shutil.disk_usage(place).free
    says = f"{_size(free)} free at {folder}"
    if free < _LEAST_SPACE:
        yield wrong("disk", says, "make room: new releases cannot be kept for long")
    else:
        yield fine("disk", says)


def _examine_archive(path: Path) -> list[Finding]:
    from traynews.archive.soundness import examine  # noqa: PLC0415 - only when there is one

    found = examine(path)
    if found.damage:
        cure = "start TrayNews again: it saves what can be read and keeps the damaged file"
        return [wrong("archive", f"{path} is damaged: {found.damage}", cure)]
    if found.version > found.newest:
        cure = "use the newer TrayNews that wrote it"
        return [wrong("archive", f"{path} is of a newer TrayNews", cure)]
    releases = "1 release" if found.releases == 1 else f"{found.releases} releases"
    older = "" if found.version == found.newest else "; of an older TrayNews, still to be updated"
    return [fine("archive", f"{path} is sound: {releases}, {_size(found.size)}{older}")]


def _describe_health(health: Health) -> Finding:
    """Say how the sources are, as menu and `status` do; wrong where there is nothing to tell of."""
    said, topic = tell_sources(health, local_zone()), "sources"
    if health.sources is State.OFF:
        return wrong(topic, said, "switch one on, in the menu or with `traynews feeds enable ID`")
    if health.sources is State.OFFLINE:
        return wrong(topic, said, "look at the network, and at [network] proxy in the settings")
    if health.sources is State.FAILING:
        return wrong(topic, said, "the lines below say why; `traynews feeds` names other sources")
    if not health.was_read:
        return wrong(topic, f"none was ever read: {said}", _FIRST)
    return note(topic, said) if health.sources is State.AILING else fine(topic, said)


def _describe_alerts(health: Health) -> Iterator[Finding]:
    """Say why alerts wait, where they do: who misses them looks here."""
    if health.state is State.PAUSED:
        yield note("alerts", tell_health(health, local_zone()), "`traynews resume` ends the pause")
        return
    if health.state is State.METERED:
        yield note(
            "network",
            tell_health(health, local_zone()),
            "`traynews check` asks all the same; [network] metered in the settings",
        )
    if wait := tell_wait(health, local_zone()):
        yield note("alerts", wait)


def _describe_feed(status: FeedStatus, now: datetime) -> Finding:
    topic, state = f"feed {status.feed.id}", status.state
    said = tell_feed(status, now, local_zone())
    if not status.feed.enabled:
        return note(topic, said)
    if not status.is_asked:
        cure = "the publisher has ended it; remove it, or look for its new address"
        return wrong(topic, said, cure)
    if state.trouble:
        since = state.trouble_since
        if since is not None and now - since > _OLD_TROUBLE:
            return wrong(topic, said, "open its address in a browser; it may have moved")
        return note(topic, said)
    if state.last_success is None:
        return note(topic, said)
    return fine(topic, f"{said}; read through {DOOR_NAMES[state.door]}")


def _examine_mirror(settings: Settings) -> Iterator[Finding]:
    """Say who is asked instead of the servers of the catalogue's sources, where somebody is."""
    mirror = settings.network.mirror
    if not mirror:
        return
    asked = sum(feed.enabled and bool(feed.mirror) for feed in settings.feeds)
    sources = "1 source" if asked == 1 else f"{asked} sources"
    says = f"{mirror} is asked for {sources} of the catalogue, and nobody if it fails"
    yield fine("mirror", says)


def _examine_clock(now: datetime, statuses: Sequence[FeedStatus]) -> Iterator[Finding]:
    """Compare the clock with what must be past: our own files, and every check so far."""
    past = [datetime.fromtimestamp(find_asset("traynews.png").stat().st_mtime, UTC)]
    past += [one.state.last_checked for one in statuses if one.state.last_checked]
    latest = max(past)
    shown = f"{now.astimezone():%Y-%m-%d %H:%M %Z}"
    if latest - now > timedelta(minutes=5):
        says = f"{shown}, but TrayNews has been at work {local(latest)} already"
        yield wrong("clock", says, "set the clock; until then feeds may be checked at wrong times")
    else:
        yield fine("clock", shown)


def _size(count: int) -> str:
    size = float(count)
    for unit in ("bytes", "KB", "MB"):
        if size < 1000:  # noqa: PLR2004 - as these units are defined
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
