#!/usr/bin/env bash
# Tries the plugin in a real Neovim without a screen. YUTI is the server's
# binary; NVIM, a Neovim to use. Without NVIM, one on the PATH is taken if it is
# 0.10 or later, else Neovim 0.10 is installed in a cache folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
yuti=${YUTI:-$here/../../../bin/yuti}
[ -x "$yuti" ] || { echo "nvim: $yuti is not there: run make build first" >&2; exit 1; }

if [ -z "${NVIM:-}" ]; then
  if command -v nvim >/dev/null && nvim --headless -c 'exe has("nvim-0.10") ? "q" : "cq"' 2>/dev/null; then
    NVIM=nvim
  else
    folder=${YUTI_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/yuti-test}/neovim-0.10
    bash "$here/install.sh" "$folder"
    NVIM=$folder/nvim
  fi
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LANG=C.UTF-8 LC_ALL=C.UTF-8 HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data \
  XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache YUTI_PLUGIN=$here/.. YUTI_BINARY
YUTI_BINARY=$(realpath "$yuti")
status=0
for encoding in utf-8 utf-16; do
  mkdir -p "$work/$encoding/.git"
  cp "$here/draft.md" "$work/$encoding/draft.md"
  (cd "$work/$encoding" && YUTI_ENCODING=$encoding timeout 60 "$NVIM" --headless -u "$here/init.lua" draft.md \
    -c "luafile $here/test.lua") || status=1
done
"$NVIM" --version | head -1
exit $status
