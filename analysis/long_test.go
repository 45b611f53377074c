package analysis

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestLongTexts compares what is found in the texts of testdata/long with the
// findings that stand beside them, so that what a change of the rules does to
// whole texts shows as a diff one can read. -update writes them again; read
// the diff then, as an editor would.
func TestLongTexts(t *testing.T) {
	texts, err := filepath.Glob("testdata/long/*.md")
	if err != nil || len(texts) < 3 {
		t.Fatalf("%d long texts (%v)", len(texts), err)
	}
	for _, file := range texts {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		golden := strings.TrimSuffix(file, ".md") + ".findings"
		got := goldenFindings(analyzer(t).Open(string(text), Markdown, nil))
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range onlyIn(got, string(want)) {
			t.Errorf("%s: found now: %s", file, line)
		}
		for _, line := range onlyIn(string(want), got) {
			t.Errorf("%s: not found any more: %s", file, line)
		}
		if t.Failed() {
			t.Log("where an editor would agree with that: go test ./analysis -run TestLongTexts -update")
		}
	}
}

// TestQuietTexts makes sure that nothing is found in good prose of many kinds,
// as it stands, and under the target that the name of its file gives:
// recipe-soup.neutral.md.
func TestQuietTexts(t *testing.T) {
	texts, err := filepath.Glob("testdata/quiet/*.md")
	if err != nil || len(texts) == 0 {
		t.Fatalf("%d quiet texts (%v)", len(texts), err)
	}
	for _, file := range texts {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got := goldenFindings(analyzer(t).Open(string(text), Markdown, nil)); got != "" {
			t.Errorf("%s:\n%s", file, got)
		}
		parts := strings.Split(filepath.Base(file), ".")
		if len(parts) != 3 {
			continue
		}
		target, ok := map[string]Register{"casual": Casual, "neutral": Neutral, "formal": Formal}[parts[1]]
		if !ok {
			t.Errorf("%s: %s is no target", file, parts[1])
			continue
		}
		if got := goldenFindings(analyzer(t).Open(string(text), Markdown, &Settings{Target: target, Explicit: true})); got != "" {
			t.Errorf("%s, target %s:\n%s", file, parts[1], got)
		}
	}
}

// goldenFindings writes a line for each finding: its line in the text, its
// severity, its code, the sentence with the finding in 【】, and what to write.
func goldenFindings(d *Document) string {
	var b strings.Builder
	for f := range d.Findings(Span{0, d.Len()}) {
		var fixes []string
		for _, x := range f.Fixes {
			if x.Text == "" {
				x.Text = "（删）"
			}
			fixes = append(fixes, x.Text)
		}
		line := d.LineAt(f.Span.Start)
		before, after := d.Slice(Span{d.LineStart(line), f.Span.Start}), d.Slice(Span{f.Span.End, max(f.Span.End, d.LineStart(line+1))})
		if i := strings.LastIndexAny(before, "。！？"); i >= 0 {
			_, size := utf8.DecodeRuneInString(before[i:])
			before = before[i+size:]
		}
		if i := strings.IndexAny(after, "。！？\n"); i >= 0 {
			_, size := utf8.DecodeRuneInString(after[i:])
			after = strings.TrimSuffix(after[:i+size], "\n")
		}
		fmt.Fprintf(&b, "%d\t%s\t%s\t%s【%s】%s\t→ %s\n", line+1, severityNames[f.Severity], f.Code,
			strings.TrimLeft(before, "”"), d.Slice(f.Span), after, strings.Join(fixes, "、"))
	}
	return b.String()
}

var severityNames = map[Severity]string{Hint: "hint", Information: "information", Warning: "warning", Error: "error"}

// onlyIn returns the lines of a that b does not have.
func onlyIn(a, b string) []string {
	has := map[string]int{}
	for _, line := range strings.Split(b, "\n") {
		has[line]++
	}
	var list []string
	for _, line := range strings.Split(a, "\n") {
		if has[line]--; has[line] < 0 {
			list = append(list, line)
		}
	}
	return list
}
