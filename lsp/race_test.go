//go:build race

package lsp

// slowness multiplies what a test gives a thing time for: the race detector
// makes everything about ten times slower.
const slowness = 20
