//go:build !race

package lsp

// slowness multiplies what a test gives a thing time for.
const slowness = 1
