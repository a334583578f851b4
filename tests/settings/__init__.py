"""Tests of traynews.settings."""
