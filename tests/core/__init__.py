"""Tests of traynews.core."""
