#!/usr/bin/env bash
# Neovim in a terminal: what is drawn on the screen is what is compared. NVIM
# is the editor; the environment is that of run.sh. The screen is left in
# YUTI_PICTURES, if that is set.
set -euo pipefail
socket=$PWD/tmux
tmux() { command tmux -S "$socket" -u -f /dev/null "$@"; }
screen() { tmux capture-pane -p -t editor; }
trap 'tmux kill-server 2>/dev/null || true' EXIT
# await WHAT TEXT: waits until the screen holds the text.
await() {
  for _ in $(seq 300); do
    if screen | grep -qF -- "$2"; then
      echo "ok   terminal: $1"
      return
    fi
    sleep 0.1
  done
  echo "FAIL terminal: $1: no “$2” on the screen:"
  screen
  exit 1
}
tmux new-session -d -x 100 -y 18 -s editor "env TERM=xterm-256color '$NVIM' -u '$YUTI_PLUGIN/test/init.lua' draft.md"
await 'pinyin is drawn behind the words' '联络 liánluò'
await 'the finding is drawn at the end of its line' '■'
[ -z "${YUTI_PICTURES:-}" ] || screen >"$YUTI_PICTURES/neovim.txt"
tmux send-keys -t editor /联络 Enter K
await 'the hover is drawn' '聯絡'
tmux send-keys -t editor Escape
tmux send-keys -t editor ':Yuti guide' Enter
await 'the guide is drawn' '互相取得联系'
[ -z "${YUTI_PICTURES:-}" ] || screen >"$YUTI_PICTURES/neovim-guide.txt"
tmux send-keys -t editor q ':Yuti fix' Enter
await 'the fix is drawn' '联系 liánxì'
