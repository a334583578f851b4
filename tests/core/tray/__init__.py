"""Tests of traynews.core.tray."""
