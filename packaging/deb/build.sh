#!/usr/bin/env bash
# Makes a .deb from the folder with everything in it: packaging/deb/build.sh DIST WORK
#
# DIST has traynews-VERSION-linux-MACHINE.tar.xz (packaging/folder/build.sh) and gets the package. It
# needs nothing of Debian's Python. The same folder gives the same bytes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dist=$(cd "$1" && pwd)
work=$(mkdir -p "$2" && cd "$2" && pwd)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$here" log -1 --format=%ct)}
bundle=$(echo "$dist"/traynews-*-linux-"$(uname -m)".tar.xz)
version=$(basename "$bundle" | cut -d- -f2)
architecture=$(dpkg --print-architecture)
root=$work/root
doc=$root/usr/share/doc/traynews
maintainer='The TrayNews authors <traynews@users.noreply.github.com>'

umask 022
mkdir -p "$root"/usr/{bin,lib} "$root/DEBIAN"
tar --extract --file "$bundle" --directory "$root/usr/lib"
mv "$root/usr/lib/traynews/share" "$root/usr/share"
mv "$root"/usr/share/zsh/{site-functions,vendor-completions} # where Debian's zsh looks
ln -s ../lib/traynews/traynews "$root/usr/bin/traynews"

# What wheels bring unstripped; the program itself carries its archive at its end and stays.
find "$root/usr/lib/traynews/_internal" -name '*.so*' -type f -exec chmod 644 {} + \
    -exec strip --strip-unneeded {} +
find "$root/usr/lib/traynews/_internal" -name '*.py' -exec chmod 644 {} +

mkdir -p "$doc" "$root/usr/share/lintian/overrides"
cat "$here/../../LICENSE" <(echo) "$root/usr/lib/traynews/THIRD-PARTY.txt" >"$doc/copyright"
rm "$root/usr/lib/traynews/THIRD-PARTY.txt"
mv "$root/usr/lib/traynews/traynews.cdx.json" "$doc/"
gzip -9n <"$here/../../CHANGELOG.md" >"$doc/changelog.gz"
gzip -9n >"$doc/changelog.Debian.gz" <<END_OF_CHANGES
traynews ($version-1) unstable; urgency=medium

  * What is new stands in changelog.gz.

 -- $maintainer  $(date --utc --date="@$SOURCE_DATE_EPOCH" +'%a, %d %b %Y %T %z')
END_OF_CHANGES
gzip -9n "$root"/usr/share/man/man1/*.1
cp "$here/lintian-overrides" "$root/usr/share/lintian/overrides/traynews"

# Whatever else it needs is inside; of the system's it takes the C library of where it was made.
glibc=$(find "$root/usr/lib/traynews" -type f \( -name '*.so*' -o -name traynews \) \
    -exec objdump -T {} + 2>/dev/null | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -1)
cat >"$root/DEBIAN/control" <<END_OF_CONTROL
Package: traynews
Version: $version-1
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f1)
Depends: libc6 (>= ${glibc#GLIBC_})
Recommends: default-dbus-session-bus | dbus-session-bus, notification-daemon, xdg-utils
Suggests: gnome-shell-extension-appindicator
Section: net
Priority: optional
Homepage: https://github.com/traynews/traynews
Description: tray notifier for Amnesty International's releases
 TrayNews sits in the tray, follows Amnesty International's press releases, and
 shows a notification of each new one; a click opens it. Its menu
 holds the recent headlines, and all that it has seen stays in an archive that
 can be searched offline.
 .
 It is an independent program, not made or endorsed by Amnesty International.
END_OF_CONTROL
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
package=$dist/traynews_$version-1_$architecture.deb
dpkg-deb --root-owner-group -Zxz --build "$root" "$package" >/dev/null
echo "$package"
