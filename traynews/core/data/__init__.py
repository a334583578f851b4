"""What crosses borders: the frozen records that every room and wing speaks in."""
