package main

// What the figures may not fall below, or rise above: a little short of what
// was measured when they were set (go run ./analysis/registerbench).
const (
	leastRecall, leastPrecision, leastFixes = 0.68, 0.97, 0.72
	mostGov, mostNative, mostEncyclopaedic  = 1, 2.7, 7.5
	leastContrasts, leastSentences          = 10_000, 30_000
)

// The same for the held-back half of usage-bench (go run ./analysis/registerbench
// -usage): recall and precision of each file.
var leastUsage = map[string][2]float64{
	"translationese": {0.65, 0.90}, "usage": {0.70, 0.90}, "mixed": {0.65, 0.95},
}
