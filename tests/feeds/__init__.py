"""Tests of traynews.feeds."""
