#!/usr/bin/env bash
# usage: Scripts/setup.sh      installs the Debian and PyPI packages that Serai builds and tests with; quick when all are there
set -euo pipefail
cd "$(dirname "$0")/.."

debian=(libsqlite3-dev libssl-dev libpcsclite-dev zlib1g-dev python3-venv chromium fonts-noto-core)
missing=()
for package in "${debian[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if ((${#missing[@]})); then
    echo "Installing Debian packages: ${missing[*]}"
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
    $sudo apt-get -o DPkg::Lock::Timeout=300 -qq update
    DEBIAN_FRONTEND=noninteractive $sudo apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
fi

stamp=.build-python/requirements
if ! cmp -s Tests/Browser/requirements.txt "$stamp"; then
    echo "Installing Python packages for the browser tests"
    python3 -m venv .build-python
    .build-python/bin/pip install -q --disable-pip-version-check -r Tests/Browser/requirements.txt
    cp Tests/Browser/requirements.txt "$stamp"
fi
