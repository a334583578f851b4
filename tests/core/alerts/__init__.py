"""Tests of traynews.core.alerts."""
