"""The offline pages in a real browser."""
