"""The settings file as it is made for whoever wants to edit it: every default, in comments."""

from __future__ import annotations

TEMPLATE = """\
# Settings of TrayNews. Every line is optional; what is commented out is the default.
# TrayNews notices changes by itself. `traynews config check` says whether it understands them.

[poll]
# interval = "15m"            # shortest gap while a feed usually publishes; 5m at least
# quiet_interval = "60m"      # otherwise
# unconditional_interval = "60m"  # shortest gap where a server cannot tell if anything is new

[alerts]
# level = "all"               # all | breaking | sure | digest | none
# unread_languages = "alert"  # with "breaking", of languages it does not read: or "silent"
# watch = ""                  # such as "urgent: Iran, death penalty": places, words, a level
# digest_above = 3            # more new releases than this at once become one pop-up
# welcome = true              # one pop-up on the very first run
# duration = "default"        # or "10s", "until-dismissed"
# quiet_hours = []            # such as ["22:00-07:00", "Sat,Sun 00:00-24:00"]
# quiet_hours_let = "none"    # what pops up all the same: urgent | breaking | none
# sound = false
# discreet = false            # true: numbers and times, no headline and no name

# [[alerts.rules]]            # first match wins
# match = "urgent action"     # words, or /regex/
# countries = ["Iran"]
# level = "urgent"            # urgent | alert | digest | silent

[menu]
# headlines = 12
# badge = "number"            # number | dot | none

[browser]
# command = ""                # empty: the system's

[network]
# proxy = ""                  # empty: the system's; "socks5h://127.0.0.1:9050" for Tor
# mirror = ""                 # an office's own server: "http://news.office.example/"
# metered = "poll"            # or "wait": ask nobody where data is paid for, as on a hotspot

[archive]
# keep = "forever"            # or an age: "5y", or a size: "500MB"; the oldest texts go

# No [[feeds]] at all: the default feeds. Any [[feeds]]: exactly those listed.
# [[feeds]]
# id = "uk"                   # from `traynews feeds list`, or any name with a url
# url = "https://..."
# enabled = true
# interval = "15m"
# alerts = "all"
# door = "auto"               # auto | feed | wordpress | news-sitemap | sitemap | page
# mentions = "Amnesty"        # keep only what names it: words, or /regex/; empty keeps all
"""
