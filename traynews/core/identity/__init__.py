"""What is the same: items that are one release, entries that are known already."""
