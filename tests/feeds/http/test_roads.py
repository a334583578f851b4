"""The roads to a server: TLS by the system's trust, HTTP and SOCKS proxies, several addresses."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feeds.samples import NOW, ask, rss
from tests.server import FeedServer, Step
from traynews.core.data.document import Answer, Failure, Reach, TroubleKind
from traynews.feeds.http.fetch import HttpFetcher
from traynews.feeds.http.lookup import Whereabouts
from traynews.feeds.http.patience import Limits
from traynews.feeds.http.proxies import Proxy, choose_proxy, read_proxy

FEED = rss("<title>One</title>")
FULL = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a full queue refuses, instead of keeping silent"
)


def at_home(host: str, port: int) -> Whereabouts:
    """Resolve every name to this machine, as if it were a public server."""
    assert host
    assert port
    return Whereabouts(("127.0.0.1",), Reach.PUBLIC)


def nowhere(host: str, port: int) -> Whereabouts:
    """Fail a test that looks up what the proxy should."""
    raise AssertionError(f"{host}:{port} was looked up here")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a certificate for feeds.example that nobody has signed."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    subject = ["-subj", "/CN=feeds.example", "-addext", "subjectAltName=DNS:feeds.example"]
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    files = ["-keyout", str(path.with_suffix(".key")), "-out", str(path)]
    command = ["openssl", "req", "-x509", *key, *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[FeedServer]:
    """Serve over TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    with FeedServer(tls=context) as server:
        server.serve("/feed", FEED)
        yield server


def test_a_certificate_that_the_system_does_not_trust_is_refused(secure: FeedServer) -> None:
    """P30: never bypassed, and nothing was asked."""
    fetcher = HttpFetcher(now=lambda: NOW, resolve=at_home)
    failure = fetcher.fetch(ask(secure.url(host="feeds.example")))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.TLS
    assert failure.reason.startswith("the certificate of feeds.example is not trusted: ")
    assert not secure.requests()


def test_a_certificate_that_the_system_trusts_is_accepted(
    secure: FeedServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P30, the other way round: the name is checked although a numeric address is connected to."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    fetcher = HttpFetcher(now=lambda: NOW, resolve=at_home)
    answer = fetcher.fetch(ask(secure.url(host="feeds.example")))
    assert isinstance(answer, Answer), answer
    assert answer.body == FEED
    failure = fetcher.fetch(ask(secure.url(host="other.example")))
    assert isinstance(failure, Failure)
    assert failure.kind is TroubleKind.TLS


def test_a_redirect_from_https_to_http_is_refused(
    secure: FeedServer, certificate: Path, server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P23: whoever listens must not come to know by a downgrade."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    secure.redirect("/feed", server.url(host="feeds.example"))
    fetcher = HttpFetcher(now=lambda: NOW, resolve=at_home)
    failure = fetcher.fetch(ask(secure.url(host="feeds.example")))
    assert isinstance(failure, Failure)
    assert failure.reason == "the redirect leaves https for plain http"
    assert not server.requests()


def test_plain_http_where_tls_is_expected_is_a_tls_failure(server: FeedServer) -> None:
    server.script("/feed", Step(raw=b"HTTP/1.1 200 OK\r\n\r\n"))
    fetcher = HttpFetcher(now=lambda: NOW, resolve=at_home, limits=Limits(header=2, total=3))
    failure = fetcher.fetch(ask(f"https://feeds.example:{server.port}/feed"))
    assert isinstance(failure, Failure)
    assert failure.kind in {TroubleKind.TLS, TroubleKind.NETWORK, TroubleKind.TIMEOUT}


def test_an_http_proxy_is_asked_for_the_whole_address(server: FeedServer) -> None:
    server.serve("http://feeds.example/feed?x=%2F", FEED)
    proxy = f"http://me:secret@127.0.0.1:{server.port}"
    fetcher = HttpFetcher(now=lambda: NOW, proxy=proxy, resolve=nowhere)
    answer = fetcher.fetch(ask("http://feeds.example/feed?x=%2F", etag='"1"'))
    assert isinstance(answer, Answer), answer
    (seen,) = server.requests()
    assert seen.header("Host") == "feeds.example"
    assert seen.header("Proxy-Authorization") == "Basic bWU6c2VjcmV0"
    assert seen.header("If-None-Match") == '"1"'


def test_the_proxys_password_never_reaches_the_server(
    secure: FeedServer, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An https feed goes through the proxy's CONNECT; the credentials stay with the proxy."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with relay(secure.port, "http") as (port, greetings):
        proxy = f"http://me:secret@127.0.0.1:{port}"
        fetcher = HttpFetcher(now=lambda: NOW, proxy=proxy, resolve=nowhere)
        answer = fetcher.fetch(ask("https://feeds.example/feed"))
    assert isinstance(answer, Answer), answer
    assert greetings[0].startswith(b"CONNECT feeds.example:443 ")
    assert b"proxy-authorization: basic bwu6c2vjcmv0" in greetings[0].lower()
    assert secure.requests()[0].header("Proxy-Authorization") == ""


@pytest.mark.parametrize("kind", ["socks5", "socks5h", "socks4", "socks4a"])
def test_a_socks_proxy_looks_names_up_itself(kind: str, server: FeedServer) -> None:
    """Whatever it is called: the name travels to the proxy, and is asked of no resolver."""
    server.serve("/feed", FEED)
    with relay(server.port, kind[:6]) as (port, greetings):
        fetcher = HttpFetcher(now=lambda: NOW, proxy=f"{kind}://127.0.0.1:{port}", resolve=nowhere)
        answer = fetcher.fetch(ask("http://feeds.example/feed"))
    assert isinstance(answer, Answer), answer
    assert b"feeds.example" in greetings[0]
    assert server.requests()[0].header("Host") == "feeds.example"


def test_a_socks_proxy_is_told_user_and_password(server: FeedServer) -> None:
    """RFC 1929."""
    server.serve("/feed", FEED)
    with relay(server.port, "login5") as (port, greetings):
        proxy = f"socks5://me:se%20cret@127.0.0.1:{port}"
        fetcher = HttpFetcher(now=lambda: NOW, proxy=proxy, resolve=nowhere)
        assert isinstance(fetcher.fetch(ask("http://feeds.example/feed")), Answer)
    assert greetings[0] == b"\x01\x02me\x07se cret"


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        (b"\x05\xff", "socks5", "it wants a user name and a password"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "socks5", "it is no SOCKS 5 proxy"),
        (b"\x05\x00\x05\x02\x00\x01", "socks5", "its rules forbid it"),
        (b"\x05\x00\x05\x63\x00\x01", "socks5", "it says 99"),
        (b"\x00\x5b" + bytes(6), "socks4", "it says 91"),
    ],
)
def test_a_socks_proxy_that_refuses_is_told_in_a_line(
    answer: bytes, kind: str, reason: str
) -> None:
    with answering(answer) as port:
        fetcher = HttpFetcher(now=lambda: NOW, proxy=f"{kind}://127.0.0.1:{port}", resolve=nowhere)
        failure = fetcher.fetch(ask("http://feeds.example/feed"))
    assert isinstance(failure, Failure)
    assert failure.reason == f"the proxy makes no connection: {reason}"


def test_a_proxy_that_refuses_a_tunnel_is_told_in_a_line() -> None:
    with answering(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as port:
        fetcher = HttpFetcher(now=lambda: NOW, proxy=f"http://127.0.0.1:{port}", resolve=nowhere)
        failure = fetcher.fetch(ask("https://feeds.example/feed"))
    assert isinstance(failure, Failure)
    assert failure.reason == "the proxy says 407"


def test_a_proxy_that_is_down_is_a_network_failure() -> None:
    with FeedServer() as gone:
        port = gone.port
    for kind in ("http", "socks5h"):
        fetcher = HttpFetcher(now=lambda: NOW, proxy=f"{kind}://127.0.0.1:{port}", resolve=nowhere)
        failure = fetcher.fetch(ask("http://feeds.example/feed"))
        assert isinstance(failure, Failure)
        assert failure.kind is TroubleKind.NETWORK
        assert "refused" in failure.reason


def test_through_a_proxy_a_redirect_still_may_not_lead_inside(server: FeedServer) -> None:
    """P23: the numbers and `localhost` tell by themselves."""
    fetcher = HttpFetcher(now=lambda: NOW, proxy=f"http://127.0.0.1:{server.port}", resolve=nowhere)
    for inside in ("http://10.0.0.1/", "http://[::ffff:10.0.0.1]/"):
        server.redirect("http://feeds.example/feed", inside)
        failure = fetcher.fetch(ask("http://feeds.example/feed"))
        assert isinstance(failure, Failure)
        assert failure.reason == "the redirect leads into a private network"


def test_addresses_of_this_machine_go_past_every_proxy(server: FeedServer) -> None:
    server.serve("/feed", FEED)
    fetcher = HttpFetcher(now=lambda: NOW, proxy="http://127.0.0.1:9")
    assert isinstance(fetcher.fetch(ask(server.url())), Answer)


def test_a_proxy_that_cannot_be_used_is_told() -> None:
    odd = HttpFetcher(now=lambda: NOW, proxy="gopher://127.0.0.1", resolve=nowhere)
    failure = odd.fetch(ask("http://feeds.example/feed"))
    assert isinstance(failure, Failure)
    assert "gopher" in failure.reason


def test_the_systems_proxy_and_its_exceptions_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "internal.example")
    assert choose_proxy("https", "feeds.example", "") == Proxy("http", "proxy.example", 3128)
    assert choose_proxy("https", "internal.example", "") is None
    assert choose_proxy("http", "feeds.example", "") is None
    monkeypatch.setenv("all_proxy", "socks://127.0.0.1:9050/")  # as GNOME writes it
    assert choose_proxy("http", "feeds.example", "") == Proxy("socks5h", "127.0.0.1", 9050)
    own = choose_proxy("https", "internal.example", "socks5h://127.0.0.1:9050")
    assert own == Proxy("socks5h", "127.0.0.1", 9050)


@pytest.mark.parametrize(
    ("address", "proxy"),
    [
        ("proxy.example:3128", Proxy("http", "proxy.example", 3128)),
        ("http://proxy.example", Proxy("http", "proxy.example", 8080)),
        ("http://u%40x:p%3Aw@p.example:1", Proxy("http", "p.example", 1, "u@x", "p:w")),
        ("SOCKS5://[::1]", Proxy("socks5h", "::1", 1080)),
        ("socks4://p.example:1", Proxy("socks4a", "p.example", 1)),
        ("socks://127.0.0.1:9050/", Proxy("socks5h", "127.0.0.1", 9050)),
    ],
)
def test_proxy_addresses_are_taken_apart(address: str, proxy: Proxy) -> None:
    assert read_proxy(address) == proxy


@pytest.mark.parametrize("address", ["ftp://p.example", "http://p.example:port", "http://:80"])
def test_impossible_proxy_addresses_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match="proxy"):
        read_proxy(address)


def test_the_next_address_is_tried_where_the_first_refuses(server: FeedServer) -> None:
    """A host with broken IPv6 stays reachable."""
    server.serve("/feed", FEED)
    both = Whereabouts(("127.0.0.77", "127.0.0.1"), Reach.LOOPBACK)
    fetcher = HttpFetcher(now=lambda: NOW, resolve=lambda _host, _port: both)
    assert isinstance(fetcher.fetch(ask(server.url(host="feeds.example"))), Answer)


@FULL
def test_an_address_that_swallows_packets_leaves_time_for_the_next(server: FeedServer) -> None:
    """Broken IPv6, mostly: nobody refuses, and nobody answers either."""
    server.serve("/feed", FEED)
    with deaf(server.port) as address:
        both = Whereabouts((address, "127.0.0.1"), Reach.LOOPBACK)
        fetcher = HttpFetcher(
            now=lambda: NOW, limits=Limits(header=2, total=4), resolve=lambda _host, _port: both
        )
        answer = fetcher.fetch(ask(server.url(host="feeds.example")))
    assert isinstance(answer, Answer), answer


@FULL
def test_a_host_that_answers_at_no_address_is_left_at_the_header_limit(server: FeedServer) -> None:
    with deaf(server.port) as address:
        alone = Whereabouts((address,), Reach.LOOPBACK)
        fetcher = HttpFetcher(
            now=lambda: NOW, limits=Limits(header=0.3, total=4), resolve=lambda _host, _port: alone
        )
        failure = fetcher.fetch(ask(server.url(host="feeds.example")))
    assert isinstance(failure, Failure)
    assert (failure.kind, failure.reached) == (TroubleKind.TIMEOUT, False)


def test_the_address_that_was_judged_is_the_one_connected_to(server: FeedServer) -> None:
    """P23: a name is looked up once a hop; a second answer would not be asked for."""
    server.serve("/feed", FEED)
    asked: list[str] = []

    def fickle(host: str, port: int) -> Whereabouts:
        assert port == server.port
        asked.append(host)
        return Whereabouts(("127.0.0.1" if len(asked) == 1 else "127.0.0.9",), Reach.PUBLIC)

    fetcher = HttpFetcher(now=lambda: NOW, resolve=fickle)
    assert isinstance(fetcher.fetch(ask(server.url(host="feeds.example"))), Answer)
    assert asked == ["feeds.example"]


@contextlib.contextmanager
def deaf(port: int) -> Iterator[str]:
    """Give an address of this machine at which connections to a port are never answered."""
    listener = socket.socket()
    listener.bind(("127.0.0.66", port))
    listener.listen(0)
    waiting = []
    try:
        for _ in range(4):  # until the queue is full and the system drops what comes
            sock = socket.socket()
            sock.settimeout(0)
            sock.connect_ex(("127.0.0.66", port))
            waiting.append(sock)
        yield "127.0.0.66"
    finally:
        for sock in (*waiting, listener):
            sock.close()


@contextlib.contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """Run a proxy for one connection, which says the same whatever it hears."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def serve() -> None:
            client, _ = listener.accept()
            with client, contextlib.suppress(ConnectionError):
                client.recv(300)
                client.sendall(answer)
                while client.recv(300):  # until the other side has read it and hangs up
                    pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(30)


@contextlib.contextmanager
def relay(target: int, kind: str) -> Iterator[tuple[int, list[bytes]]]:
    """Run a proxy for one connection, to a port of this machine whatever it is asked for."""
    greetings: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def serve() -> None:
            client, _ = listener.accept()
            with client, socket.create_connection(("127.0.0.1", target)) as upstream:
                if kind == "http":
                    greetings.append(receive(client, b"\r\n\r\n"))
                    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                elif kind == "socks4":
                    greetings.append(client.recv(300))
                    client.sendall(b"\x00\x5a" + bytes(6))
                else:
                    client.recv(64)
                    client.sendall(b"\x05\x02" if kind == "login5" else b"\x05\x00")
                    greetings.append(client.recv(300))
                    if kind == "login5":
                        client.sendall(b"\x01\x00")
                        client.recv(300)
                    client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50")
                back = threading.Thread(target=pump, args=(upstream, client))
                back.start()
                pump(client, upstream)
                back.join(30)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], greetings
        thread.join(30)


def receive(sock: socket.socket, end: bytes) -> bytes:
    """Read until a mark."""
    data = b""
    while end not in data:
        data += sock.recv(4096)
    return data


def pump(source: socket.socket, sink: socket.socket) -> None:
    """Copy one direction until its end."""
    with contextlib.suppress(OSError):
        while data := source.recv(4096):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
