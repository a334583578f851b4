"""Newsrooms without a feed: listings, sitemaps, WordPress REST, release pages, robots.txt."""
