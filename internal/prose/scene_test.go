package prose

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite what the scenes in testdata expect")

// TestScenes reads the scenes in testdata, one or more a format: the first line
// says what is shown. The first file is read under its own name; “blocks” lists
// the texts that are read, with key and source where they have one, and
// “comments” what speaks to yuti. TestFixes plays the same files.
func TestScenes(t *testing.T) {
	eachScene(t, func(t *testing.T, path string, archive *txtar.Archive) {
		file := archive.Files[0]
		format := FormatOf("", file.Name)
		p := Parse(format, string(file.Data), true)
		blocksOf(t, format, string(file.Data))
		var blocks, comments strings.Builder
		for _, b := range p.Blocks {
			text := strings.ReplaceAll(strings.ReplaceAll(b.Text, Mark, "□"), "\n", "⏎")
			if b.Key != "" {
				text = b.Key + ": " + text
			}
			if b.Tight {
				text += " (tight)"
			}
			if b.Pair != nil {
				text += " ← " + strconv.Quote(b.Pair.Source)
				if b.Pair.Fuzzy {
					text += " (fuzzy)"
				}
			}
			fmt.Fprintln(&blocks, text)
		}
		for _, c := range p.Comments {
			fmt.Fprintln(&comments, c.Text)
		}
		for _, want := range []*txtar.File{{Name: "blocks", Data: []byte(blocks.String())}, {Name: "comments", Data: []byte(comments.String())}} {
			found := false
			for i := range archive.Files {
				f := &archive.Files[i]
				if f.Name != want.Name {
					continue
				}
				found = true
				if *update {
					f.Data = want.Data
				} else if string(f.Data) != string(want.Data) {
					t.Errorf("%s: %s are\n%snot\n%s", path, want.Name, want.Data, f.Data)
				}
			}
			if !found && *update && len(want.Data) > 0 {
				archive.Files = append(archive.Files, *want)
			} else if !found && len(want.Data) > 0 {
				t.Errorf("%s: no section of %s", path, want.Name)
			}
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// eachFile passes the files of all scenes.
func eachFile(t testing.TB, use func(format Format, src string)) {
	scenes, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scenes) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	for _, path := range scenes {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		use(FormatOf("", archive.Files[0].Name), string(archive.Files[0].Data))
	}
}

func eachScene(t *testing.T, play func(t *testing.T, path string, archive *txtar.Archive)) {
	scenes, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scenes) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	for _, path := range scenes {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil || len(archive.Files) == 0 {
				t.Fatalf("not a scene: %v", err)
			}
			play(t, path, archive)
		})
	}
}
