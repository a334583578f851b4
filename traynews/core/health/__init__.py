"""One truth about health: what works, what does not, since when and until when; and its words."""
