#!/usr/bin/env bash
# Runs a program with pipes at all three ends: packaging/windows/piped.sh wine PROGRAM WORDS…
#
# Without them wine gives a program no standard output, and a Python WinError 6.
exec "$@" < <(cat) > >(cat) 2> >(cat >&2)
