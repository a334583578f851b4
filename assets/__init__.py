"""The icon, for packages, menus and the archive page; the tray draws its own."""
