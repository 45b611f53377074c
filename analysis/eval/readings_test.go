package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/analysis/train/readings"
	"github.com/yuti-lsp/yuti/lexicon"
)

// Figures that readings have reached, in per cent.
const (
	leastEveryday = 99.9
	leastCPP      = 96.2
	leastCPPMean  = 92.9
)

// leastOthers are those of the files of otherFiles.
var leastOthers = map[string]float64{"check": 99.6, "blind": 99.9, "fresh": 99.6, "third": 99.7, "fourth": 99.7, "fifth": 99.7}

func TestReadingsStayAsGood(t *testing.T) {
	lex, err := lexicon.Open()
	if err != nil {
		t.Fatal(err)
	}
	a, err := analysis.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	least := map[string]float64{everydayFile: leastEveryday}
	for _, f := range otherFiles {
		least[f.file] = leastOthers[f.name]
	}
	for file, least := range least {
		gold, err := readSyllables(filepath.Join("../..", file))
		if err != nil {
			t.Fatal(err)
		}
		score := gold.score(readAll(a, gold.texts))
		t.Logf("%s: %.2f %%", file, score.all.percent())
		if score.all.percent() < least {
			t.Errorf("%s: %.2f %%, at least %.2f %%", file, score.all.percent(), least)
			for _, wrong := range score.wrong {
				t.Log(wrong)
			}
		}
		for i, text := range gold.texts {
			if han := len(readAll(a, []string{text})[0]); han != len(gold.gold[i]) {
				t.Errorf("%s: %d gold readings for %d characters: %s", file, len(gold.gold[i]), han, text)
			}
		}
	}
	const shared = "../../../shared/eval"
	if _, err := os.Stat(shared); err != nil {
		t.Skipf("%s is absent", shared)
	}
	cpp, err := readings.CPP(shared, "cpp-dev")
	if err != nil {
		t.Fatal(err)
	}
	got, err := single(readings.CrossValidated(a, lex, cpp))
	if err != nil {
		t.Fatal(err)
	}
	all, mean := scorePolyphones(cpp, got)
	t.Logf("CPP dev, cross-validated: %.2f %%, mean over characters %.2f %%", all, mean)
	if all < leastCPP || mean < leastCPPMean {
		t.Errorf("CPP dev: %.2f %%, at least %.2f %%; mean over characters %.2f %%, at least %.2f %%", all, leastCPP, mean, leastCPPMean)
	}
}
