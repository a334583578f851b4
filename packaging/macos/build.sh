#!/usr/bin/env bash
# Makes TrayNews.app from the wheel, and a zip of it: packaging/macos/build.sh DIST WORK
#
# DIST has the wheel (packaging/python/build.py) and gets traynews-VERSION-macos-MACHINE.zip; the bundle itself
# stays in WORK. $PYTHON says which Python goes in, $SIGNING_IDENTITY who signs (nobody: ad hoc, which is
# enough for notifications on the machine it was made on). Needs macOS; never run.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../folder/freeze.sh"

app=$work/TrayNews.app
cp "$work/traynews/THIRD-PARTY.txt" "$work/traynews/traynews.cdx.json" "$app/Contents/Resources/"
codesign --force --deep --options runtime --entitlements "$project/packaging/macos/traynews.entitlements" \
    --sign "${SIGNING_IDENTITY:--}" "$app"
codesign --verify --deep --strict "$app"
ditto -c -k --keepParent "$app" "$dist/traynews-$TRAYNEWS_VERSION-macos-$(uname -m).zip"
