#!/bin/sh
# Brings PostgreSQL with PostGIS for the tests: from Debian where this account may, else says how.
set -eu
. "$(dirname "$0")/debian.sh"

present() {
    for program in /usr/lib/postgresql/*/bin/initdb; do
        version=$(basename "$(dirname "$(dirname "$program")")")
        [ -e "/usr/share/postgresql/$version/extension/postgis.control" ] && return 0
    done
    command -v initdb >/dev/null \
        && [ -e "$(pg_config --sharedir 2>/dev/null)/extension/postgis.control" ]
}

present && exit 0

if ! may_install; then
    echo "The database tests need PostgreSQL with PostGIS." >&2
    echo "Debian 12 or later: apt-get install postgresql postgresql-postgis" >&2
    [ "${CI:-}" != true ] # elsewhere those tests are skipped, and say so
    exit
fi

quietly apt-get update
version=$(apt-cache depends postgresql | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p')
postgis=$(apt-cache pkgnames "postgresql-$version-postgis-" | grep -E 'postgis-[0-9]+$' | sort -V | tail -n 1)
# The tests start a cluster of their own: Debian's would only take the port.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
fi
install "postgresql-$version" "$postgis"
