"""Every rule about text: cleaned, folded, measured; and what a web address is."""
