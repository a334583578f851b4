"""Tests of traynews.feeds.http."""
