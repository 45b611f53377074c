package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A draft in three formats, taken from its first check to its revised files:
// the safe substitutions first, then the best of what is left; what remains is
// advice for a person. The revised files are in testdata/lighthouse.
func TestJourney(t *testing.T) {
	drafts := filepath.Join("..", "..", "examples", "lighthouse")
	entries, err := os.ReadDir(drafts)
	if err != nil {
		t.Fatal(err)
	}
	want, err := filepath.Abs(filepath.Join("testdata", "lighthouse"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(drafts, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		texts[e.Name()] = string(data)
	}
	t.Chdir(t.TempDir())
	for name, text := range texts {
		write(t, name, text)
	}
	type found struct {
		File, Code string
		Fixes      []struct{ Kind string }
	}
	check := func() (list []found) {
		out, problems, _ := runCheck(t, "--format", "jsonl", ".")
		for line := range strings.Lines(out) {
			var f found
			if err := json.Unmarshal([]byte(line), &f); err != nil {
				t.Fatalf("%v: %s%s", err, line, problems)
			}
			list = append(list, f)
		}
		return list
	}
	first := check()
	seen := map[string]int{}
	for _, f := range first {
		seen[f.File]++
	}
	if len(seen) != 3 || len(first) < 10 {
		t.Fatalf("first check: %v", seen)
	}
	if _, problems, _ := runCheck(t, "--fix", "."); !strings.Contains(problems, "fixed in 3 files") {
		t.Errorf("safe fixes: %s", problems)
	}
	for _, f := range check() {
		if len(f.Fixes) > 0 && f.Fixes[0].Kind == "safe" {
			t.Errorf("left: %+v", f)
		}
	}
	runCheck(t, "--fix=all", ".")
	for _, f := range check() {
		if len(f.Fixes) > 0 {
			t.Errorf("left: %+v", f)
		}
	}
	for name := range texts {
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join(want, name)
		if *update {
			if err := os.WriteFile(golden, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		revised, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(revised) {
			t.Errorf("%s is revised to\n%s\nwant\n%s", name, got, revised)
		}
	}
}
