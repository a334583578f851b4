"""The French cues."""
