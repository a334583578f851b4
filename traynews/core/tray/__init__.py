"""The tray, drawn from a snapshot: icon, tooltip and menu."""
