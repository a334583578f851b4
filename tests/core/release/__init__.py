"""Tests of traynews.core.release."""
