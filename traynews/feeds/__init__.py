"""Everything that comes from the web."""
