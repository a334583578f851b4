"""Tests of traynews.app."""
