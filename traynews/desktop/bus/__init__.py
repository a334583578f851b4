"""The session bus."""
