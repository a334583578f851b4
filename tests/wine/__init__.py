"""The Windows program under wine, which is skipped where wine is not installed."""
