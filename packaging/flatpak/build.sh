#!/usr/bin/env bash
# Makes the Flatpak of the wheel: packaging/flatpak/build.sh DIST WORK
#
# DIST has the wheel (packaging/python/build.py) and gets traynews-VERSION.flatpak. Needs flatpak-builder and
# what the manifest names (`flatpak install org.freedesktop.{Platform,Sdk}//25.08`). Run to its end with Debian's
# Python in their place only. Two builds hold the same commit; a bundle has the second in which it was made.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dist=$(cd "$1" && pwd)
work=$(mkdir -p "$2" && cd "$2" && pwd)
wheel=$(echo "$dist"/traynews-*.whl)
version=$(basename "$wheel" | cut -d- -f2)
manifest=$here/org.traynews.TrayNews.yml
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}

python3 "$here/requirements.py" "$wheel"
flatpak-builder --show-manifest "$manifest" >"$work/manifest.json"
touch --date="@$epoch" "$manifest" # the times of the files are this one's; 1.2 has no option for it
flatpak-builder --force-clean --state-dir "$work/state" "$work/build" "$manifest"
flatpak build-export "--timestamp=$(date --utc --date="@$epoch" +%FT%TZ)" "$work/repo" "$work/build" stable
flatpak build-bundle "$work/repo" "$dist/traynews-$version.flatpak" org.traynews.TrayNews stable
echo "$dist/traynews-$version.flatpak"
