#!/bin/sh
# Brings PostgreSQL with PostGIS for the tests: from Debian's packages where it may, else says how.
set -eu

have() {
    for bin in /usr/lib/postgresql/*/bin/initdb; do
        version=$(basename "$(dirname "$(dirname "$bin")")")
        [ -x "$bin" ] && [ -e "/usr/share/postgresql/$version/extension/postgis.control" ] && return 0
    done
    command -v initdb >/dev/null && [ -e "$(pg_config --sharedir 2>/dev/null)/extension/postgis.control" ]
}

have && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The database tests need PostgreSQL with PostGIS." >&2
    echo "Debian: apt-get install postgresql postgresql-<version>-postgis-3" >&2
    [ "${CI:-}" != true ] # elsewhere those tests are skipped, and say so
    exit
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
version=$(apt-cache depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | head -n 1)
postgis=$(apt-cache search --names-only "^postgresql-$version-postgis-[0-9]+$" | cut -d ' ' -f 1 | sort -V | tail -n 1)
apt-get install -qq -y --no-install-recommends "postgresql-$version" "$postgis" >/dev/null
