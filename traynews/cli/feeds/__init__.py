"""`feeds`: what is polled; one file an action."""
