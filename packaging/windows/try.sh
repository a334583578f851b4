#!/usr/bin/env bash
# Tries the installer under wine: packaging/windows/try.sh SETUP FOLDER
#
# FOLDER gets a fresh Windows. It is installed silently, runs, and is taken away again, entries of the registry
# and of the Start menu, too. The last line says what was seen.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
setup=$(realpath "$1")
folder=$(mkdir -p "$2" && cd "$2" && pwd)
export WINEPREFIX=$folder/windows WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
unset TMPDIR
user=$WINEPREFIX/drive_c/users/$(id -un)/AppData
installed=$user/Local/Programs/TrayNews
entry=$user/'Roaming/Microsoft/Windows/Start Menu/Programs/TrayNews.lnk'
key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\TrayNews'

run() {
    "$here/piped.sh" timeout 120 wine "$@" </dev/null
}
wait_for() {
    for _ in {1..60}; do
        if "$@"; then
            return
        fi
        sleep 0.5
    done
    echo "waited in vain for: $*" >&2
    return 1
}
is_gone() {
    [[ ! -e $1 ]]
}

wineboot --init &>"$folder/log"
run "$setup" /S
wait_for test -e "$installed/uninstall.exe"
wait_for test -e "$entry"
run "$installed/traynews.exe" --version
{ run "$installed/traynews.exe" doctor || true; } | grep packages # it knows of no source yet
run reg query "$key" /v DisplayVersion | grep DisplayVersion
run "$installed/uninstall.exe" /S
wait_for is_gone "$installed"
is_gone "$entry"
if run reg query "$key" &>"$folder/log"; then
    echo "the registry still names it" >&2
    exit 1
fi
echo "installed, ran, gone again"
