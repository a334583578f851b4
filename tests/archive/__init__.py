"""Tests of traynews.archive."""
