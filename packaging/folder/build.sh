#!/usr/bin/env bash
# Makes the folder with everything in it from the wheel: packaging/folder/build.sh DIST WORK
#
# DIST has the wheel (packaging/python/build.py) and gets traynews-VERSION-linux-MACHINE.tar.xz; the
# folder itself stays in WORK/traynews. $PYTHON says which Python goes in; it needs a shared library.
# The same commit, Python and packages give the same bytes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$here/../..
dist=$(cd "$1" && pwd)
work=$(mkdir -p "$2" && cd "$2" && pwd)
wheel=$(echo "$dist"/traynews-*.whl)
TRAYNEWS_VERSION=$(basename "$wheel" | cut -d- -f2)
export TRAYNEWS_VERSION PYTHONHASHSEED=0 PIP_DISABLE_PIP_VERSION_CHECK=1
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct)}

"${PYTHON:-python3}" -m venv "$work/venv"
bin=$work/venv/bin
"$bin/pip" install --quiet --require-hashes --requirement "$project/packaging/constraints.txt"
"$bin/pip" install --quiet --no-deps --no-compile "$wheel"
"$bin/pyinstaller" --noconfirm --log-level ERROR --workpath "$work/build" --distpath "$work" \
    "$here/traynews.spec"
"$bin/python" "$project/packaging/papers.py" "$work/traynews"
"$bin/python" "$project/packaging/desktop_files.py" "$work/traynews" >/dev/null
archive=$dist/traynews-$TRAYNEWS_VERSION-linux-$(uname -m).tar.xz
tar --create --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner \
    --mode=go=rX,u+rw,a-s --directory "$work" traynews | xz --threads=1 -9 >"$archive"
echo "$archive"
