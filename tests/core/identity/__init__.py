"""Tests of traynews.core.identity."""
