"""Tests of the browser opener; they need no desktop."""
