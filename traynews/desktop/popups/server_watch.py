"""Who serves `org.freedesktop.Notifications` at the moment, and what it can do; on the bus loop."""

from __future__ import annotations

from collections.abc import Callable

from traynews.desktop.bus.connection import Bus, Reply
from traynews.desktop.bus.objects import Body
from traynews.desktop.bus.wire import daemon_call, method_call
from traynews.desktop.popups.notification import NAME, PATH, Server
from traynews.errors import BusError

_START_PATIENCE = 30.0  # seconds; whoever waits for a server to start has less


class ServerWatch:
    """Follows the owner of the name. `changed` hears of a new one, or (empty) that there is none.

    Nothing is asked of the bus before the first `when_known`.
    """

    def __init__(self, bus: Bus, changed: Callable[[str], None]) -> None:
        self._bus = bus
        self._changed = changed
        self.owner: str | None = None
        """Its unique name; None until the bus has told, empty while nobody serves."""
        self.server: Server | None = None
        """Who that is; None until it has told."""
        self._queue: list[Callable[[], None]] = []
        self._interviewed: list[Callable[[], None]] = []  # who waits for the server to tell
        self._watching = False

    def when_known(self, action: Callable[[], None]) -> None:
        """Run `action` once the bus has told who the server is."""
        if not self._watching:
            self._watching = True
            self._bus.watch_name(NAME, self._change_hands)
        if self.owner is None:
            self._queue.append(action)
        else:
            action()

    def _change_hands(self, owner: str) -> None:
        if owner != self.owner:
            self.server = None
        self._changed(owner)
        self.owner = owner
        queue, self._queue = self._interviewed + self._queue, []
        self._interviewed = []
        for action in queue:
            action()

    def start(self, done: Callable[[str], None]) -> None:
        """Have the bus start a server, if it can; `done` hears why not, or nothing.

        Calling one blindly may block for 25 s.
        """

        def listed(reply: Body | BusError) -> None:
            if isinstance(reply, BusError):
                done(str(reply))
            elif NAME not in reply[0]:
                done("no notification server is running")
            else:
                self._ask_daemon("StartServiceByName", started, "su", (NAME, 0))

        def started(reply: Body | BusError) -> None:
            failed = isinstance(reply, BusError)
            done(f"the notification server does not start: {reply}" if failed else "")

        self._ask_daemon("ListActivatableNames", listed)

    def interview(self, owner: str, done: Callable[[], None]) -> None:
        """Ask the server who it is and what it can do; asked again after it changed hands.

        A server that does not tell is taken for one that can do nothing but show text.
        """
        self._interviewed.append(done)
        if len(self._interviewed) > 1:
            return
        name = ""

        def introduced(reply: Body | BusError) -> None:
            nonlocal name
            name = "" if isinstance(reply, BusError) else str(reply[0])
            self.ask(owner, "GetCapabilities", able)

        def able(reply: Body | BusError) -> None:
            if owner != self.owner:
                return
            abilities = () if isinstance(reply, BusError) else map(str, reply[0])
            self.server = Server(owner, name, frozenset(abilities))
            waiting, self._interviewed = self._interviewed, []
            for one in waiting:
                one()

        self.ask(owner, "GetServerInformation", introduced)

    def ask(
        self, owner: str, member: str, done: Reply, signature: str = "", body: Body = ()
    ) -> None:
        """Call the server. It is waited for as long as it lives: the bus tells when it leaves."""
        self._bus.call(method_call(owner, PATH, NAME, member, signature, body), done, timeout=None)

    def _ask_daemon(self, member: str, done: Reply, signature: str = "", body: Body = ()) -> None:
        self._bus.call(daemon_call(member, signature, body), done, timeout=_START_PATIENCE)
