#!/bin/sh
# Prints the path of a Chromium for the browser tests, installing one where there is none:
# Debian's package when we may, else the one that npm's @sparticuz/chromium carries.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null 2>&1; then command -v "$name"; exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends chromium fonts-liberation >&2 && { command -v chromium; exit 0; }
fi
folder="$(dirname "$0")/../.venv/browser"
mkdir -p "$folder"
npm install --silent --no-audit --no-fund --prefix "$folder" @sparticuz/chromium >&2
cd "$folder"
exec node --input-type=module -e "import chromium from '@sparticuz/chromium'; console.log(await chromium.executablePath())"
