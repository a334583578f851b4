"""Decisions: data in, data out. No clock, disk, network, thread or log; standard library only."""
