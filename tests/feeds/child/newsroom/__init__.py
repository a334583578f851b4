"""Tests of traynews.feeds.child.newsroom."""
