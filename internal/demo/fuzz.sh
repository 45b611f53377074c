#!/bin/sh
# Runs every fuzz target of the module for $FUZZTIME each.
set -eu
go=${GO:-go}
for file in $(grep -rl --include='*_test.go' '^func Fuzz' .); do
	dir=$(dirname "$file")
	for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
		echo "fuzz $dir $target ${FUZZTIME:-60s}"
		$go test "$dir" -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-60s}" | tail -n 2
	done
done
