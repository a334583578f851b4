"""What `doctor` says of the desktop: bus, tray, pop-ups, browser, proxies, starting at login."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from traynews.cli.doctor.finding import Finding, fine, look, note, wrong
from traynews.core.data.settings import Settings
from traynews.desktop.autostart import Autostart
from traynews.desktop.browser import SystemBrowser
from traynews.desktop.portal import check as check_portal
from traynews.desktop.program import find_program, is_sandboxed
from traynews.errors import AutostartError, BusError, TrayNewsError

if TYPE_CHECKING:
    from traynews.desktop.bus.connection import Bus  # needs jeepney, which only Linux has

_PATIENCE = 2.0  # seconds
_PROXIED = "it looks up the feeds' names; a page that you open goes the browser's own way"


def examine(settings: Settings) -> Iterator[Finding]:
    """Look at what the desktop offers."""
    if sys.platform == "linux":
        yield from _examine_linux(settings)
    else:
        yield from look("alerts", _examine_native)
        yield from look("browser", lambda: _examine_browser(settings, None))
    yield from _examine_proxies(settings)
    yield from look("autostart", lambda: [_examine_autostart()])


def _examine_autostart() -> Finding:
    if is_sandboxed():
        return _examine_portal()
    started = Autostart(find_program()).status()
    if started is None:
        cure = "install TrayNews with pip or as a package, then `traynews autostart on`"
        return note("autostart", "cannot be switched from here", cure)
    if started:
        return fine("autostart", "TrayNews starts at login")
    return fine("autostart", "TrayNews does not start at login; `traynews autostart on` changes it")


def _examine_portal() -> Finding:
    try:
        check_portal()
    except AutostartError as error:
        return note("autostart", "cannot be switched from here", str(error))
    if Autostart(find_program()).status():
        return fine(
            "autostart", "TrayNews starts at login, unless your desktop's settings changed it"
        )
    return fine(
        "autostart",
        "TrayNews does not start at login, unless your desktop's settings changed it; "
        "`traynews autostart on` does",
    )


def _examine_browser(settings: Settings, bus: Bus | None) -> list[Finding]:
    found = SystemBrowser(settings.browser.command, bus=bus).find()
    if Path(found).name == "xdg-open" and not _ask_default_browser():
        cure = "install one, or choose it in the desktop's settings, or set [browser] command"
        return [note("browser", f"{found} opens pages, but no browser is set for it", cure)]
    return [fine("browser", found)]


def _ask_default_browser() -> str:
    """Return the desktop entry that `xdg-open` opens web pages with; nothing if there is none."""
    ask = ["xdg-mime", "query", "default", "x-scheme-handler/https"]
    try:
        done = subprocess.run(
            ask,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"  # nobody tells; that is not to say that there is none
    return done.stdout.strip()


def _examine_proxies(settings: Settings) -> Iterator[Finding]:
    """Say which proxies are used, without the passwords that may stand in their addresses."""
    from urllib.request import getproxies  # noqa: PLC0415 - weighs 40 ms

    from traynews.feeds.http.proxies import read_proxy  # noqa: PLC0415 - one finding needs it

    configured = settings.network.proxy
    given = {"all": configured} if configured else getproxies()
    for scheme in ("http", "https", "all"):
        if scheme not in given:
            continue
        try:
            proxy = read_proxy(given[scheme])
        except ValueError as error:
            yield wrong("proxy", f"for {scheme}: {error}", "correct it: no feed can be read by it")
            continue
        source = "[network] proxy" if configured else "the system's"
        says = f"for {scheme}: {proxy.kind}://{proxy.host}:{proxy.port} ({source})"
        yield fine("proxy", f"{says}; {_PROXIED}")
    if not any(scheme in given for scheme in ("http", "https", "all")):
        yield fine("proxy", "none")


def _examine_native() -> list[Finding]:
    import importlib.util  # noqa: PLC0415 - elsewhere another way is taken

    if importlib.util.find_spec("desktop_notifier") is None:
        return [wrong("alerts", "desktop-notifier is missing", "pip install desktop-notifier")]
    if sys.platform == "darwin" and not getattr(sys, "frozen", False):
        return [note("alerts", "macOS shows pop-ups of application bundles only")]
    return [fine("alerts", "shown by the system")]


def _examine_linux(settings: Settings) -> Iterator[Finding]:
    try:
        from traynews.desktop.bus.connection import Bus  # noqa: PLC0415 - see above

        bus = Bus()
        bus.connect()
    except BusError as error:
        cure = "start TrayNews from within the desktop; without it, alerts appear in the terminal"
        yield wrong("session bus", str(error), cure)
        yield from look("browser", lambda: _examine_browser(settings, None))
        return
    try:
        yield fine("session bus", "reached")
        yield from look("tray", lambda: [_examine_tray(bus)])
        yield from look("alerts", lambda: list(_examine_alerts(bus)))
        yield from look("browser", lambda: _examine_browser(settings, bus))
    finally:
        bus.close()


def _examine_tray(bus: Bus) -> Finding:
    from traynews.desktop.tray.registration import (  # noqa: PLC0415 - see above
        WATCHER,
        host_question,
    )

    if bus.owner_of(WATCHER):
        try:
            ((_, hosted),) = bus.ask(host_question(), timeout=_PATIENCE)
        except BusError:
            hosted = True  # a watcher that does not tell takes icons all the same
        if hosted:
            return fine("tray", "a panel shows icons with menus (StatusNotifierItem)")
        cure = "add the tray to a panel; the icon comes by itself then"
        return wrong("tray", "icons are taken, but no panel shows them", cure)
    if _finds_old_tray():
        says = "a panel shows icons of the old kind (XEmbed): an icon, but no menu"
        return note("tray", says, "every row of the menu is a command, too: `traynews --help`")
    if "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", ""):
        cure = (
            "install and switch on the extension “AppIndicator and KStatusNotifierItem Support”; "
            "the icon comes by itself then. Alerts and commands work without it"
        )
        return wrong("tray", "GNOME shows no tray icons by itself", cure)
    cure = "add a tray to your panel (Xfce: Status Tray Plugin); alerts and commands work without"
    return wrong("tray", "no panel shows icons", cure)


def _finds_old_tray() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    from traynews.desktop.tray.xembed import find_tray  # noqa: PLC0415 - needs a display

    return find_tray()


def _examine_alerts(bus: Bus) -> Iterator[Finding]:
    from traynews.desktop.bus.wire import method_call  # noqa: PLC0415 - see above
    from traynews.desktop.popups.do_not_disturb import holds_back  # noqa: PLC0415
    from traynews.desktop.popups.notification import NAME, PATH, Server  # noqa: PLC0415

    owner = bus.owner_of(NAME)
    if not owner and bus.activatable(NAME):
        yield fine("alerts", "a notification server starts with the first pop-up")
        return
    if not owner:
        cure = "install one, such as dunst, mako or xfce4-notifyd, and start it with the desktop"
        yield wrong("alerts", "no notification server is running", cure)
        return

    def ask(member: str) -> tuple[object, ...]:
        return tuple(bus.ask(method_call(owner, PATH, NAME, member), timeout=_PATIENCE))

    name, vendor, version, _ = map(str, ask("GetServerInformation"))
    (listed,) = ask("GetCapabilities")
    abilities = frozenset(map(str, listed if isinstance(listed, list) else []))
    says = f"{name} {version} ({vendor}): {', '.join(sorted(abilities)) or 'no abilities'}"
    if "actions" in abilities:
        yield fine("alerts", says)
    else:
        cure = "open releases from the menu or with `traynews open ID`"
        yield note("alerts", f"{says}; its pop-ups cannot be clicked", cure)
    try:
        held = holds_back(bus, Server(owner, name, abilities))
    except TrayNewsError:
        held = None  # Xfce has no such setting before it was first switched on
    if held is None:
        yield fine("do not disturb", "off, as far as this server tells")
        return
    if held:
        says = "on: TrayNews waits, and tells everything afterwards"
        yield note("do not disturb", says, "switch it off to see alerts at once")
    else:
        yield fine("do not disturb", "off")
