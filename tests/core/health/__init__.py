"""Tests of health and its words."""
