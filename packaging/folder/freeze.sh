# Freezes the wheel in $1 into $2/traynews, and into $2/TrayNews.app on macOS; build.sh here and of macOS begin
# with it. It leaves them `project`, `dist`, `work`, `bin`, $TRAYNEWS_VERSION and $SOURCE_DATE_EPOCH.
# $PYTHON says which Python goes in.
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
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
    "$project/packaging/folder/traynews.spec"
"$bin/python" "$project/packaging/papers.py" "$work/traynews"
