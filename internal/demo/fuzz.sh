#!/bin/sh
# Runs every fuzz target of the module for $FUZZTIME each. What a target finds is printed, and kept as a seed under its testdata/fuzz: from then on it
# fails `go test` until it is mended. With FUZZFAIL=no a find does not fail this run: chance decides what is found in seconds, and must not decide whether
# a change that did not bring the fault passes.
set -eu
go=${GO:-go}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
found=
for file in $(grep -rl --include='*_test.go' '^func Fuzz' .); do
	dir=$(dirname "$file")
	for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
		echo "fuzz $dir $target ${FUZZTIME:-60s}"
		if $go test "$dir" -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-60s}" -fuzzminimizetime 10x >"$log" 2>&1; then
			tail -n 1 "$log"
		elif grep -q '^    context deadline exceeded$' "$log" && ! grep -q 'Failing input' "$log"; then
			echo "ok	$dir (the time was up while an input was being tried)"
		else
			cat "$log"
			found="$found $target"
		fi
	done
done
[ -z "$found" ] || echo "fuzzing found something in:$found" >&2
[ -z "$found" ] || [ "${FUZZFAIL:-yes}" = no ]
