"""Tests of traynews.feeds.child."""
