"""What sort of release it is, and why."""
