"""Tests of traynews.worker."""
