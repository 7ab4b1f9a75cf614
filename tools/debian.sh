# Sourced by the scripts beside it: what they need of Debian.

may_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

# Its long talk is shown only when it fails.
quietly() {
    talk=$(mktemp)
    "$@" >"$talk" 2>&1 || { cat "$talk" >&2; rm -f "$talk"; return 1; }
    rm -f "$talk"
}

install() {
    echo "Installing from Debian: $*"
    quietly env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "$@"
}
