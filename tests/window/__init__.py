"""The local page: its door, its server, its pages."""
