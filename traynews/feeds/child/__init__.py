"""The parse process: all that reads hostile bytes."""
