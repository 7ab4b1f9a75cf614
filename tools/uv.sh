#!/bin/sh
# Brings uv into .uv/ of this checkout, for machines that have only Python: tools/uv.sh VERSION [PYTHON]
set -eu
version=$1
python=${2:-python3}

if ! "$python" -m venv .uv >/dev/null 2>&1; then
    # Debian ships Python without ensurepip.
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "Python's venv module is missing. Debian: apt-get install python3-venv" >&2
        exit 1
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends python3-venv >/dev/null
    "$python" -m venv --clear .uv
fi
.uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$version"
