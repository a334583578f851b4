#!/usr/bin/env bash
# Tries a .deb on a Debian of its own: packaging/deb/try.sh PACKAGE SUITE FOLDER (as root, with debootstrap)
#
# FOLDER gets the Debian. The package is installed over an older version of itself, the demo alerts on a bus
# and a display of its own, and after the purge no file is left. The last line says what was seen.
set -euo pipefail
package=$(realpath "$1") suite=$2
root=$(mkdir -p "$3" && cd "$3" && pwd)
work=$(mktemp -d)
trap 'umount --quiet "$root/proc" "$root/dev" || true; rm -rf "$work"' EXIT
export DEBIAN_FRONTEND=noninteractive HOME=/root

[[ -e $root/etc/debian_version ]] || debootstrap --variant=minbase "$suite" "$root" >"$work/log"
mount --bind /proc "$root/proc"
mount --bind /dev "$root/dev"
inside() {
    chroot "$root" "$@"
}
trap 'cat "$work/log" >&2' ERR
inside dpkg --purge traynews &>"$work/log" # of a try before
inside apt-get install -qq --no-install-recommends dbus dbus-bin dunst xvfb &>"$work/log"

dpkg-deb --raw-extract "$package" "$work/old"
sed -i 's/^Version: .*/Version: 0.0.1-1/' "$work/old/DEBIAN/control"
dpkg-deb --root-owner-group -Znone --build "$work/old" "$root/tmp/old.deb" >/dev/null
cp "$package" "$root/tmp/new.deb"
inside apt-get install -qq --no-install-recommends /tmp/old.deb &>"$work/log"
inside apt-get install -qq --no-install-recommends /tmp/new.deb &>"$work/log"
inside dpkg --verify traynews
inside traynews --version

# In a process space of its own, so that all of it ends with it.
# shellcheck disable=SC2016 # for the shell inside
unshare --pid --fork --kill-child chroot "$root" timeout 60 dbus-run-session -- sh -c '
    rm -f /tmp/.X77-lock /tmp/.X11-unix/X77 # of a try before, which was ended at once
    Xvfb :77 -screen 0 800x600x24 >/dev/null 2>&1 &
    export DISPLAY=:77 XDG_RUNTIME_DIR=/tmp
    until [ -e /tmp/.X11-unix/X77 ]; do sleep 0.1; done
    dunst >/dev/null 2>&1 &
    dbus-monitor --session "interface=org.freedesktop.Notifications,member=Notify" >/tmp/heard &
    timeout 30 traynews demo --every 3
' &>"$work/log" || true
alerts=$(grep -c 'member=Notify' "$root/tmp/heard" || true)
if ((alerts == 0)); then
    cat "$work/log"
    echo "$suite: the demo alerted nobody" >&2
    exit 1
fi

inside dpkg --purge traynews >/dev/null
left=$(find "$root/usr" "$root/etc" "$root/var" -path '*traynews*' -not -name '*.deb' -print)
if [[ -n $left ]]; then
    echo "$suite: left behind: $left" >&2
    exit 1
fi
echo "$suite: installed, upgraded, $alerts alerts, purged"
