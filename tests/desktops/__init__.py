"""Whole desktops, as people have them, and the program on each: real clicks, real menus.

A module a desktop says what it is made of and what is special about it.
"""
