"""The icon and its menu: pystray on every system, with a back end of our own for Linux."""
