"""One HTTP exchange on the wire: connect, ask, read within limits; failures in plain words."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping

from traynews.core.data.document import Reach, TroubleKind
from traynews.core.text.address import Place
from traynews.core.text.clean import clean_line
from traynews.feeds.http.patience import ExchangeError, Limits, Patience
from traynews.feeds.http.proxies import Proxy
from traynews.feeds.http.roads import connect, credentials, write_head
from traynews.feeds.http.wire import OddAnswerError, Reply, Wire


class Exchange:
    """The hops of one poll. `cut`, from another thread, ends whatever is waited for.

    `reached` tells whether any server was connected to: if not, none was troubled. `reach` is that
    of the first hop, once it is known.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._socket: socket.socket | None = None
        self._is_cut = False
        self.patience = Patience(limits)
        self.reached = False
        self.reach: Reach | None = None

    def cut(self) -> None:
        """End the exchange from outside: whatever it waits for fails at once."""
        self._is_cut = True
        if self._socket is not None:
            # Not SSLSocket.shutdown, which pulls the TLS state away under the reading thread.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def ask(
        self,
        place: Place,
        addresses: tuple[str, ...],
        proxy: Proxy | None,
        headers: Mapping[str, str],
        *,
        method: str = "GET",
    ) -> Reply:
        """Make one GET or HEAD and read the answer; raises `ExchangeError`."""
        try:
            with contextlib.closing(
                connect(place, addresses, proxy, self.patience, self._watch)
            ) as sock:
                self.reached = True
                forwarded = proxy is not None and proxy.kind == "http" and place.scheme == "http"
                target = place.url if forwarded else place.target
                lines = {"Host": place.authority, **headers}
                if forwarded and proxy is not None:
                    lines |= credentials(proxy)
                wire = Wire(sock, self.patience)
                wire.send(write_head(method, target, lines))
                return wire.read_reply(limit=self._limits.body, has_body=method == "GET")
        except TimeoutError as error:
            raise self.patience.at_end() from error
        except ExchangeError:
            raise
        except Exception as error:
            raise explain(error, place.host) from error
        finally:
            self._socket = None

    def _watch(self, sock: socket.socket) -> None:
        self._socket = sock
        if self._is_cut:
            raise ExchangeError(TroubleKind.NETWORK, "the exchange was broken off")


def explain(error: BaseException, host: str) -> ExchangeError:
    """Turn whatever came up on the wire into a kind of trouble and one line."""
    kind, line = _describe(error, clean_line(host, limit=100))
    return ExchangeError(kind, line)


def _describe(error: BaseException, host: str) -> tuple[TroubleKind, str]:
    import ssl  # noqa: PLC0415 -- before the first exchange nobody needs it

    match error:
        case ssl.SSLCertVerificationError():
            why = clean_line(getattr(error, "verify_message", ""), limit=120)
            line = f"the certificate of {host} is not trusted"
            return TroubleKind.TLS, f"{line}: {why}" if why else line
        case ssl.SSLError():
            return TroubleKind.TLS, f"no secure connection to {host} is possible"
        case socket.gaierror() | UnicodeError():
            return TroubleKind.NETWORK, f"the name {host} cannot be found"
        case OSError():
            reason = clean_line(error.strerror or str(error), limit=150)
            return TroubleKind.NETWORK, reason or f"{host} cannot be reached"
        case OddAnswerError():
            return TroubleKind.NETWORK, f"{host} answers with something odd ({error})"
        case _:
            return TroubleKind.NETWORK, f"{host} answers with something odd"
