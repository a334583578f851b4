"""The Spanish cues."""
