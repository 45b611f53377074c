// Package floors has no code: its test proves how the packages stand on each
// other.
package floors

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/yuti-lsp/yuti/"

// floors are the packages from the top down: each may import those below it.
var floors = []string{"cmd/yuti", "lsp", "analysis", "lexicon"}

// imports maps every package of the repository that is no command of a
// generator to what it imports itself.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		if name, ok := strings.CutPrefix(fields[0], module); ok {
			packages[name] = fields[1:]
		}
	}
	return packages
}

// Architecture invariant: imports point down only, and internal packages know
// no floor.
func TestImportsPointDown(t *testing.T) {
	packages := imports(t)
	for level, name := range floors {
		if _, ok := packages[name]; !ok {
			t.Errorf("there is no package %s", name)
		}
		for _, imported := range packages[name] {
			for _, above := range floors[:level+1] {
				if imported == module+above {
					t.Errorf("%s imports %s", name, above)
				}
			}
		}
	}
	for name, list := range packages {
		if !strings.HasPrefix(name, "internal/") {
			continue
		}
		for _, imported := range list {
			for _, floor := range floors {
				if imported == module+floor || strings.HasPrefix(imported, module+floor+"/") {
					t.Errorf("%s imports %s", name, imported)
				}
			}
		}
	}
}

// Architecture invariant: only lsp knows the protocol; analysis and lexicon are
// pure, without JSON, UTF-16, files or the network.
func TestFloorsArePure(t *testing.T) {
	packages := imports(t)
	for name, list := range packages {
		for _, imported := range list {
			if strings.HasPrefix(imported, "go.lsp.dev/") && name != "lsp" {
				t.Errorf("%s imports %s: the protocol is the business of lsp", name, imported)
			}
		}
	}
	impure := []string{
		"encoding/json", "github.com/go-json-experiment/json", "unicode/utf16", "os", "os/exec", "io/fs", "net", "net/http",
		"log", "log/slog", "context", "time",
	}
	for _, name := range []string{"analysis", "lexicon", "internal/prose", "internal/page", "internal/pinyin", "internal/mark"} {
		for _, imported := range packages[name] {
			for _, path := range impure {
				if imported == path {
					t.Errorf("%s imports %s", name, path)
				}
			}
		}
	}
}

// Nothing leaves the user's machine: the program can't even speak HTTP or TLS.
func TestNoNetwork(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "./cmd/yuti").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for dependency := range strings.FieldsSeq(string(out)) {
		if dependency == "net/http" || dependency == "crypto/tls" || dependency == "net/rpc" || dependency == "net/smtp" {
			t.Errorf("the program contains %s", dependency)
		}
	}
	for name, list := range imports(t) {
		for _, imported := range list {
			if strings.HasPrefix(name, "tmp/") {
				continue
			}
			if imported == "net" {
				t.Errorf("%s imports net", name)
			}
		}
	}
}
