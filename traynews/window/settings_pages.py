"""The settings: every key of the file in plain words, rules with what they would have done."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from traynews.core.alerts.rules import describe_rule
from traynews.core.alerts.trial import try_rule
from traynews.core.data.model import Kind, Level, Record
from traynews.core.data.settings import Settings
from traynews.core.data.view import Verb
from traynews.core.release.places import names_of_places
from traynews.errors import ConfigError, OutOfReachError, StoreError, TrayNewsError
from traynews.settings import disk, edit
from traynews.settings.keys import TABLES
from traynews.settings.layers import Below
from traynews.settings.layers import said as said_in
from traynews.settings.meanings import CHOICES, MEANINGS, OFFERS
from traynews.settings.text import read_toml
from traynews.settings.toml import Value, write_value
from traynews.settings.values import allowed_words, split_names
from traynews.window.desk import Desk
from traynews.window.file_changes import Told
from traynews.window.look import Look
from traynews.window.marking import back_to, read_ids
from traynews.window.message import Request, Response, redirect
from traynews.window.muting import list_mutes, mute

_GROUPS = {
    "alerts": "Alerts",
    "menu": "Icon and menu",
    "poll": "Asking sources",
    "network": "Network and privacy",
    "browser": "Browser",
    "archive": "Archive",
}
_CONDITIONS = ("match", "countries", "topics", "kinds", "feeds")
_TRIED = timedelta(days=30)
_MOST_TRIED = 500
_EXAMPLES = 5
_TRIED_LINES = {
    Level.URGENT: (
        "In the last 30 days this would have alerted {decided} of {of} releases with pop-ups that"
        " stay; {changed} of them are told otherwise now."
    ),
    Level.ALERT: (
        "In the last 30 days this would have alerted {decided} of {of} releases; {changed} of them"
        " are told otherwise now."
    ),
    Level.DIGEST: (
        "In the last 30 days this would have named {decided} of {of} releases in one pop-up;"
        " {changed} of them are told otherwise now."
    ),
    Level.SILENT: (
        "In the last 30 days this would have kept {decided} of {of} releases silent; {changed} of"
        " them are told otherwise now."
    ),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One key as a form shows it. `lines` where it is a list, `words` where one of a few."""

    key: str
    name: str
    meaning: str
    value: str
    words: tuple[str, ...]
    lines: bool
    locked: str
    is_set: bool
    offer: tuple[str, str] | None
    mistake: str = ""


class SettingsPages:
    """Makes them, and changes the file: one key at a time, all else in it as it was."""

    def __init__(self, desk: Desk, look: Look) -> None:
        self._desk = desk
        self._look = look
        self._told = Told(desk)

    def show(self, _request: Request) -> Response:
        """Show every setting."""
        return self._page()

    def put(self, request: Request) -> Response:
        """Set a key to what was typed, or let it be what it is by default."""
        key = request.form.get("key", "")
        typed = request.form.get("offer") or request.form.get("value", "")
        value: Value = typed
        now = edit.get_value(self._file, key) if key in MEANINGS else ""
        literal = isinstance(now, str)  # a command may have quotes of its own
        if not isinstance(now, str | int):
            value = [line.strip() for line in typed.splitlines() if line.strip()]
        try:
            if request.form.get("unset") == "1":
                self._told.change(key, lambda: edit.unset(self._file, key))
            else:
                self._told.change(
                    key, lambda: edit.set_value(self._file, key, value, literal=literal)
                )
        except ConfigError as error:
            if key not in MEANINGS:
                raise
            return self._page(mistaken=key, mistake=str(error), typed=typed)
        return redirect(f"/settings#{key}")

    def try_alert(self, _request: Request) -> Response:
        """Have the running program show an alert, as its menu does."""
        try:
            self._desk.ask(Verb.TEST_ALERT)
        except OutOfReachError as error:
            line = f"No alert was shown, since the program cannot be reached: {error}"
            return self._page(mistaken="test", mistake=line)
        self._told.tell(
            "test", "A test alert is on its way. Where none is seen, “What works” says why."
        )
        return redirect("/settings#test")

    # --- rules -----------------------------------------------------------------------------------

    def rules(self, request: Request) -> Response:
        """Try a rule that is being written, add it, or remove one."""
        what = request.form.get("what", "")
        if what == "remove":
            number = next(iter(read_ids(request.form.get("number", ""))), 0)
            shown = request.form.get("rule", "")
            self._told.change("rules", lambda: edit.remove_rule(self._file, number, shown))
            return redirect("/settings#rules")
        typed = {name: request.form.get(name, "").strip() for name in (*_CONDITIONS, "level")}
        values = _read_rule(typed)
        if len(values) == 1:  # the level alone
            line = "Say which releases: words, places, topics, a kind or a source."
            return self._page(rule=typed, rule_mistake=line)
        try:
            settings = edit.preview_rule(self._file, values)
            if what == "add":
                self._told.change("rules", lambda: edit.add_rule(self._file, values))
                return redirect("/settings#rules")
        except ConfigError as error:
            return self._page(rule=typed, rule_mistake=str(error))
        return self._page(rule=typed, trial=self._try(settings))

    def _try(self, settings: Settings) -> dict[str, Any]:
        """Say what the last rule would have done in the last month."""
        since = self._desk.now() - _TRIED
        with self._desk.archive() as store:
            store.catch_up()
            newest = [one for one in store.entries(_MOST_TRIED) if one.published >= since]
            found = (store.record(entry.id) for entry in newest)
            kept: list[Record] = [record for record in found if record is not None]
        number = len(settings.alerts.rules)
        decided = list(try_rule(kept, settings.feeds, settings.alerts, number))
        return {
            "rule": describe_rule(settings.alerts.rules[-1]),
            "line": _TRIED_LINES[settings.alerts.rules[-1].level].format(
                decided=len(decided),
                of=len(kept),
                changed=sum(one.before is not one.after for one in decided),
            ),
            "examples": decided[:_EXAMPLES],
        }

    # --- places that are quiet for a week --------------------------------------------------------

    def mute(self, request: Request) -> Response:
        """Keep a place quiet for a week, or hear of it again."""
        place, off = request.form.get("place", "").strip(), request.form.get("off") == "1"
        try:
            with self._desk.archive() as store:
                mute(store, place, self._desk.now(), off=off)
        except StoreError:
            raise
        except TrayNewsError as error:
            return self._page(mistaken="mutes", mistake=str(error), typed=place)
        self._desk.ring()
        return back_to(request)

    # --- the program -----------------------------------------------------------------------------

    def login(self, request: Request) -> Response:
        """Start at login, or not."""
        self._desk.start_at_login(request.form.get("on") == "1")
        self._desk.ring()
        return redirect("/settings#login")

    def wipe(self, request: Request) -> Response:
        """End the program and remove all that it kept, where the user is sure."""
        if request.form.get("sure") != "1":
            return redirect("/settings#wipe")
        self._desk.wipe()
        line = "TrayNews ends now, and removes what it kept. The settings stay."
        return self._look.page("line", line=line, heading="Everything is being removed")

    # --- the page --------------------------------------------------------------------------------

    def _page(
        self,
        *,
        mistaken: str = "",
        mistake: str = "",
        typed: str = "",
        rule: dict[str, str] | None = None,
        rule_mistake: str = "",
        trial: dict[str, Any] | None = None,
    ) -> Response:
        said_at, said = self._told.take()
        settings, now = self._desk.settings(), self._desk.now()
        with self._desk.archive() as store:
            mutes = list_mutes(store, now, self._desk.zone())
        own = said_in(read_toml(disk.read(self._file) or "", str(self._file)))
        below = disk.read_system(self._desk.catalogue)
        values = edit.get_values(self._file, MEANINGS)
        shown = [_setting(key, values[key], own, below) for key in MEANINGS]
        shown = [
            replace(one, mistake=mistake, value=typed) if one.key == mistaken else one
            for one in shown
        ]
        groups = [
            (table, _GROUPS.get(table, table), [one for one in shown if one.key.startswith(table)])
            for table in sorted(TABLES, key=list(_GROUPS).index)
        ]
        return self._look.page(
            "settings",
            said=said,
            said_at=said_at,
            mistaken=mistaken,
            mistake=mistake,
            typed=typed,
            in_words=CHOICES,
            file=self._file,
            groups=groups,
            rules=[describe_rule(one) for one in settings.alerts.rules],
            rule=rule or dict.fromkeys((*_CONDITIONS, "level"), ""),
            rule_mistake=rule_mistake,
            at_login=self._desk.at_login(),
            unseen=self._desk.unseen,
            trial=trial,
            levels=list(Level),
            kinds=list(Kind),
            feeds=[(feed.id, feed.title or feed.id) for feed in settings.feeds],
            mutes=mutes,
            places=names_of_places(),
        )

    @property
    def _file(self) -> Path:
        return self._desk.locations.config


def _setting(key: str, value: Value, own: Container[str], below: Below) -> Setting:
    table, _, name = key.partition(".")
    return Setting(
        key=key,
        name=MEANINGS[key][0],
        meaning=MEANINGS[key][1],
        value=_as_typed(value),
        words=allowed_words(TABLES[table][1][name]),
        lines=not isinstance(value, str | int),
        locked=below.why_locked(key),
        is_set=key in own,
        offer=OFFERS.get(key),
    )


def _as_typed(value: Value) -> str:
    if isinstance(value, str):
        return value
    return write_value(value) if isinstance(value, int) else "\n".join(value)


def _read_rule(typed: dict[str, str]) -> dict[str, Value]:
    """Return what was typed as the keys of a rule; a comma parts places, topics, kinds, sources."""
    values: dict[str, Value] = {}
    for name in _CONDITIONS:
        text = typed[name]
        if parts := split_names(text):
            values[name] = text if name == "match" else parts
    return values | {"level": typed["level"]}
