"""Everything that comes from the web: fetching, parsing, the catalogue."""
