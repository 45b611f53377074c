package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

func analyzer(t *testing.T) *analysis.Analyzer {
	t.Helper()
	lex, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	a, err := analysis.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestHeldBack keeps the figures of the half that is only measured on from
// falling. The targets are 0.90, 0.95 and 0.90: recall and fixes are below.
func TestHeldBack(t *testing.T) {
	a := analyzer(t)
	items, err := Load("../testdata/register-bench")
	if err != nil {
		t.Fatal(err)
	}
	var s Score
	for _, it := range items {
		if it.Held {
			s.Add(Try(a, it))
		}
	}
	recall := float64(s.Found) / float64(s.Marked)
	precision := float64(s.Found) / float64(s.Found+s.False)
	fixes := float64(s.FixesRight) / float64(s.Found)
	t.Logf("recall %.3f, precision %.3f, fixes %.3f", recall, precision, fixes)
	if recall < leastRecall || precision < leastPrecision || fixes < leastFixes {
		t.Errorf("recall %.3f, precision %.3f, fixes %.3f: below %.2f, %.2f, %.2f", recall, precision, fixes, leastRecall, leastPrecision, leastFixes)
	}
}

// TestNatives keeps findings on native texts from rising.
func TestNatives(t *testing.T) {
	const dir = "../../../shared/eval"
	if _, err := os.Stat(dir); err != nil {
		t.Skip(dir + " is absent: nothing to count findings on")
	}
	a := analyzer(t)
	for name, most := range map[string]float64{"gov-reports.txt": mostGov, "wmt22-native.txt": mostNative} {
		c, err := Count(a, filepath.Join(dir, name), false)
		if err != nil {
			t.Fatal(err)
		}
		if c.Rate() > most {
			t.Errorf("%s: %.2f findings per 10,000 characters, above %.2f", name, c.Rate(), most)
		}
	}
}
