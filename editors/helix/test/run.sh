#!/usr/bin/env bash
# Tries editors/helix/*.toml as they stand in a real Helix in a terminal, which is
# installed through apt if need be. YUTI is the program. The screens are left in
# YUTI_PICTURES, if that is set.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
yuti=$(realpath "${YUTI:-$here/../../../bin/yuti}")
[ -x "$yuti" ] || { echo "helix: $yuti is not there: run make build first" >&2; exit 1; }
bash "$here/../../test/install.sh" helix
. "$here/../../test/cache.sh"
work=$(mktemp -d)
socket=$work/tmux
tmux() { command tmux -S "$socket" -u -f /dev/null "$@"; }
screen() { tmux capture-pane -p -t editor; }
trap 'tmux kill-server 2>/dev/null || true; rm -rf "$work" || { sleep 1; rm -rf "$work"; }' EXIT
await() { # await WHAT TEXT
  for _ in $(seq 300); do
    if screen | grep -qF -- "$2"; then
      echo "ok   helix: $1"
      return
    fi
    sleep 0.1
  done
  echo "FAIL helix: $1: no “$2” on the screen:"
  screen
  exit 1
}
keep() { [ -z "${YUTI_PICTURES:-}" ] || screen >"$YUTI_PICTURES/$1.txt"; }

mkdir -p "$work/bin" "$work/config/helix" "$work/drafts/.git"
ln -s "$yuti" "$work/bin/yuti"
cp "$here"/../*.toml "$work/config/helix/"
printf '# 信\n\n𠮷👍以后和朋友多联络，别老闷在家里写稿子啦。\n\n我下周抵达杭州，咱们一起吃饭呗。\n' >"$work/drafts/draft.md"
cd "$work/drafts"
tmux new-session -d -x 110 -y 22 -s editor \
  "env PATH='$work/bin':\$PATH HOME='$work' XDG_CONFIG_HOME='$work/config' XDG_CACHE_HOME='$work/cache' TERM=xterm-256color LANG=C.UTF-8 LC_ALL=C.UTF-8 '$cache/helix/hx' draft.md"
await 'pinyin is drawn behind the words' '联络 liánluò'
await 'findings are drawn' '抵达 is for'
keep helix
tmux send-keys -t editor /联络 Enter Space k
await 'the hover is drawn' '聯絡'
keep helix-hover
tmux send-keys -t editor Escape
sleep 0.5 # a key right behind Escape would be one with Alt
tmux send-keys -t editor gd
# of the page's own lines this one has no hints in it, however soon they are drawn
await 'gd opens the page of the word' 'gloss: to get in touch with'
tmux send-keys -t editor C-o
await 'and back' '联络 liánluò'
tmux send-keys -t editor Space a
await 'the light bulb offers the word' 'Replace with 联系'
await 'and to ignore it' 'on this line'
keep helix-actions
tmux send-keys -t editor Enter
await 'the fix is drawn' '多 duō 联系' # Helix may ask for its pinyin later
tmux send-keys -t editor ':w' Enter
for _ in $(seq 50); do grep -q '^𠮷👍以后和朋友多联系，' draft.md && break; sleep 0.1; done
grep -q '^𠮷👍以后和朋友多联系，' draft.md && echo 'ok   helix: and saved' || { echo 'FAIL helix: saved text'; cat draft.md; exit 1; }
"$cache/helix/hx" --version
