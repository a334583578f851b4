"""The offline pages: one file a year and an index."""
