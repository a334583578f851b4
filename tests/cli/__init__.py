"""Tests of traynews.cli."""
