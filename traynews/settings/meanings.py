"""What each key of the settings file means, in plain words: a name, and what it does.

In the order in which people look for things. A key of `keys.TABLES` without words is a fault that a
test finds.
"""

from __future__ import annotations

from collections.abc import Mapping

MEANINGS: Mapping[str, tuple[str, str]] = {
    "alerts.level": (
        "What pops up",
        (
            "Everything; only what is breaking; only what surely is; everything, but in one pop-up;"
            " or nothing. A source can have a level of its own."
        ),
    ),
    "alerts.quiet_hours": (
        "Quiet hours",
        (
            "Nothing pops up then but what may pass them, below; of the rest you are told"
            " afterwards. A span a line, such as 22:00-07:00 or Sat,Sun 00:00-24:00."
        ),
    ),
    "alerts.quiet_hours_let": (
        "What passes the quiet hours",
        "Urgent releases, and what a rule or the watch list calls so; breaking ones, too; or none.",
    ),
    "alerts.watch": (
        "Watch list",
        (
            "Places and words that are told in a level of their own, such as"
            " “urgent: Iran, death penalty”; without a level they pop up."
        ),
    ),
    "alerts.digest_above": (
        "Most pop-ups at once",
        "More new releases than this at the same time become one pop-up: a number from 1 to 1000.",
    ),
    "alerts.duration": (
        "How long a pop-up stands",
        (
            "“default” is as your desktop likes it; or “until-dismissed”, or from “1s” to “1d”,"
            " such as “10s”."
        ),
    ),
    "alerts.sound": ("Sound", "A pop-up makes your desktop's sound."),
    "alerts.unread_languages": (
        "Languages that TrayNews does not read",
        "Whether they pop up where only breaking releases do: nobody can tell what they are.",
    ),
    "alerts.welcome": ("Welcome", "One pop-up on the very first run."),
    "alerts.discreet": (
        "Discreet",
        "Pop-ups, menu and tooltip show numbers and times, and no headline and no name.",
    ),
    "menu.badge": ("What the icon shows", "The number of unread releases, a dot, or nothing."),
    "menu.headlines": ("Headlines in the menu", "So many, from 1 to 50, the newest first."),
    "poll.interval": (
        "How often sources are asked",
        (
            "The shortest time between two questions while a source usually publishes: 5m or more,"
            " such as 15m or 2h."
        ),
    ),
    "poll.quiet_interval": ("How often otherwise", "While a source seldom publishes: 5m or more."),
    "poll.unconditional_interval": (
        "How often without a short answer",
        (
            "Where a server cannot say that nothing is new, each question costs it the whole feed:"
            " 5m or more."
        ),
    ),
    "browser.command": (
        "Browser",
        "The command that opens pages; empty for the one your desktop uses.",
    ),
    "network.proxy": (
        "Proxy",
        (
            "What all questions go through; empty for your desktop's. For Tor:"
            " socks5h://127.0.0.1:9050, which also hides which names are looked up."
        ),
    ),
    "network.mirror": (
        "An office's own server",
        "It is asked instead of the sites of the known sources, and nobody else if it fails.",
    ),
    "network.metered": (
        "While data is paid for",
        (
            "As on a phone's hotspot, where your system knows it: ask as always, or wait."
            " “Check now” asks all the same."
        ),
    ),
    "archive.keep": (
        "How long releases are kept",
        (
            "“forever”; an age such as “5y”, 30d or more; or a size such as “500MB”, 10MB or more;"
            " the oldest texts go first."
        ),
    ),
}
"""By dotted key."""

FEED_MEANINGS: Mapping[str, tuple[str, str]] = {
    "title": ("Name", "What it is called in menu and pop-ups; empty for its own name."),
    "url": ("Address", "Where it is asked; a web address. Another one begins anew."),
    "home": ("Its page", "The page that people read, where a feed that has moved is looked for."),
    "door": (
        "How it is reached",
        "“auto” is whatever is found to work; a site may have several of these.",
    ),
    "mentions": (
        "Keep only what says",
        "Words, or /regex/; releases that say nothing of it are not kept. Empty keeps all.",
    ),
    "language": ("Language", "Of what it writes, such as en-GB or fr."),
    "zone": ("Time zone", "Of its dates where they name none, such as Europe/London."),
}
"""Likewise of one source, besides whether, how loudly and how often it is asked."""

OFFERS: Mapping[str, tuple[str, str]] = {
    "alerts.quiet_hours": ("From 22:00 to 07:00", "22:00-07:00"),
    "network.proxy": ("Use Tor on this computer", "socks5h://127.0.0.1:9050"),
}
"""What most who come for a key want it to be: the words of its button, and the value."""

CHOICES: Mapping[str, str] = {
    "all": "everything",
    "breaking": "only what is breaking",
    "sure": "only what surely is breaking",
    "digest": "everything, in one pop-up",
    "none": "nothing",
    "urgent": "urgent ones",
    "alert": "pop up",
    "silent": "stay silent",
    "number": "the number of unread",
    "dot": "a dot",
    "poll": "ask as always",
    "wait": "wait",
    "true": "yes",
    "false": "no",
}
"""What a list of choices says for a word of the file; one that is missing stands for itself."""
