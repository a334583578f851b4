"""Writing settings back into their file: comments, order and everything else in it stay.

Each change is tried on a copy of the text, read as the program would read it, and only then put in
the file's place, whole. A mistake leaves the file as it was and names the key.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from traynews.core.data.model import Feed
from traynews.core.data.settings import Settings
from traynews.errors import ConfigError
from traynews.settings import file
from traynews.settings.catalogue import known_feeds
from traynews.settings.template import TEMPLATE
from traynews.settings.values import FEED_KEYS, TABLES
from traynews.whole_file import write_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT, Table

Catalogue = Callable[[], Sequence[Feed]]
Value = str | bool | int | Sequence[str]
Change = Callable[["TOMLDocument"], None]

_BOM = "\ufeff"
_PLACE = re.compile(r"^.*?, line \d+, ", re.DOTALL)  # of a text that nobody has seen


def set_value(
    path: Path, dotted_key: str, value: Value, *, catalogue: Catalogue = known_feeds
) -> Settings:
    """Set one key, such as `menu.badge` or `feeds.uk.alerts`; return the settings as they are then.

    A text is taken as TOML where that is allowed for the key (`true`, `12`, `["22:00-07:00"]`),
    else as the text itself. Raises `ConfigError`.
    """

    def set_to(reading: Value) -> Settings:
        return _change(path, lambda doc: _set(doc, dotted_key, reading, catalogue), catalogue)

    reading, *others = _readings(value)
    try:
        return set_to(reading)
    except ConfigError:
        for other in others:
            with contextlib.suppress(ConfigError):
                return set_to(other)
        raise


def add_feed(
    path: Path, feed_id: str, values: Mapping[str, Value], *, catalogue: Catalogue = known_feeds
) -> tuple[str, ...]:
    """Add a feed; return the ids of the default feeds that had to be written out with it.

    `values` are its keys besides `id`; those of a catalogue feed may be empty. Raises `ConfigError`
    where there is such a feed already.
    """
    written: list[str] = []

    def add(doc: TOMLDocument) -> None:
        if _find(doc, feed_id) is not None:
            raise ConfigError(f'there is a feed "{feed_id}" already')
        written.extend(_write_defaults_out(doc, catalogue))
        if _find(doc, feed_id) is not None:  # it was one of the defaults
            return
        _feeds(doc).append(_entry({"id": feed_id, **values}))

    _change(path, add, catalogue)
    return tuple(written)


def add_feeds(
    path: Path,
    feeds: Mapping[str, Mapping[str, Value]],
    *,
    catalogue: Catalogue = known_feeds,
) -> tuple[str, ...]:
    """Add many feeds in one change, all or none; return as `add_feed` does."""
    written: list[str] = []

    def add(doc: TOMLDocument) -> None:
        written.extend(_write_defaults_out(doc, catalogue))
        for feed_id, values in feeds.items():
            _feeds(doc).append(_entry({"id": feed_id, **values}))

    _change(path, add, catalogue)
    return tuple(written)


def remove_feed(path: Path, feed_id: str, *, catalogue: Catalogue = known_feeds) -> None:
    """Take a feed out of the file; what it gave is kept. Raises `ConfigError`.

    The last feed is switched off instead: a file without feeds would mean the default ones.
    """

    def remove(doc: TOMLDocument) -> None:
        _write_defaults_out(doc, catalogue)
        entry = _existing(doc, feed_id)
        feeds = _feeds(doc)
        if len(feeds) == 1:
            entry["enabled"] = False
        else:
            del feeds[[one.get("id") for one in feeds].index(feed_id)]

    _change(path, remove, catalogue)


def enable_feed(
    path: Path, feed_id: str, *, enabled: bool = True, catalogue: Catalogue = known_feeds
) -> tuple[str, ...]:
    """Switch a feed on (one of the catalogue is added for it) or off; return as `add_feed` does.

    Raises `ConfigError` where nobody knows the feed.
    """
    written: list[str] = []

    def switch(doc: TOMLDocument) -> None:
        written.extend(_write_defaults_out(doc, catalogue))
        entry = _find(doc, feed_id)
        if entry is None and enabled and any(one.id == feed_id for one in catalogue()):
            _feeds(doc).append(_entry({"id": feed_id}))
            return
        entry = _existing(doc, feed_id)
        if not enabled:
            entry["enabled"] = False
        elif "enabled" in entry:
            del entry["enabled"]  # true is the default

    _change(path, switch, catalogue)
    return tuple(written)


# --- one change ----------------------------------------------------------------------------------


def _change(path: Path, change: Change, catalogue: Catalogue) -> Settings:
    """Change the text of the file and put it in its place, if it can be read afterwards."""
    import tomlkit  # noqa: PLC0415 - most runs of the program write nothing

    text = _read(path)
    file.parse(text.removeprefix(_BOM), catalogue, name=str(path))  # who broke it must mend it
    doc = tomlkit.parse(text.removeprefix(_BOM))
    change(doc)
    changed = tomlkit.dumps(doc)
    try:
        settings = file.parse(changed, catalogue, name=str(path))
    except ConfigError as error:
        raise ConfigError(_PLACE.sub("", str(error))) from error
    bom = _BOM if text.startswith(_BOM) else ""
    _replace(path, bom + changed)
    return settings


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return TEMPLATE
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: this is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from error


def _replace(path: Path, text: str) -> None:
    """Put a text in the place of the file. Raises `ConfigError`."""
    try:
        path.resolve().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, [text.encode()])
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from error


def _readings(value: Value) -> list[Value]:
    """Return what a value may mean: a text as TOML first, then as itself."""
    import tomlkit  # noqa: PLC0415 - see above
    from tomlkit.exceptions import ParseError  # noqa: PLC0415

    if not isinstance(value, str):
        return [value]
    try:
        return [tomlkit.value(value).unwrap(), value]
    except (ParseError, ValueError):
        return [value]


# --- in the document -----------------------------------------------------------------------------


def _set(doc: TOMLDocument, dotted_key: str, value: Value, catalogue: Catalogue) -> None:
    import tomlkit  # noqa: PLC0415 - see above

    table, _, key = dotted_key.partition(".")
    if table == "feeds":
        feed_id, _, key = key.rpartition(".")
        _check_key(key, FEED_KEYS, "feeds.ID.KEY, such as feeds.uk.alerts")
        _write_defaults_out(doc, catalogue)
        _existing(doc, feed_id)[key] = value
        return
    if table not in TABLES:
        raise ConfigError(f'there is no setting "{dotted_key}"; write one of {_every_key()}')
    _check_key(key, TABLES[table][1], f"one of {_every_key(table)}")
    if table not in doc:
        doc[table] = tomlkit.table()
    section: Any = doc[table]
    section[key] = value


def _check_key(key: str, allowed: Mapping[str, object], instead: str) -> None:
    if key not in allowed:
        raise ConfigError(f'there is no setting "{key}" there; write {instead}')


def _every_key(only: str = "") -> str:
    tables = {only: TABLES[only]} if only else TABLES
    return ", ".join(f"{name}.{key}" for name, (_, keys) in tables.items() for key in keys)


def _feeds(doc: TOMLDocument) -> AoT:
    """Return the feeds that the file lists, in a form that can be added to."""
    import tomlkit  # noqa: PLC0415 - see above
    from tomlkit.items import AoT as Tables  # noqa: PLC0415

    if "feeds" not in doc:
        doc["feeds"] = tomlkit.aot()
    feeds = doc["feeds"]
    if not isinstance(feeds, Tables):  # feeds = [{ id = "uk" }] is TOML, too
        tables = tomlkit.aot()
        for one in feeds.unwrap():
            tables.append(_entry(one))
        del doc["feeds"]
        doc["feeds"] = feeds = tables
    return feeds


def _find(doc: TOMLDocument, feed_id: str) -> Table | None:
    if "feeds" not in doc:
        return None
    return next((one for one in _feeds(doc) if one.get("id") == feed_id), None)


def _existing(doc: TOMLDocument, feed_id: str) -> Table:
    entry = _find(doc, feed_id)
    if entry is None:
        there = ", ".join(str(one["id"]) for one in _feeds(doc))
        raise ConfigError(f'there is no feed "{feed_id}"; there are {there}')
    return entry


def _write_defaults_out(doc: TOMLDocument, catalogue: Catalogue) -> list[str]:
    """List the default feeds in a file that lists none; any [[feeds]] would replace them."""
    if "feeds" in doc:
        return []
    defaults = [feed.id for feed in catalogue() if feed.enabled]
    feeds = _feeds(doc)
    for feed_id in defaults:
        feeds.append(_entry({"id": feed_id}))
    return defaults


def _entry(values: Mapping[str, Value]) -> Table:
    import tomlkit  # noqa: PLC0415 - see above

    table = tomlkit.table()
    for key, value in values.items():
        table[key] = value
    return table
