"""The archive in formats that other programs read, and back again."""
