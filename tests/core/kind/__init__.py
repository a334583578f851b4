"""Tests of traynews.core.kind."""
