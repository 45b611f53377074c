#!/usr/bin/env bash
# debian.sh FOLDER SUITE PACKAGE PROGRAM: puts a program of another Debian (trixie,
# forky), with every library it needs, into FOLDER and leaves the system as it
# is. Needs patchelf. The caller writes the script that starts
# FOLDER/root/usr/bin/PROGRAM.
set -euo pipefail
folder=$(realpath -m "$1") suite=$2 package=$3 program=$4
say() { echo "$program: $*" >&2; }
sources=/etc/apt/sources.list.d/debian.sources
mirror=$(awk '/^URIs:/ {print $2; exit}' $sources 2>/dev/null || true)
key=$(awk '/^Signed-By:/ {print $2; exit}' $sources 2>/dev/null || true)
mirror=${mirror:-http://deb.debian.org/debian}
key=${key:-/usr/share/keyrings/debian-archive-keyring.gpg}

rm -rf "$folder"
state=$folder/apt
mkdir -p "$state/lists/partial" "$state/cache/archives/partial" "$folder/root"
echo "deb [signed-by=$key] $mirror $suite main" >"$state/sources.list"
: >"$state/status" # apt believes that nothing is installed, and so takes libc and all
options=(
  -o Dir::State="$state" -o Dir::State::status="$state/status" -o Dir::State::Lists="$state/lists"
  -o Dir::Cache="$state/cache" -o Dir::Etc::sourcelist="$state/sources.list" -o Dir::Etc::sourceparts=-
  -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false
  -o APT::Sandbox::User=root -o Debug::NoLocking=1
)
apt-get -qq "${options[@]}" update >&2 || { say "the package lists could not be fetched: is there a network?"; exit 1; }
apt-get -qq -y --no-install-recommends --download-only "${options[@]}" install "$package" >/dev/null
for file in "$state"/cache/archives/*.deb; do
  dpkg -x "$file" "$folder/root"
done
# The program runs on the libraries beside it; what it starts does not.
libraries=$(dirname "$(find "$folder/root" -name 'ld-linux*' -path '*linux-gnu*' | head -1)")
patchelf --set-interpreter "$(find "$libraries" -maxdepth 1 -name 'ld-linux*' | head -1)" \
  --force-rpath --set-rpath "$libraries" "$folder/root/usr/bin/$program"
rm -rf "$state" "$folder"/root/usr/share/{doc,man,locale}
