"""Tests of the politeness rules P01 and on, by name."""
