#!/bin/sh
# Brings uv into .uv/ of this checkout, for machines that have only Python: uv.sh VERSION [PYTHON]
set -eu
. "$(dirname "$0")/debian.sh"
version=$1
python=${2:-python3}

if ! command -v "$python" >/dev/null && ! may_install; then
    echo "There is no $python. Debian: apt-get install python3-venv; elsewhere: make PYTHON=..." >&2
    exit 1
fi
if ! "$python" -m venv .uv >/dev/null 2>&1; then # Debian ships Python without ensurepip
    if ! may_install; then
        echo "Python's venv module is missing. Debian: apt-get install python3-venv" >&2
        exit 1
    fi
    quietly apt-get update
    install python3-venv
    "$python" -m venv --clear .uv
fi
quietly .uv/bin/python -m pip install --disable-pip-version-check "uv==$version"
