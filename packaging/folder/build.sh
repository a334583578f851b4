#!/usr/bin/env bash
# Makes the folder with everything in it from the wheel: packaging/folder/build.sh DIST WORK
#
# DIST has the wheel (packaging/python/build.py) and gets traynews-VERSION-linux-MACHINE.tar.xz; the
# folder itself stays in WORK/traynews. $PYTHON says which Python goes in; it needs a shared library.
# The same commit, Python and packages give the same bytes.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/freeze.sh"

"$bin/python" "$project/packaging/desktop_files.py" "$work/traynews" >/dev/null
archive=$dist/traynews-$TRAYNEWS_VERSION-linux-$(uname -m).tar.xz
tar --create --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    --mode=go=rX,u+rw,a-s --directory "$work" traynews | xz --threads=1 -9 >"$archive"
echo "$archive"
