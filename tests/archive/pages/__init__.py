"""Tests of traynews.archive.pages."""
