#!/usr/bin/env bash
# Makes TrayNews.app from the wheel, and a zip of it: packaging/macos/build.sh DIST WORK
#
# DIST has the wheel (packaging/python/build.py) and gets traynews-VERSION-macos-MACHINE.zip; the bundle itself
# stays in WORK. $PYTHON says which Python goes in, $SIGNING_IDENTITY who signs (nobody: ad hoc, which is
# enough for notifications on the machine it was made on). Needs macOS; never run.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$here/../..
dist=$(cd "$1" && pwd)
work=$(mkdir -p "$2" && cd "$2" && pwd)
wheel=$(echo "$dist"/traynews-*.whl)
TRAYNEWS_VERSION=$(basename "$wheel" | cut -d- -f2)
export TRAYNEWS_VERSION PYTHONHASHSEED=0
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct)}

"${PYTHON:-python3}" -m venv "$work/venv"
bin=$work/venv/bin
"$bin/pip" install --quiet --require-hashes --requirement "$project/packaging/constraints.txt"
"$bin/pip" install --quiet --no-deps --no-compile "$wheel"
"$bin/pyinstaller" --noconfirm --log-level ERROR --workpath "$work/build" --distpath "$work" \
    "$project/packaging/folder/traynews.spec"
"$bin/python" "$project/packaging/papers.py" "$work/traynews"
app=$work/TrayNews.app
cp "$work/traynews/THIRD-PARTY.txt" "$work/traynews/traynews.cdx.json" "$app/Contents/Resources/"
codesign --force --deep --options runtime --entitlements "$here/traynews.entitlements" \
    --sign "${SIGNING_IDENTITY:--}" "$app"
codesign --verify --deep --strict "$app"
ditto -c -k --keepParent "$app" "$dist/traynews-$TRAYNEWS_VERSION-macos-$(uname -m).zip"
