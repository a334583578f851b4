"""Tests of traynews.core.polling."""
