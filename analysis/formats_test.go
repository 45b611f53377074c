package analysis

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// formatFiles are the scenes of internal/prose, by their format, each in three
// dresses: as it is, with the line ends of Windows, and with a byte-order mark
// and a character outside the basic plane.
func formatFiles(t *testing.T, play func(t *testing.T, format Format, text string)) {
	paths, err := filepath.Glob("../internal/prose/testdata/*.txt")
	if err != nil || len(paths) < 15 {
		t.Fatalf("only %d scenes: %v", len(paths), err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file := archive.Files[0]
		// as without its own wish for a target, which differs from scene to scene
		text := strings.ReplaceAll(strings.ReplaceAll(string(file.Data), "target=formal", "target=casual"), "target=auto", "target=casual")
		windows := strings.ReplaceAll(text, "\n", "\r\n")
		for dress, text := range map[string]string{"plain": text, "CRLF": windows, "mark": "\ufeff" + strings.ReplaceAll(windows, "朋友", "朋友𠮷")} {
			t.Run(strings.TrimSuffix(filepath.Base(path), ".txt")+"/"+dress, func(t *testing.T) {
				play(t, prose.FormatOf("", file.Name), text)
			})
		}
	}
}

func allFindings(d *Document) []Finding {
	return slices.Collect(d.Findings(Span{0, d.Len()}))
}

// TestFormatsFix takes every fix of every scene: bytes outside the fixes stay,
// and what was found is gone.
func TestFormatsFix(t *testing.T) {
	a := analyzer(t)
	formatFiles(t, func(t *testing.T, format Format, text string) {
		d := a.Open(text, format, &Settings{Target: Casual, Explicit: true})
		found := allFindings(d)
		if len(found) == 0 {
			t.Fatalf("nothing is found in\n%s", text)
		}
		fixed, want, fixes, end := d, "", 0, 0
		for i := len(found) - 1; i >= 0; i-- {
			if f := &found[i]; len(f.Fixes) > 0 {
				fixed = fixed.Edit(f.Fixes[0].Edits[0].Span, f.Fixes[0].Edits[0].Text)
				fixes++
			}
		}
		for i := range found {
			if f := &found[i]; len(f.Fixes) > 0 {
				e := f.Fixes[0].Edits[0]
				want += text[end:e.Span.Start] + e.Text
				end = e.Span.End
			}
		}
		if want += text[end:]; fixed.Text() != want {
			t.Fatalf("fixes make\n%q\nnot\n%q", fixed.Text(), want)
		}
		if fixes == 0 {
			t.Fatalf("none of %d findings has a fix", len(found))
		}
		sameAsFresh(t, fixed, want)
		for _, f := range allFindings(fixed) {
			if len(f.Fixes) > 0 {
				t.Errorf("after all fixes there is still %+v in\n%s", f, want)
			}
		}
	})
}

// TestFormatsIgnore ignores every finding of every scene by a comment of the
// format, and aims each scene at formal text.
func TestFormatsIgnore(t *testing.T) {
	a := analyzer(t)
	// these have no comments, or none that can be put in by an edit
	without := map[Format]bool{prose.JSON: true, prose.SRT: true, "css": true}
	formatFiles(t, func(t *testing.T, format Format, text string) {
		settings := &Settings{Target: Casual, Explicit: true}
		d := a.Open(text, format, settings)
		found := allFindings(d)
		for i := range found {
			for what, ignore := range map[string]func(*Finding) (Edit, bool){"line": d.IgnoreLine, "here": d.IgnoreHere} {
				edit, ok := ignore(&found[i])
				if !ok {
					if !without[format] {
						t.Fatalf("%s: no edit", what)
					}
					continue
				}
				quiet := d.Edit(edit.Span, edit.Text)
				for _, f := range allFindings(quiet) {
					moved := found[i].Span.Start
					if edit.Span.Start <= moved {
						moved += len(edit.Text)
					}
					if f.Span.Start == moved {
						t.Errorf("%s: still reported: %+v in\n%s", what, f, quiet.Text())
					}
				}
				if problems := quiet.Problems(); len(problems) > 0 {
					t.Errorf("%s: %v", what, problems)
				}
				if before, after := prose.Parse(format, text, true), prose.Parse(format, quiet.Text(), true); len(before.Blocks) != len(after.Blocks) || len(after.Comments) != len(before.Comments)+1 {
					t.Errorf("%s: %d blocks and %d comments after %d and %d in\n%s", what, len(after.Blocks), len(after.Comments), len(before.Blocks), len(before.Comments), quiet.Text())
				}
			}
		}
		if edit, ok := d.Aim("formal"); ok {
			aimed := d.Edit(edit.Span, edit.Text)
			if got := aimed.Target(); got.Register != Formal || got.Source != "document" {
				t.Errorf("aimed at %+v in\n%s", got, aimed.Text())
			}
		} else if !without[format] {
			t.Error("can't be aimed")
		}
	})
}
