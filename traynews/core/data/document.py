"""What comes from the web: requests, answers, feeds taken apart. Frozen; times aware and UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True)
class Validators:
    """The last answer's `ETag` and `Last-Modified`, byte for byte; sent back verbatim.

    Source: RFC 9110, sections 13.1.2 and 13.1.3.
    """

    etag: str | None = None
    last_modified: str | None = None


class Reach(IntEnum):
    """How far an address reaches, from the innermost to the outermost."""

    LOOPBACK = 0
    PRIVATE = 1
    PUBLIC = 2


class BlockKind(StrEnum):
    """What a stretch of a release's text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTE = "quote"
    LISTING = "listing"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text, already plain and clean.

    `label` is the publisher's own name for the field it stood in (`title`, `standfirst`, `body`,
    `uid`, …), where the markup told one; else empty.
    """

    kind: BlockKind
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the publisher filed an item under.

    `scheme` is `category` for plain RSS and Atom categories, and `countries`, `topics`,
    `content-types`, `resource-types` for Amnesty's own namespace. `id` may be empty.
    """

    scheme: str
    name: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item as a feed gave it: text clean and plain, link absolute http(s) or empty.

    `published` is None where the feed gave no date that can be read; `published_raw` keeps what it
    gave.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    published: datetime | None = None
    published_raw: str = ""
    summary: str = ""
    blocks: tuple[Block, ...] = ()
    author: str = ""
    terms: tuple[Term, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a publisher asks of those who poll; hints only ever lengthen a gap.

    Source: RSS 2.0 (`ttl`, `skipHours`, `skipDays`, GMT), RSS 1.0 mod_syndication (`sy:update*`).
    Days count from Monday = 0.
    """

    period: timedelta | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


class Door(StrEnum):
    """What a source is reached through."""

    FEED = "feed"
    WORDPRESS = "wordpress"  # its REST interface
    NEWS_SITEMAP = "news-sitemap"  # what was published in the last two days
    SITEMAP = "sitemap"  # addresses alone
    PAGE = "page"  # the page that lists the releases


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed feed, or what another door of a source gave.

    `whole` is false where the body was cut; its last item is then left out.
    """

    title: str = ""
    home: str = ""
    language: str = ""
    items: tuple[Item, ...] = ()
    hints: Hints = Hints()
    whole: bool = True
    door: Door = Door.FEED

    @property
    def partial(self) -> bool:
        """Whether its items lack their text by nature."""
        return self.door in {Door.NEWS_SITEMAP, Door.SITEMAP, Door.PAGE}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a line of robots.txt allows or forbids; `*` is any text, a `$` at the end the end."""

    path: str
    allow: bool


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site asks of us: rules in their order, seconds between requests, its sitemaps."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = ()


FEED_ONLY = frozenset({Door.FEED})


@dataclass(frozen=True, slots=True)
class Request:
    """One conditional GET to be made; `page_of`: a HEAD, whether an entry's page is there.

    `reach` is the innermost that any hop of it may have: what strangers name must not lead further
    inside than where they stand themselves (P23). `doors` are what the answer may be read as;
    `is_robots`: the site's rules are asked for first; `is_release`: the page of one new release.
    `mirror` is asked instead of the address's own server, and nobody if it fails; empty for none.
    `rules` are those of the origins (`address.origin_of`) whose pages may be asked for, as far as
    they allow it (P35): no redirect leads past them. None where a request needs no rules.
    """

    feed_id: str
    url: str
    validators: Validators = Validators()
    page_of: int | None = None
    reach: Reach = Reach.LOOPBACK
    doors: frozenset[Door] = FEED_ONLY
    is_robots: bool = False
    is_release: bool = False
    mirror: str = ""
    rules: tuple[tuple[str, Robots], ...] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer that came through whole, and within the limits.

    `body` is decompressed, None for 304 and empty for a HEAD. `headers` have lower-case names.
    `url` is the address that answered at last. `moved_to` is set where every hop on the way was
    permanent (301, 308). `reach` is that of the first of them.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes | None
    received: datetime
    moved_to: str | None = None
    reach: Reach = Reach.PUBLIC


class TroubleKind(StrEnum):
    """Why a poll failed: it decides the back-off and what the user is told."""

    NETWORK = "network"  # no route, no name, refused, cut
    TIMEOUT = "timeout"
    TLS = "tls"
    REFUSED = "refused"  # an address or a hop we do not follow
    TOO_LARGE = "too-large"
    HTTP = "http"  # an answer that is no success; `status` tells which
    TURNED_AWAY = "turned-away"  # such an answer that says: not you (401, 403, 429, 451)
    NOT_A_FEED = "not-a-feed"
    PARSER = "parser"  # the parse process raised, ran out of time or memory


@dataclass(frozen=True, slots=True)
class Failure:
    """A poll that gave nothing. `reason` is one clean line for the user.

    `retry_after` is what the server asked for, measured from `received`. `url` is the address that
    failed at last, where one did, and `reached` false where no server can have noticed. `places`
    are addresses that a page names as its feeds, or as what leads to them. `reach` is that of the
    address that was asked, where it came to be known. `leads_to` is where a page redirects, if that
    is on a server whose rules were not heard yet; then it was not followed.
    """

    kind: TroubleKind
    reason: str
    received: datetime
    status: int | None = None
    retry_after: timedelta | None = None
    url: str = ""
    reached: bool = True
    places: tuple[str, ...] = ()
    reach: Reach | None = None
    leads_to: str = ""
