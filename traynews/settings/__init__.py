"""The settings file: read, checked, written; and the catalogue of known feeds."""
