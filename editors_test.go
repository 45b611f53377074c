package floors

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestCommandsOfEditors holds docs/editors.md to its word: every command of
// every editor has a row there, and each test that a row names, as `file`:
// “name”, is in that file.
func TestCommandsOfEditors(t *testing.T) {
	rows := map[string]string{} // by what the first cell says, without marks
	folder := ""                // where the tests of the table are
	tests := map[string]int{}   // how many rows name each test
	for line := range strings.Lines(read(t, "docs/editors.md")) {
		cells := strings.Split(strings.TrimSuffix(strings.TrimSpace(strings.ReplaceAll(line, `\|`, "\x00")), "|"), "|")
		if len(cells) != 3 {
			continue
		}
		first, second := strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2])
		if found := regexp.MustCompile("^test in `(editors/[^`]*)`$").FindStringSubmatch(second); found != nil {
			folder = found[1]
			continue
		}
		if folder == "" || strings.HasPrefix(first, "--") {
			continue
		}
		rows[strings.ReplaceAll(first, "`", "")] = second
		named := 0
		for _, of := range regexp.MustCompile("`([^`]+)`: (“[^”]+”(?:, “[^”]+”)*)").FindAllStringSubmatch(second, -1) {
			text := read(t, folder+"/"+of[1])
			for _, name := range regexp.MustCompile("“([^”]+)”").FindAllStringSubmatch(of[2], -1) {
				named++
				tests[name[1]]++
				if !strings.Contains(text, name[1]) {
					t.Errorf("docs/editors.md: %s: there is no “%s” in %s/%s", first, name[1], folder, of[1])
				}
			}
		}
		if named == 0 {
			t.Errorf("docs/editors.md: %s: no test is named", first)
		}
	}
	if len(tests) < 30 {
		t.Errorf("docs/editors.md: only %d tests could be read", len(tests))
	}
	want := func(editor, command string) {
		if rows[command] == "" {
			t.Errorf("docs/editors.md: %s: no row for %q", editor, command)
		}
	}

	var manifest struct {
		Contributes struct {
			Commands []struct{ Title string }
		}
	}
	var texts map[string]string
	parse(t, "editors/vscode/package.json", &manifest)
	parse(t, "editors/vscode/package.nls.json", &texts)
	for _, command := range manifest.Contributes.Commands {
		want("VS Code", texts[strings.Trim(command.Title, "%")])
	}
	_, commands, _ := strings.Cut(read(t, "editors/nvim/lua/yuti/command.lua"), "M.commands = {\n")
	commands, _, _ = strings.Cut(commands, "\n}\n")
	for _, command := range regexp.MustCompile(`(?m)^  (\w+) = \{$`).FindAllStringSubmatch(commands, -1) {
		want("Neovim", ":Yuti "+command[1])
	}
	for _, command := range regexp.MustCompile(`\(defun (yuti-[\w-]+) [^\n]*\n[^\n]*\n  \(interactive`).FindAllStringSubmatch(read(t, "editors/emacs/yuti.el"), -1) {
		want("Emacs", "M-x "+command[1])
	}
	if len(manifest.Contributes.Commands) == 0 || commands == "" {
		t.Error("no commands were found in the editors' own files")
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func parse(t *testing.T, file string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(read(t, file)), into); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
}
