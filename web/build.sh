#!/usr/bin/env bash
# Builds the front end into a directory: web/build.sh OUT_DIR. Does nothing when OUT_DIR is up to date.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: web/build.sh OUT_DIR" >&2
  exit 2
fi
mkdir -p -- "$1"
out=$(cd -- "$1" && pwd)
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  echo "web: Node.js 20.19 or newer with npm is needed to build the front end (Debian: apt-get install nodejs npm)." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "web: Node.js 20.19 or newer is needed to build the front end, found $(node --version)." >&2
  exit 1
fi

digest() { # of the contents and names of the files and folders given
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

dependencies=$(digest package.json package-lock.json .npmrc)
sources=$(digest package.json package-lock.json .npmrc index.html vite.config.ts tsconfig.json build.sh public src tools/*.mjs)

if [ "$(cat "$out/.stamp" 2>/dev/null || true)" = "$sources" ]; then
  echo "web: up to date"
  exit 0
fi

if [ "$(cat node_modules/.stamp 2>/dev/null || true)" != "$dependencies" ]; then
  echo "web: installing packages"
  npm ci --no-audit --no-fund --no-progress --loglevel=error
  printf '%s' "$dependencies" >node_modules/.stamp
fi

echo "web: building"
rm -f -- "$out/.stamp"
npm run --silent build -- --outDir "$out" --emptyOutDir --logLevel warn
node tools/budget.mjs "$out"
node tools/compress.mjs "$out"
printf '%s' "$sources" >"$out/.stamp"
echo "web: built"
