# What freezing the program begins with: folder/freeze.sh and windows/build.sh read it in, and hand it DIST, which
# has the wheel, and WORK. It leaves them `project`, `dist`, `work`, `wheel`, $TRAYNEWS_VERSION and $SOURCE_DATE_EPOCH.
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dist=$(cd "$1" && pwd)
work=$(mkdir -p "$2" && cd "$2" && pwd)
wheel=$(echo "$dist"/traynews-*.whl)
TRAYNEWS_VERSION=$(basename "$wheel" | cut -d- -f2)
export TRAYNEWS_VERSION PYTHONHASHSEED=0
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$project" log -1 --format=%ct)}
