"""Tests of traynews.core.data."""
