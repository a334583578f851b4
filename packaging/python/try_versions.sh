#!/usr/bin/env bash
# Tries the wheel, installed with the lowest or the newest versions that pyproject.toml allows:
#
#     packaging/python/try_versions.sh lowest-direct|highest DIST FOLDER [WORDS of pytest…]
#
# DIST has the archives that build.py made, FOLDER is filled. The tests are those of the source archive, in a
# copy without the program, so that only the wheel's can be what they find, and without those of its source
# (tests/house). $PYTHON says which Python.
set -euo pipefail
resolution=$1 dist=$(cd "$2" && pwd) folder=$(mkdir -p "$3" && cd "$3" && pwd)
shift 3

"${PYTHON:-python3}" -m venv "$folder/venv"
bin=$folder/venv/bin
"$bin/pip" install --quiet --disable-pip-version-check uv
mkdir "$folder/project"
tar --extract --gzip --strip-components=1 --directory "$folder/project" --file "$dist"/traynews-*.tar.gz
"$bin/uv" pip compile --quiet --resolution "$resolution" --extra test --python "$bin/python" \
    --output-file "$folder/versions.txt" "$folder/project/pyproject.toml"
"$bin/uv" pip install --quiet --python "$bin/python" --requirement "$folder/versions.txt"
"$bin/uv" pip install --quiet --python "$bin/python" --no-deps "$dist"/traynews-*.whl
rm -r "$folder/project/traynews" "$folder/project/tests/house"
cd "$folder/project"
"$bin/traynews" doctor | grep -E '^(TrayNews|python|packages| )' | head -8 || true
exec "$bin/python" -m pytest "$@"
