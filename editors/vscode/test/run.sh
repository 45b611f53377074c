#!/usr/bin/env bash
# Packs the extension and tries it in a real VS Code (code-server in Chromium,
# installed through npm and apt): in the extension host, then drawn, with mouse
# and keys. Pictures go to YUTI_PICTURES.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
bash "$here/../../test/install.sh" vscode
. "$here/../../test/cache.sh"
export YUTI_TEST_CACHE=$cache YUTI_PICTURES=${YUTI_PICTURES:-$here/../../../out/pictures}
mkdir -p "$YUTI_PICTURES"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bash "$here/../vsix.sh" "$work" linux-x64
(cd "$here/.." && npm run -s check) >"$work/check.log" 2>&1 & # beside the tests, which mostly wait
check=$!
cp -r "$here/host" "$work/host"
cp "$here/../../../LICENSE" "$work/host/"
echo '# Tests' >"$work/host/README.md"
(cd "$work/host" && "$here/../node_modules/.bin/vsce" package --no-dependencies -o "$work/tests.vsix" >"$work/vsce.log" 2>&1) || { cat "$work/vsce.log"; exit 1; }
status=0
# A window can stand still for reasons of its own (a command that VS Code never answers): what does not get to its end is begun anew, once. What fails
# twice fails.
twice() { timeout "$@" || { echo "---- not to the end, once more: $3"; timeout "$@" || status=1; }; }
twice 240 node "$here/host.mjs" "$work"/yuti-*-linux-x64.vsix "$work/tests.vsix"
twice 240 node "$here/chinese.mjs" "$work"/yuti-*-linux-x64.vsix
twice 240 node "$here/ui.mjs" "$work"/yuti-*-linux-x64.vsix
if wait $check; then
	echo 'ok   vscode: tsc, the linter and the translations have nothing to say'
else
	cat "$work/check.log"
	status=1
fi
exit $status
