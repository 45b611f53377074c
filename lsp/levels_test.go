package lsp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A user's own level list stands beside HSK, follows its file, and is reported
// where it is wrong: a line of it there, a file that is not there in the settings.
func TestLevels(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) uri.URI {
		t.Helper()
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return uri.File(path)
	}
	settings := write(".yuti.toml", "locale = \"en\"\nlevels = \"school.csv\"\n")
	list := write("school.csv", "word,level\n联络,Year 5\n好\n")
	file := uri.File(filepath.Join(folder, "draft.md"))
	c := session(t, `{"capabilities": `+everything+`, "workspaceFolders": [{"uri": "`+string(uri.File(folder))+`", "name": "drafts"}]}`)
	c.open(file, "多联络。")
	problems := func(file uri.URI) []string {
		list := c.published[file]
		if len(list) == 0 {
			return nil
		}
		var messages []string
		for _, d := range list[len(list)-1].Diagnostics {
			messages = append(messages, string(d.Message.(protocol.String)))
		}
		return messages
	}
	c.wait("the line that says nothing", func() bool {
		return len(problems(list)) == 1 && c.published[list][len(c.published[list])-1].Diagnostics[0].Range == *at(2, 0, 2, 3)
	})
	hover, err := c.hoverAt(file, 0, 3)
	if err != nil || !strings.Contains(hoverText(hover), "Year 5") || !strings.Contains(hoverText(hover), "HSK 6") {
		t.Fatalf("%v, %v", hoverText(hover), err)
	}
	list = write("school.csv", "联络,Year 4\n")
	changed := func(file uri.URI) {
		if err := c.DidChangeWatchedFiles(t.Context(), &protocol.DidChangeWatchedFilesParams{
			Changes: []protocol.FileEvent{{URI: file, Type: protocol.FileChangeTypeChanged}},
		}); err != nil {
			t.Fatal(err)
		}
	}
	changed(list)
	c.wait("a clean list", func() bool { return problems(list) != nil || len(c.published[list]) > 1 })
	// the list is in force a moment after it is reported
	for range 200 {
		if hover, err = c.hoverAt(file, 0, 3); err != nil || strings.Contains(hoverText(hover), "Year 4") {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if err != nil || !strings.Contains(hoverText(hover), "Year 4") {
		t.Errorf("%v, %v", hoverText(hover), err)
	}
	write(".yuti.toml", "locale = \"en\"\nlevels = \"none.csv\"\n")
	changed(settings)
	c.wait("the setting to be reported", func() bool {
		list := problems(settings)
		return len(list) == 1 && strings.Contains(list[0], "none.csv") && c.published[settings][len(c.published[settings])-1].Diagnostics[0].Range.Start == at(1, 9, 1, 9).Start
	})
}
