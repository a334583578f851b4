"""When a feed is asked, and at which address."""
