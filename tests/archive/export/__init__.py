"""Tests of traynews.archive.export."""
