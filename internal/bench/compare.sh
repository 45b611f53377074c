#!/usr/bin/env bash
# Compares the Go benchmarks of this working tree with those of another commit:
# compare.sh COMMIT. Both are run in turn, COUNT times (6), so that what else the
# machine does falls on both; benchstat prints the medians and whether they differ.
set -euo pipefail
old=${1:?which commit is to be compared with}
go=${GO:-go}
here=$PWD
work=$(mktemp -d)
trap 'git -C "$here" worktree remove --force "$work/old"; rm -rf "$work"' EXIT
git worktree add -q --detach "$work/old" "$old"
(cd "$work/old" && $go run ./lexicon/gen >/dev/null)
packages="analysis lexicon lsp"
for side in old new; do
	folder=.
	[ $side = new ] || folder=$work/old
	for package in $packages; do
		(cd "$folder" && $go test -c -o "$work/$side-$package" "./$package")
	done
done
for _ in $(seq "${COUNT:-6}"); do
	for package in $packages; do
		(cd "$work/old/$package" && "$work/old-$package" -test.run '^$' -test.bench "${BENCH:-.}" -test.benchmem) >>"$work/old.txt"
		(cd "$package" && "$work/new-$package" -test.run '^$' -test.bench "${BENCH:-.}" -test.benchmem) >>"$work/new.txt"
	done
done
cd "$work"
$go run golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da old.txt new.txt
