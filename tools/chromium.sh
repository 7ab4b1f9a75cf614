#!/bin/sh
# Brings Chromium and a Chinese font for the browser tests, and the library that the program driving
# Chromium needs: from Debian where this account may, else says how.
set -eu
. "$(dirname "$0")/debian.sh"

# Chromium itself serves as well, only slower.
present() {
    { command -v chromium-headless-shell || { ! may_install && command -v chromium; }; } >/dev/null \
        && fc-list :lang=zh-cn | grep -q . \
        && /sbin/ldconfig -p 2>/dev/null | grep -q libatomic.so.1
}

present && exit 0

if ! may_install; then
    echo "The browser tests need Chromium and a Chinese font." >&2
    echo "Debian: apt-get install chromium-headless-shell fonts-noto-cjk libatomic1" >&2
    [ "${CI:-}" != true ] # elsewhere those tests are skipped, and say so
    exit
fi

quietly apt-get update
install chromium-headless-shell fonts-noto-cjk fontconfig libatomic1
