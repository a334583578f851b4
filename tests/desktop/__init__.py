"""Tests of traynews.desktop."""
