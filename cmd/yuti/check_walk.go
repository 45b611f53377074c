package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// A source is a file to check.
type source struct {
	name string
	// asked tells that it was named, not found in a folder: then it has to be
	// readable.
	asked bool
}

// collect lists the files of the paths in a stable order: those that are
// named, and in folders those of known formats that neither settings nor
// .gitignore leave out.
func (c *checker) collect(paths []string) (files []source, problems []error) {
	for _, path := range paths {
		if path == "-" {
			files = append(files, source{name: path, asked: true})
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if !info.IsDir() {
			files = append(files, source{name: path, asked: true})
			continue
		}
		ignored := newIgnoredByGit(path)
		err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				problems = append(problems, err)
			case entry.IsDir():
				if name != path && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" ||
					c.settings.excluded(name) || ignored.has(name, true)) {
					return filepath.SkipDir
				}
				ignored.enter(name)
			case entry.Type().IsRegular() && prose.IsDraft(filepath.ToSlash(name)) && !c.settings.excluded(name) && !ignored.has(name, false):
				files = append(files, source{name: name})
			}
			return nil
		})
		if err != nil {
			problems = append(problems, err)
		}
	}
	return files, problems
}

// ignoredByGit knows what the .gitignore files of a tree leave out. Files are
// asked for in the order of a walk, a folder entered before what lies in it.
type ignoredByGit struct {
	rules []ignoreRule // later ones win
}

// An ignoreRule is one line of a .gitignore file.
type ignoreRule struct {
	folder  string // absolute, where the file lies; the rule holds in it
	pattern string // for doublestar, against the path from folder
	again   bool   // the line began with !: not left out after all
	folders bool   // it speaks of folders only
}

// newIgnoredByGit begins with the files above a folder, up to the root of its
// repository.
func newIgnoredByGit(folder string) *ignoredByGit {
	g := &ignoredByGit{}
	at, err := filepath.Abs(folder)
	if err != nil {
		return g
	}
	var above []string
	for root := at; ; {
		if _, err := os.Stat(filepath.Join(root, ".git")); err == nil {
			g.read(root, filepath.Join(root, ".git", "info", "exclude"))
			for i := len(above) - 1; i >= 0; i-- {
				g.read(above[i], filepath.Join(above[i], ".gitignore"))
			}
			return g
		}
		parent := filepath.Dir(root)
		if parent == root {
			return g // no repository: only what is found on the way
		}
		above = append(above, parent)
		root = parent
	}
}

// enter reads the .gitignore of a folder that is walked into.
func (g *ignoredByGit) enter(folder string) {
	if at, err := filepath.Abs(folder); err == nil {
		g.read(at, filepath.Join(at, ".gitignore"))
	}
}

func (g *ignoredByGit) read(folder, name string) {
	text, err := os.ReadFile(name)
	if err != nil {
		return // most folders have none
	}
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		if r, ok := ignoreRuleOf(strings.TrimRight(line, "\r\n")); ok {
			r.folder = folder
			g.rules = append(g.rules, r)
		}
	}
}

// ignoreRuleOf reads a line as git does: see gitignore(5).
func ignoreRuleOf(line string) (r ignoreRule, ok bool) {
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	if strings.HasPrefix(line, "#") {
		return r, false
	}
	line, r.again = strings.CutPrefix(line, "!")
	line, r.folders = strings.CutSuffix(line, "/")
	if line == "" {
		return r, false
	}
	anchored := strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	// braces stand for themselves in git, for alternatives in doublestar
	line = strings.NewReplacer("{", `\{`, "}", `\}`, `\{`, `\{`, `\}`, `\}`).Replace(line)
	if !anchored {
		line = "**/" + line
	}
	r.pattern = line
	return r, doublestar.ValidatePattern(line)
}

// has tells whether the last rule that speaks of a file or folder leaves it
// out.
func (g *ignoredByGit) has(name string, isFolder bool) bool {
	if len(g.rules) == 0 {
		return false
	}
	at, err := filepath.Abs(name)
	if err != nil {
		return false
	}
	for i := len(g.rules) - 1; i >= 0; i-- {
		r := &g.rules[i]
		if r.folders && !isFolder {
			continue
		}
		inside, err := filepath.Rel(r.folder, at)
		if err != nil || !filepath.IsLocal(inside) {
			continue
		}
		inside = path.Clean(filepath.ToSlash(inside))
		if match, _ := doublestar.Match(r.pattern, inside); match && !(strings.HasSuffix(r.pattern, "/**") && inside == strings.TrimSuffix(r.pattern, "/**")) {
			return !r.again
		}
	}
	return false
}
