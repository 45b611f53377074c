#!/usr/bin/env bash
# hovers.sh [FOLDER]: the hover of each word of lsp/testdata/cards.txtar as Neovim,
# Helix, Emacs (plain, and with markdown-mode where MARKDOWN_MODE names the folder
# it is in) and VS Code show it, to be looked at: a screen of text or a picture a
# word. YUTI is the program, VSIX an extension with it inside (vsix.sh); without
# VSIX there is no VS Code. The editors are those of install.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
yuti=$(realpath "${YUTI:-$top/bin/yuti}")
out=$(realpath -m "${1:-$top/out/hovers}")
. "$here/cache.sh"
work=$(mktemp -d)
socket=$work/tmux
tmux() { command tmux -S "$socket" -u -f /dev/null "$@"; }
trap 'tmux kill-server 2>/dev/null || true; rm -rf "$work" || { sleep 1; rm -rf "$work"; }' EXIT
mkdir -p "$out" "$work"/{bin,drafts/.git,config/helix}
ln -s "$yuti" "$work/bin/yuti"
cp "$top"/editors/helix/*.toml "$work/config/helix/"
printf 'words = ["语体检查器"]\nhints.pinyin = "off"\n' >"$work/drafts/.yuti.toml"

# The sentences, and of each its line, and the column of its word in bytes, in
# characters and in cells.
node - "$top/lsp/testdata/cards.txtar" "$work/drafts" <<'END'
const fs = require('fs');
const [page, folder] = process.argv.slice(2);
const sentences = fs.readFileSync(page, 'utf8').split('\n').map((line) => /^-- (?!zh )(.*【.*) --$/.exec(line)?.[1]).filter(Boolean);
const before = sentences.map((s) => s.slice(0, s.indexOf('【')));
const cells = (s) => [...s].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 0);
fs.writeFileSync(`${folder}/draft.md`, sentences.map((s) => s.replace(/[【】]/g, '') + '\n\n').join(''));
fs.copyFileSync(`${folder}/draft.md`, `${folder}/draft.txt`);
fs.writeFileSync(`${folder}/places`, before.map((s, i) => `${2 * i + 1} ${Buffer.byteLength(s) + 1} ${[...s].length + 1} ${cells(s) + 1}\n`).join(''));
END

open() { # open NAME PROGRAM…
  name=$1; shift
  mkdir -p "$out/$name"
  (cd "$work/drafts" && tmux new-session -d -x 110 -y 60 -s editor env PATH="$work/bin:$PATH" HOME="$work" XDG_CONFIG_HOME="$work/config" \
    XDG_DATA_HOME="$work/data" XDG_STATE_HOME="$work/state" XDG_CACHE_HOME="$work/cache" LANG=C.UTF-8 LC_ALL=C.UTF-8 \
    TERM=xterm-256color COLORTERM=truecolor YUTI_PLUGIN="$top/editors/nvim" YUTI_BINARY="$yuti" "$@")
  sleep 8
}
keep() {
  sleep 1.2
  number=$((number + 1))
  tmux capture-pane -p -t editor >"$out/$name/$(printf %02d $number).txt"
}
shut() { tmux kill-server; sleep 0.5; number=0; echo "$name: $(find "$out/$name" -type f | wc -l) hovers in $out/$name"; }
number=0

open neovim "$cache/nvim/nvim" -u "$top/editors/nvim/test/init.lua" draft.md
while read -r line bytes _ _; do
  tmux send-keys -t editor Escape ":call cursor($line,$bytes)" Enter zt K
  keep
done <"$work/drafts/places"
shut

open helix "$cache/helix/hx" draft.md
while read -r line _ characters _; do
  tmux send-keys -t editor Escape
  sleep 0.6 # a key right behind Escape would be one with Alt
  tmux send-keys -t editor "${line}ggghzt"
  [ "$characters" = 1 ] || tmux send-keys -t editor "$((characters - 1))l"
  tmux send-keys -t editor Space k
  keep
done <"$work/drafts/places"
shut

cat >"$work/init.el" <<'END'
(setq inhibit-startup-screen t eldoc-idle-delay 0.1 eldoc-echo-area-use-multiline-p nil)
(menu-bar-mode -1)
(defun at (line column)
  (delete-other-windows) (goto-char (point-min)) (forward-line (1- line)) (forward-char (1- column)) (recenter 0)
  (eldoc-print-current-symbol-info t))
END
for markdown in '' ${MARKDOWN_MODE:-}; do
  open "emacs${markdown:+-markdown}" emacs -nw -Q -l "$work/init.el" ${markdown:+-L "$markdown" -l markdown-mode} -l "$top/editors/emacs/yuti.el" draft.txt
  while read -r line _ characters _; do
    tmux send-keys -t editor M-: "(at $line $characters)" Enter
    keep
  done <"$work/drafts/places"
  shut
done

[ -z "${VSIX:-}" ] || YUTI_TEST_CACHE=$cache node "$here/hovers.mjs" "$(realpath "$VSIX")" "$work/drafts" "$out/vscode"
