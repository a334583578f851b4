"""Tests of the house itself: what imports what, what is packed."""
