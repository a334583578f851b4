"""The English cues."""
