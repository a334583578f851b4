"""What a pop-up says: entries and events turned into `Popup`s, in clean plain text.

One release is told by its headline and first sentence, and a click opens it; many are told by their
number and the first headlines, and a click opens the list. The first button is what a click on the
body does. Discreet ones show a number and nothing that tells what it is about, not even the
program's name; their buttons still work.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from traynews.core.alerts.flags import flag_of
from traynews.core.data.model import Entry, Feed, Level
from traynews.core.data.settings import AlertSettings
from traynews.core.data.view import Button, Command, Popup, Urgency, Verb
from traynews.core.text.clean import clean_line, cut
from traynews.core.text.sentences import first_sentence
from traynews.core.text.times import weekday

TITLE_LIMIT = 160
BODY_LIMIT = 300
_LINE_LIMIT = 90  # one headline in a list: more than two lines on screen and the list is no list
_NAMED = 3  # headlines or feeds that a list names before it counts

DIGEST_KEY = "digest"
AWAY_KEY = "away"


def for_entry(entry: Entry, settings: AlertSettings) -> Popup:
    """Return the pop-up for one release: headline, first sentence, Open, Mark read, Later.

    An urgent one is critical and stays until dismissed, whatever the duration setting says.
    """
    urgent = entry.level is Level.URGENT
    title, body = _title(entry), _body(entry)
    flag = flag_of(entry, settings.languages)
    whole = "\n".join(filter(None, (_flagged(flag, title), body)))
    # In the body, so that the title stays the headline, whole.
    body = _flagged(flag, body) if body else flag
    if settings.discreet:
        title, body, whole = _count(1), "", ""
    return Popup(
        title=title,
        body=body,
        buttons=(
            _open(entry),
            Button("Mark read", Command(Verb.READ, (entry.id,))),
            Button("Later", Command(Verb.LATER, (entry.id,))),
        ),
        urgency=Urgency.CRITICAL if urgent else Urgency.NORMAL,
        seconds=0 if urgent else settings.duration,
        sound=settings.sound,
        breaking=entry.breaking and not settings.discreet,
        entry_ids=(entry.id,),
        discreet=settings.discreet,
        body_if_cut=whole,
    )


def for_digest(entries: Sequence[Entry], settings: AlertSettings) -> Popup:
    """Return one pop-up for many releases; for a single one, its own.

    A click opens the list of headlines on our own page.
    """
    if len(entries) == 1:
        return for_entry(entries[0], settings)
    return _listed(_count(len(entries)), entries, settings, key=DIGEST_KEY)


def for_away(entries: Sequence[Entry], settings: AlertSettings) -> Popup:
    """Return one pop-up for what was held back while the user was away, locked or had quiet."""
    if len(entries) == 1:
        return for_entry(entries[0], settings)
    title = f"While you were away: {_count(len(entries))}"
    return _listed(title, entries, settings, key=AWAY_KEY)


def trouble(
    feed: Feed,
    since: datetime,
    settings: AlertSettings,
    *,
    reason: str = "",
    ended: bool = False,
) -> Popup:
    """Return the one pop-up of an outage. `since` is shown as given: hand in local time.

    The reason is a poll's `trouble`, one clean line. Nothing is lost yet, and it says so; `ended`
    tells that the feed is gone (410) and asked no more.
    """
    title = f"{name_of(feed)} {'is gone' if ended else 'cannot be read'}"
    if settings.discreet:
        title, reason = "A source is gone" if ended else "A source cannot be read", ""
    program = "The program" if settings.discreet else "TrayNews"
    lines = [f"Since {weekday(since)} {since:%H:%M}. {program} keeps trying."]
    if ended:
        when = f"Since {weekday(since)} {since:%H:%M}, for good as its server says"
        cure = "look for its new address, or take it out of the settings"
        lines = [f"{when}. {program} asks it no more: {cure}."]
    if reason:
        lines.append(cut(clean_line(reason), BODY_LIMIT))
    return Popup(
        title=cut(title, TITLE_LIMIT),
        body="\n".join(lines),
        buttons=(Button("Try now", Command(Verb.CHECK_FEED, value=feed.id)),),
        key=_outage(feed),
        urgency=Urgency.LOW,
        seconds=settings.duration,
        discreet=settings.discreet,
    )


def recovered(feed: Feed, settings: AlertSettings) -> Popup:
    """Return the pop-up that an outage is over; it takes the place of the one that told of it."""
    title = (
        "A feed can be read again" if settings.discreet else f"{name_of(feed)} can be read again"
    )
    return Popup(
        title=cut(title, TITLE_LIMIT),
        key=_outage(feed),
        urgency=Urgency.LOW,
        seconds=settings.duration,
        discreet=settings.discreet,
    )


def about(version: str, url: str) -> Popup:
    """Return what the program says of itself when asked; a click opens the project's page."""
    return Popup(
        title=f"TrayNews {version}",
        body=(
            "Amnesty International's releases, as they are published. Free software under "
            "the MIT licence; not made or endorsed by Amnesty International."
        ),
        buttons=(Button("Project page", Command(Verb.VISIT, url=url)),),
        key="about",
    )


def _listed(title: str, entries: Sequence[Entry], settings: AlertSettings, *, key: str) -> Popup:
    ids = tuple(entry.id for entry in entries)
    # sorted() keeps the order of the others
    told = sorted(entries, key=lambda entry: not entry.breaking)[:_NAMED]
    lines = [
        cut(_flagged(flag_of(entry, settings.languages), _title(entry)), _LINE_LIMIT)
        for entry in told
    ]
    if len(entries) > _NAMED:
        lines.append(f"and {len(entries) - _NAMED} more")
    return Popup(
        title=title,
        body="" if settings.discreet else "\n".join(lines),
        buttons=(
            Button("Open list", Command(Verb.WINDOW, ids)),
            Button("Mark all read", Command(Verb.READ, ids)),
            Button("Later", Command(Verb.LATER, ids)),
        ),
        key=key,
        seconds=settings.duration,
        sound=settings.sound,
        breaking=any(entry.breaking for entry in entries) and not settings.discreet,
        entry_ids=ids,
        discreet=settings.discreet,
    )


def _open(entry: Entry) -> Button:
    """Return the first button; a release without an address is read on our own page."""
    if not entry.url:
        return Button("Open list", Command(Verb.WINDOW, (entry.id,)))
    return Button("Open", Command(Verb.OPEN, (entry.id,), url=entry.url))


def _title(entry: Entry) -> str:
    return cut(entry.title, TITLE_LIMIT) or "New release"


def _flagged(flag: str, text: str) -> str:
    return f"{flag} · {text}" if flag else text


def _body(entry: Entry) -> str:
    sentence = first_sentence(entry.summary, limit=BODY_LIMIT)
    # Some feeds repeat the headline as the summary; saying it twice says nothing.
    return "" if sentence.rstrip(" .…") == entry.title.rstrip(" .…") else sentence


def _count(number: int) -> str:
    return "1 new release" if number == 1 else f"{number} new releases"


def name_of(feed: Feed) -> str:
    """Return what a source is called in a pop-up: its title, else its id."""
    return clean_line(feed.title, limit=80) or feed.id


def joined(names: Sequence[str]) -> str:
    """Join as a sentence does: `A`, `A and B`, `A, B and C`."""
    if len(names) < 2:  # noqa: PLR2004 - one name has no neighbour to be joined to
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _outage(feed: Feed) -> str:
    return f"outage-{feed.id}"
