"""Tests of traynews.core.text."""
