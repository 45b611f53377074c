#!/usr/bin/env bash
# Tries the review page in a real Chromium. It installs what it needs: Chromium and a font through apt, a driver through npm. Pictures go to
# out/review, which git ignores.
#
#   YUTI=bin/yuti internal/review/test/run.sh
set -euo pipefail
cd "$(dirname "$0")/../../.."
yuti=$(realpath "${YUTI:-bin/yuti}")

missing=()
command -v chromium >/dev/null || missing+=(chromium)
[ -e /usr/share/fonts/opentype/noto ] || missing+=(fonts-noto-cjk)
command -v git >/dev/null || missing+=(git)
if [ ${#missing[@]} -gt 0 ]; then
	command -v apt-get >/dev/null || { echo "the page's test needs ${missing[*]}: install them, then run it again" >&2; exit 1; }
	as_root=; [ "$(id -u)" = 0 ] || as_root=sudo
	$as_root apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

tools=${XDG_CACHE_HOME:-$HOME/.cache}/yuti-test/page
driver=playwright-core@1.64.1
if [ "$(cat "$tools/.driver" 2>/dev/null)" != "$driver" ]; then
	mkdir -p "$tools"
	npm install --silent --no-save --no-package-lock --ignore-scripts --prefix "$tools" "$driver"
	echo "$driver" >"$tools/.driver"
fi

mkdir -p out/review
TOOLS=$tools YUTI=$yuti CHROMIUM=$(command -v chromium) node --test --test-reporter=spec internal/review/test/page.test.mjs
