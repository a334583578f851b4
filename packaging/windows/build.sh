#!/usr/bin/env bash
# Makes the program of Windows and its installer, under wine: packaging/windows/build.sh DIST WORK
#
# DIST has the wheel (packaging/python/build.py) and gets traynews-VERSION-setup.exe; the folder itself stays
# in WORK/traynews. Python is the one that wine.sh brings, the packages are those of constraints.txt.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/../wheel.sh"
export PYTHONDONTWRITEBYTECODE=1

"$project/packaging/wine.sh" "$work/wine"
python3 -m venv "$work/venv"
bin=$work/venv/bin
"$bin/pip" install --quiet --disable-pip-version-check uv
"$bin/uv" pip install --quiet --python "$bin/python" --target "$work/packages" --only-binary :all: \
    --python-platform x86_64-pc-windows-msvc --python-version 3.12 \
    --require-hashes --requirement "$project/packaging/constraints.txt"
"$bin/uv" pip install --quiet --python "$bin/python" --target "$work/packages" --no-deps "$wheel"

windows() { # a path as wine knows it
    echo "Z:${1//\//\\}"
}
inside() {
    "$here/piped.sh" wine "$work/wine/python/cp312/python.exe" "$@" </dev/null
}
export WINEPREFIX=$work/wine/windows WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
PYTHONPATH=$(windows "$work/packages")
export PYTHONPATH
cd "$work" # else the checkout's code would go in, not the wheel's
unset TMPDIR # Windows has a folder of its own for that
inside -m PyInstaller --noconfirm --log-level ERROR --workpath "$(windows "$work/build")" \
    --distpath "$(windows "$work")" "$(windows "$project/packaging/folder/traynews.spec")"
inside "$(windows "$project/packaging/papers.py")" "$(windows "$work/traynews")"
find "$work/traynews" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
setup=$dist/traynews-$TRAYNEWS_VERSION-setup.exe
makensis -V2 -NOCD "-DVERSION=$TRAYNEWS_VERSION" "-DFOLDER=$work/traynews" "-DOUT=$setup" \
    "$here/traynews.nsi"
echo "$setup"
