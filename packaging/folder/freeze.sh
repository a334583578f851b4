# Freezes the wheel in $1 into $2/traynews, and into $2/TrayNews.app on macOS; build.sh here and of macOS begin
# with it. It leaves them what `wheel.sh` does, and `bin`. $PYTHON says which Python goes in.
. "$(dirname "${BASH_SOURCE[0]}")/../wheel.sh"
export PIP_DISABLE_PIP_VERSION_CHECK=1

"${PYTHON:-python3}" -m venv "$work/venv"
bin=$work/venv/bin
"$bin/pip" install --quiet --require-hashes --requirement "$project/packaging/constraints.txt"
"$bin/pip" install --quiet --no-deps --no-compile "$wheel"
"$bin/pyinstaller" --noconfirm --log-level ERROR --workpath "$work/build" --distpath "$work" \
    "$project/packaging/folder/traynews.spec"
"$bin/python" "$project/packaging/papers.py" "$work/traynews"
