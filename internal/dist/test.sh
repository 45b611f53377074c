#!/usr/bin/env bash
# Builds the archive of this machine's platform twice, the second time from a
# copy of the sources in another folder, compares them, and tries what is inside.
set -euo pipefail
cd "$(dirname "$0")/../.."
go=${GO:-go}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
platform=$($go env GOOS)/$($go env GOARCH)
say() { echo "ok   dist: $*"; }
fail() { echo "FAIL dist: $*" >&2; exit 1; }
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1800000000)}
export SOURCE_DATE_EPOCH
$go run ./internal/dist -version v0.0.1 -commit test -o "$work/first" "$platform" >/dev/null
mkdir "$work/copy"
tar -c --exclude=./.git --exclude=node_modules --exclude=./bin --exclude=./dist --exclude=./out . | tar -x -C "$work/copy"
(cd "$work/copy" && $go run ./internal/dist -version v0.0.1 -commit test -o "$work/second" "$platform" >/dev/null)
diff -r "$work/first" "$work/second" || fail 'two builds differ'
say "two builds of $platform in two folders are the same bytes"
(cd "$work/first" && sha256sum --quiet -c SHA256SUMS) || fail 'checksums'
say 'the checksums hold'
tar -xzf "$work"/first/*.tar.gz -C "$work"
folder=$(echo "$work"/yuti-0.0.1-*)
for file in yuti LICENSE NOTICE README.md man/man1/yuti.1 man/man1/yuti-check.1 man/man1/yuti-lsp.1 \
  completions/yuti.bash completions/_yuti completions/yuti.fish completions/yuti.ps1; do
  [ -s "$folder/$file" ] || fail "$file is not in the archive"
done
grep -q 'CC-CEDICT' "$folder/NOTICE" || fail 'the notices lack the dictionary'
say 'man pages, completions and notices are inside'
# whole outputs are looked at: grep -q would leave while the program still writes
found=$(printf '以后和朋友多联络。\n' | (cd / && env -i HOME="$work" LANG=C.UTF-8 "$folder/yuti" check --fail-on error -)) || fail 'the program does not work'
[[ $found == *联系* ]] || fail "the program finds: $found"
version=$("$folder/yuti" --version)
[[ $version == "yuti v0.0.1, lexicon 20"* ]] || fail "--version: $version"
say 'the program runs from the archive, with its lexicon'
bash -c "PATH='$folder':\$PATH; source '$folder/completions/yuti.bash'; complete -p yuti" | grep yuti >/dev/null || fail 'the completion of bash'
if command -v man >/dev/null && man --version >/dev/null 2>&1; then
  man --warnings -l "$folder/man/man1/yuti.1" 2>&1 >/dev/null | grep . && fail 'the man page has warnings'
fi
say 'bash completes it'
