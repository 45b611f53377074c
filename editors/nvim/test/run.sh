#!/usr/bin/env bash
# Tries the plugin in a real Neovim, without a screen and in a terminal. YUTI is
# the server's binary; NVIM, a Neovim to use. Without NVIM, Neovim 0.10 and a
# newer one are installed in a cache folder, and both are tried.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
yuti=${YUTI:-$here/../../../bin/yuti}
[ -x "$yuti" ] || { echo "nvim: $yuti is not there: run make build first" >&2; exit 1; }

if [ -z "${NVIM:-}" ]; then
  bash "$here/../../test/install.sh" nvim
  . "$here/../../test/cache.sh"
  status=0
  for folder in nvim nvim-new; do
    [ ! -x "$cache/$folder/nvim" ] || NVIM=$cache/$folder/nvim bash "$0" || status=1
  done
  exit $status
fi

work=$(mktemp -d)
trap 'rm -rf "$work" || { sleep 1; rm -rf "$work"; }' EXIT
export LANG=C.UTF-8 LC_ALL=C.UTF-8 HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data \
  XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache YUTI_PLUGIN=$here/.. YUTI_HELP=$work/doc YUTI_BINARY NVIM
YUTI_BINARY=$(realpath "$yuti")
mkdir -p "$work/doc" && cp "$here/../doc/yuti.txt" "$work/doc/"
status=0
# try NAME SCRIPT: the script in a Neovim that has the draft open; init names
# another file than init.lua that sets the plugin up.
try() {
  mkdir -p "$work/$1/.git"
  cp "$here/draft.md" "$work/$1/draft.md"
  (cd "$work/$1" && timeout 120 "$NVIM" --headless -u "$here/${init:-init.lua}" draft.md -c "luafile $here/$2" -c 'cquit 1') || status=1
}
YUTI_ENCODING=utf-8 try utf-8 test.lua
YUTI_ENCODING=utf-16 try utf-16 test.lua
YUTI_ENCODING=utf-8 try commands commands.lua
YUTI_ENCODING=utf-8 try features features.lua
YUTI_ENCODING=utf-8 YUTI_MOTIONS=1 try motions motions.lua
ways=('by hand' 'as lazy.nvim does' 'as lazy.nvim does, by file type')
"$NVIM" --headless -c 'exe has("nvim-0.11") ? "q" : "cq"' 2>/dev/null && ways+=('vim.lsp.enable')
for way in "${ways[@]}"; do
  YUTI_SETUP=$way init=setups-init.lua try "$way" setups.lua
done
mkdir -p "$work/terminal/.git" && cp "$here/draft.md" "$work/terminal/"
(cd "$work/terminal" && YUTI_ENCODING=utf-8 bash "$here/terminal.sh") || status=1
echo "     with $("$NVIM" --version | head -1)"
exit $status
