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

// TestSize keeps the contrasts, and the sentences that test them, from growing fewer.
func TestSize(t *testing.T) {
	contrasts, _, sentences := analyzer(t).Size()
	if contrasts < leastContrasts || sentences < leastSentences {
		t.Errorf("%d contrasts with %d sentences: fewer than %d with %d", contrasts, sentences, leastContrasts, leastSentences)
	}
}

// hosts are quiet texts of each genre's kind, in which its items are put.
var hosts = map[string]string{
	"chat": "couple-chat.casual.md", "family": "family-chat.md", "email": "email-client.formal.md", "fiction": "novel-city.neutral.md",
	"law": "law-lease.formal.md", "news": "news-city.formal.md", "notice": "notice.md", "product": "manual.md",
	"science": "abstract-chem.formal.md", "subtitles": "subtitles.md",
}

// plainHosts are formal ones that are written plainly.
var plainHosts = map[string]string{
	"news": "fresh-26.md", "law": "fresh-27.md", "product": "fresh-28.md", "science": "fresh-29.md", "notice": "fresh-30.md", "email": "fresh-31.md",
}

// TestInsideATextOfItsKind puts each marked item of the tuning half behind a
// quiet text of its kind, a plain one if its kind is formal, and an essay: what is round a sentence may not
// hide what is out of place in it.
func TestInsideATextOfItsKind(t *testing.T) {
	a := analyzer(t)
	_, items, err := Load("../testdata/register-bench")
	if err != nil {
		t.Fatal(err)
	}
	quiet := func(name string) string {
		text, err := os.ReadFile(filepath.Join("../testdata/quiet", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text) + "\n\n"
	}
	essay := quiet("essay-radio.md")
	within := func(host string, it Item) Item {
		it.Text = host + it.Text
		it.Span.Start, it.Span.End = it.Span.Start+len(host), it.Span.End+len(host)
		return it
	}
	var alone, kind, other, formal, plain Score
	for _, it := range items {
		if it.Marked && !it.Held {
			alone.Add(Try(a, it, nil))
			kind.Add(Try(a, within(quiet(hosts[it.Genre]), it), nil))
			other.Add(Try(a, within(essay, it), nil))
			if host := plainHosts[it.Genre]; host != "" {
				formal.Add(Try(a, it, nil))
				plain.Add(Try(a, within(quiet(host), it), nil))
			}
		}
	}
	t.Logf("of %d: alone %d, in a text of its kind %d, in an essay %d", alone.Marked, alone.Found, kind.Found, other.Found)
	t.Logf("of %d in formal genres: alone %d, in a plain text %d", formal.Marked, formal.Found, plain.Found)
	if plain.Found < formal.Found*90/100 {
		t.Errorf("of %d found alone, %d are in a plain text", formal.Found, plain.Found)
	}
	if kind.Found < alone.Found*97/100 || other.Found < alone.Found*93/100 {
		t.Errorf("of %d found alone, %d are in a text of their kind, %d in an essay", alone.Found, kind.Found, other.Found)
	}
}

// TestNatives keeps findings on native texts from rising.
func TestNatives(t *testing.T) {
	const dir = "../../../shared/eval"
	if _, err := os.Stat(dir); err != nil {
		t.Skip(dir + " is absent: nothing to count findings on")
	}
	a := analyzer(t)
	for name, most := range map[string]float64{"gov-reports.txt": mostGov, "wmt22-native.txt": mostNative, "cpp-dev.sent": mostEncyclopaedic} {
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
