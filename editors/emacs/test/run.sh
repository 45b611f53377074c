#!/usr/bin/env bash
# Tries editors/emacs/yuti.el in a real Emacs 30, which is installed through apt
# if it is not there. YUTI is the program.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
yuti=$(realpath "${YUTI:-$here/../../../bin/yuti}")
[ -x "$yuti" ] || { echo "emacs: $yuti is not there: run make build first" >&2; exit 1; }
bash "$here/../../test/install.sh" emacs
work=$(mktemp -d)
trap 'rm -rf "$work" || { sleep 1; rm -rf "$work"; }' EXIT
mkdir -p "$work/bin" "$work/drafts/.git"
ln -s "$yuti" "$work/bin/yuti"
printf '𠮷👍我下周抵达杭州，咱们一起吃饭呗。\n\n𠮷👍以后和朋友多联络。\n' >"$work/drafts/draft.txt"
cd "$work/drafts"
PATH=$work/bin:$PATH HOME=$work XDG_CACHE_HOME=$work/cache XDG_CONFIG_HOME=$work/config LANG=C.UTF-8 LC_ALL=C.UTF-8 \
  timeout 120 emacs -Q --batch -l "$here/test.el" draft.txt 2>"$work/emacs.log" || { tail -20 "$work/emacs.log"; exit 1; }
emacs --version | head -1
