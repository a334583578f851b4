"""The thread that owns all state, and the straight line of a poll that runs on it."""
