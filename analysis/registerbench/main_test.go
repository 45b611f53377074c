package main

import (
	"os"
	"path/filepath"
	"strings"
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
	_, items, err := Load("../testdata/register-bench")
	if err != nil {
		t.Fatal(err)
	}
	var s Score
	for _, it := range items {
		if it.Held {
			s.Add(Try(a, it, nil))
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

// TestTranslationese makes sure that the rules tell a translated text from a
// native one: they find at least four times as much in it.
func TestTranslationese(t *testing.T) {
	const dir = "../../../shared/eval"
	if _, err := os.Stat(dir); err != nil {
		t.Skip(dir + " is absent: nothing to count findings on")
	}
	a := analyzer(t)
	native, err := Count(a, filepath.Join(dir, "wmt22-native.txt"), false)
	if err != nil {
		t.Fatal(err)
	}
	translated, err := Count(a, filepath.Join(dir, "wmt22-translated.txt"), false)
	if err != nil {
		t.Fatal(err)
	}
	if translated.TranslationeseRate() < 4*native.TranslationeseRate() {
		t.Errorf("%.2f findings per 10,000 characters of translated text, %.2f of native text", translated.TranslationeseRate(), native.TranslationeseRate())
	}
}

// TestPassages reads the reports seven sentences at a time: nothing that only a
// longer text shows is wrong with them.
func TestPassages(t *testing.T) {
	text, err := os.ReadFile("../../../shared/eval/gov-reports.txt")
	if err != nil {
		t.Skip("no reports to read: ", err)
	}
	a := analyzer(t)
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	for from := 0; from < len(lines); from += 7 {
		d := a.Open(strings.Join(lines[from:min(from+7, len(lines))], ""), analysis.PlainText, nil)
		for f := range d.Findings(analysis.Span{End: d.Len()}) {
			switch f.Code {
			case "register/mixed", "register/honorific", "script/mixed", "script/region":
				t.Errorf("%s: %s in %s", f.Code, d.Slice(f.Span), d.Text())
			}
		}
	}
}

// TestSecondReader reads verdicts and turns down lines that say nothing.
func TestSecondReader(t *testing.T) {
	items := []Item{{Genre: "chat", Marked: true}, {Genre: "chat"}, {Genre: "chat", Marked: true}}
	file := filepath.Join(t.TempDir(), "second-reader.tsv")
	for _, c := range []struct{ text, mistake string }{
		{"chat\t2\tagrees\t好、行\n", ""},
		{"chat\t3\tagrees\t好\n", ":1: chat has no marked item 3"},
		{"chat\t1\tagrees\t\nchat\t2\tperhaps\t\n", ":2: not a genre"},
	} {
		if err := os.WriteFile(file, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		err := readSecond(file, items)
		if (err == nil) != (c.mistake == "") || err != nil && !strings.Contains(err.Error(), c.mistake) {
			t.Errorf("%q: %v, want %q", c.text, err, c.mistake)
		}
	}
	if it := items[2]; !it.Reread || strings.Join(it.More, "、") != "好、行" {
		t.Errorf("read %+v", it)
	}
	if err := readSecond(filepath.Join(t.TempDir(), "none"), items); err != nil {
		t.Error(err)
	}
}
