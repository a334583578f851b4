"""What is known of each origin's robots.txt."""

from __future__ import annotations

import json
import sqlite3

from traynews.archive.rows import from_stamp, pack, to_stamp
from traynews.core.data.document import Robots, Rule, Validators
from traynews.core.polling.robots import SiteRules


def site_rules(db: sqlite3.Connection, origin: str) -> SiteRules | None:
    """Return what is known of an origin's robots.txt, if it was ever asked for."""
    row = db.execute("SELECT checked, rules FROM robots WHERE server = ?", (origin,)).fetchone()
    if row is None:
        return None
    closed, rules, delay, sitemaps, etag, modified = json.loads(row[1])
    robots = Robots(tuple(Rule(path, allow) for path, allow in rules), delay, tuple(sitemaps))
    return SiteRules(from_stamp(row[0]), robots, Validators(etag, modified), closed)


def save_site_rules(db: sqlite3.Connection, origin: str, rules: SiteRules) -> None:
    """Keep what an origin's robots.txt says."""
    robots, validators = rules.robots, rules.validators
    packed = pack(
        (
            rules.closed,
            [(rule.path, rule.allow) for rule in robots.rules],
            robots.delay,
            robots.sitemaps,
            validators.etag,
            validators.last_modified,
        )
    )
    db.execute(
        "INSERT OR REPLACE INTO robots (server, checked, rules) VALUES (?, ?, ?)",
        (origin, to_stamp(rules.checked), packed),
    )
