"""What a newcomer is shown: the welcome, which tells where the icon is, and an alert to look at."""

from __future__ import annotations

from collections.abc import Sequence

from traynews.core.alerts.popup import BODY_LIMIT, joined, name_of
from traynews.core.data.icon_place import IconPlace
from traynews.core.data.model import Feed
from traynews.core.data.settings import AlertSettings
from traynews.core.data.view import Button, Command, Popup, Verb
from traynews.core.text.clean import cut

_NAMED = 3  # sources that are named before they are counted
_LONGEST_NAME = 32  # on a button
_MOST_BUTTONS = 3
_COMMANDS = "Until then: `traynews list`, `traynews archive`, `traynews quit`."

_PLACES = {
    IconPlace.PANEL: "Its icon is in the panel; a right click opens its menu.",
    IconPlace.TOP_BAR: "Its icon is in the top bar, at the right; a click opens its menu.",
    IconPlace.CLOCK: "Its icon is beside the clock, or behind the arrow there; a right click opens"
    " its menu.",
    IconPlace.MENU_BAR: "Its icon is in the menu bar; a click opens its menu.",
    IconPlace.OLD_PANEL: "Its icon is in the panel; a click opens the archive. This panel shows no"
    " menus: `traynews --help` lists the commands.",
    IconPlace.NO_EXTENSION: "GNOME shows no icon without the extension “AppIndicator and"
    f" KStatusNotifierItem Support”, which brings one. {_COMMANDS}",
    IconPlace.NOWHERE: f"No panel shows its icon; one that can will have it. {_COMMANDS}",
    IconPlace.TERMINAL: "Alerts are printed here; Ctrl-C ends it.",
}
_WITH_A_MENU = frozenset({IconPlace.PANEL, IconPlace.TOP_BAR, IconPlace.CLOCK, IconPlace.MENU_BAR})


def welcome(
    feeds: Sequence[Feed],
    count: int,
    settings: AlertSettings,
    *,
    place: IconPlace,
    health: Sequence[str] = (),
    at_login: bool | None = None,
    in_menu: bool | None = None,
    offer: Feed | None = None,
) -> Popup:
    """Return the one pop-up of the very first run.

    It tells what is watched, how many headlines there are (`count`), and where the icon is.
    `health` is what there is to say where not all can be read, in the words of `core/health`;
    `at_login` whether the program starts at login, and `in_menu` whether the application menu has
    it, None where nobody can say or change it; `offer` another source that may be followed.
    """
    title = "TrayNews is watching for new releases" if count else "TrayNews has nothing to show yet"
    if settings.discreet:
        title = "Watching for new releases" if count else "Nothing to show yet"
    lines = [*(f"{line}." for line in health), _tell_watched(feeds, settings)]
    if count:
        lines.append(_tell_count(count, place))
    if not settings.discreet:
        lines.append(_PLACES[place])
    return Popup(
        title=title,
        body="\n".join(cut(line, BODY_LIMIT) for line in lines if line),
        buttons=_buttons(count, settings, at_login=at_login, in_menu=in_menu, offer=offer),
        key="welcome",
        seconds=settings.duration,
        discreet=settings.discreet,
    )


def sample_alert(settings: AlertSettings) -> Popup:
    """Return an alert like those of releases, to be looked at."""
    return Popup(
        title="A new release would look like this",
        body="Its headline stands above, its first sentence here. A click opens its page.",
        buttons=(Button("Open list", Command(Verb.WINDOW)),),
        key="test",
        seconds=settings.duration,
        sound=settings.sound,
        discreet=settings.discreet,
    )


def _tell_watched(feeds: Sequence[Feed], settings: AlertSettings) -> str:
    if not feeds:
        return "No source is switched on."
    watched = "1 source" if len(feeds) == 1 else f"{len(feeds)} sources"
    if settings.discreet:
        return f"It follows {watched}."
    named = [name_of(feed) for feed in feeds[:_NAMED]]
    if len(feeds) > _NAMED:
        named.append(f"{len(feeds) - _NAMED} more")
    return f"It follows {watched}: {joined(named)}."


def _tell_count(count: int, place: IconPlace) -> str:
    listed = "1 headline is" if count == 1 else f"{count} headlines are"
    where = "in the menu" if place in _WITH_A_MENU else "in the archive"
    return f"{listed} {where}; you will be told of new ones from now on."


def _buttons(
    count: int,
    settings: AlertSettings,
    *,
    at_login: bool | None,
    in_menu: bool | None,
    offer: Feed | None,
) -> tuple[Button, ...]:
    """Return at most three, as GNOME draws; the first is what a click on the body does."""
    found = [Button("Open list", Command(Verb.WINDOW))] if count else []
    if offer is not None:
        name = "another source" if settings.discreet else cut(name_of(offer), _LONGEST_NAME)
        found.append(Button(f"Follow {name}", Command(Verb.FOLLOW, value=offer.id)))
    if at_login is False:
        found.append(Button("Start at login", Command(Verb.AUTOSTART, value="on")))
    if in_menu is False:
        found.append(Button("Add to applications", Command(Verb.INSTALL)))
    return tuple(found[:_MOST_BUTTONS])
