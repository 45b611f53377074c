#!/bin/sh
# What yuti does, in one screenful each: `make demo`.
set -eu
yuti=${BIN:-bin/yuti}
say() { printf '\n\033[1m%s\033[0m\n\n' "$1"; }

say "1. Findings · 语体检查    yuti check examples/draft.md"
"$yuti" check --fail-on never examples/draft.md

say "2. A hover · 悬停    yuti explain 联络"
"$yuti" explain 联络 | head -n 40

say "3. Pinyin · 拼音    yuti analyze"
printf '我们很久没联络了，找个时间聚一聚吧。\n' | "$yuti" analyze

cat <<TEXT

In your editor · 在编辑器里
  Neovim:   add  vim.opt.rtp:append('$(pwd)/editors/nvim')  and  require('yuti').setup{ cmd = { '$(pwd)/$yuti', 'lsp' } }  to init.lua
  VS Code:  make vsix  writes an extension per platform into dist; install the one for yours (Extensions, …, Install from VSIX)
  others:   any LSP client; the command is  $(pwd)/$yuti lsp
TEXT
