#!/usr/bin/env bash
# Installs every editor that yuti is tried in and tries it there: make
# test-editors. YUTI is the program. Pictures and screens go to out/pictures.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
export YUTI=${YUTI:-$top/bin/yuti} YUTI_PICTURES=${YUTI_PICTURES:-$top/out/pictures} LANG=C.UTF-8
mkdir -p "$YUTI_PICTURES"
begin=$SECONDS
step() { echo "---- $* ($((SECONDS - begin)) s)"; }

# The small ones are installed and tried beside the large one: it waits for npm
# first.
(
  bash "$here/install.sh" nvim helix emacs || exit 1
  small=0
  for editor in nvim emacs helix; do
    bash "$here/../$editor/test/run.sh" || small=1
  done
  exit $small
) >"$YUTI_PICTURES/small.log" 2>&1 &
small_job=$!
# What the extension is built with, and the editor.
(cd "$here/../vscode" && npm ci --no-audit --no-fund --loglevel=error >"$YUTI_PICTURES/npm.log" 2>&1) &
npm_job=$!
bash "$here/install.sh" vscode
wait $npm_job || { cat "$YUTI_PICTURES/npm.log" >&2; exit 1; }
rm -f "$YUTI_PICTURES/npm.log"
step 'VS Code installed'

status=0
bash "$here/../vscode/test/run.sh" || status=1
step 'VS Code tried'
wait $small_job || status=1
cat "$YUTI_PICTURES/small.log"
rm -f "$YUTI_PICTURES/small.log"
step 'Neovim, Emacs and Helix tried'
exit $status
