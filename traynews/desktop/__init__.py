"""Everything the user's desktop is asked for."""
