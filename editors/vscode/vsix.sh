#!/usr/bin/env bash
# vsix.sh FOLDER [TARGET…]: packs the extension with the program inside, one
# VSIX per target (linux-x64 and so on; without any, all six), into FOLDER, with
# a file of checksums. The same commit gives the same bytes.
# Needs Go, Node and the compiled lexicon (make lexicon). LDFLAGS go to Go.
set -euo pipefail
folder=$(realpath -m "$1")
shift
targets=${*:-linux-x64 linux-arm64 darwin-x64 darwin-arm64 win32-x64 win32-arm64}
cd "$(dirname "$0")"
mkdir -p "$folder"
rm -f "$folder/SHA256SUMS"
[ -x node_modules/.bin/vsce ] || npm ci --no-audit --no-fund --loglevel=error
# What is inside is as old as the commit.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1767225600)}
export SOURCE_DATE_EPOCH
version=$(node -p 'require("./package.json").version')
npm run -s build -- --metafile=dist/meta.json
cp ../../LICENSE LICENSE.txt
for target in $targets; do
  os=${target%-*} arch=${target#*-} exe=
  case $os in win32) os=windows exe=.exe ;; esac
  case $arch in x64) arch=amd64 ;; esac
  rm -rf bin && mkdir bin
  (cd ../.. && CGO_ENABLED=0 GOOS=$os GOARCH=$arch ${GO:-go} build -trimpath -buildvcs=false -ldflags "${LDFLAGS:--s -w}" -o "editors/vscode/bin/yuti$exe" ./cmd/yuti)
  if [ ! -e NOTICE.txt ] || [ "${noticed:-}" != yes ]; then
    { cat ../../NOTICE; (cd ../.. && ${GO:-go} run ./cmd/yuti licenses); node notices.mjs dist/meta.json; } >NOTICE.txt
    noticed=yes
  fi
  npx --no-install vsce package --no-dependencies --target "$target" -o "$folder/yuti-$version-$target.vsix" >"$folder/vsce.log" 2>&1 ||
    { cat "$folder/vsce.log" >&2; exit 1; }
  echo "$folder/yuti-$version-$target.vsix"
  (cd "$folder" && sha256sum "yuti-$version-$target.vsix") >>"$folder/SHA256SUMS"
done
rm -f "$folder/vsce.log"
