package main

import (
	"path/filepath"
	"testing"
)

// TestUsage keeps recall and precision on the held-back half of usage-bench
// from falling.
func TestUsage(t *testing.T) {
	a := analyzer(t)
	for _, file := range usageFiles {
		list, err := LoadPassages(filepath.Join("../testdata/usage-bench", file.name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		var s UsageScore
		for _, p := range list {
			if p.Held {
				s.Add(a, p, file.rules)
			}
		}
		least := leastUsage[file.name]
		t.Logf("%s: %d awkward passages, recall %.3f, precision %.3f", file.name, s.Awkward, s.Recall(), s.Precision())
		if s.Awkward == 0 || s.Clean == 0 || s.Recall() < least[0] || s.Precision() < least[1] {
			t.Errorf("%s: recall %.3f and precision %.3f, not %.2f and %.2f", file.name, s.Recall(), s.Precision(), least[0], least[1])
		}
	}
}
