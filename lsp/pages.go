package lsp

import (
	"os"
	"path/filepath"
	"strings"
	"sync"

	"go.lsp.dev/uri"
)

// pages are what an editor opens as files: they are written to the user's
// cache folder, each once a session, when something first points at it.
type pages struct {
	mu        sync.Mutex
	directory string // "" until it is known
	written   map[string]uri.URI
	told      map[string]bool
}

// write makes sure that a page is there and returns where; ok is false when it
// can't be written.
func (p *pages) write(name, text string) (file uri.URI, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if file, ok := p.written[name]; ok {
		return file, file != ""
	}
	if p.written == nil {
		p.written = map[string]uri.URI{}
	}
	p.written[name] = "" // a folder that can't be written to is tried once
	if p.directory == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", false
		}
		p.directory = filepath.Join(cache, "yuti")
	}
	path := filepath.Join(p.directory, filepath.FromSlash(name))
	if !writePage(path, text) {
		return "", false
	}
	p.written[name] = uri.File(path)
	return p.written[name], true
}

// writePage writes a file whole or not at all, and leaves one alone that is
// right already.
func writePage(path, text string) bool {
	if have, err := os.ReadFile(path); err == nil && string(have) == text {
		return true
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".page-*")
	if err != nil {
		return false
	}
	defer os.Remove(file.Name()) // gone already if all went well
	_, err = file.WriteString(text)
	if closeErr := file.Close(); err != nil || closeErr != nil {
		return false
	}
	return os.Rename(file.Name(), path) == nil
}

// pageName is the file name of a rule's page.
func pageName(code string) string { return "rules/" + strings.ReplaceAll(code, "..", "") + ".md" }

// rulePage is where the page of a rule is, for the link of its code.
func (s *server) rulePage(code string) (uri.URI, bool) {
	source, ok := any(s.analyzer).(interface {
		Page(code string) (text string, ok bool)
	})
	if !ok {
		return "", false
	}
	text, ok := source.Page(code)
	if !ok {
		return "", false
	}
	return s.pages.write(pageName(code), text)
}

func readOr(path, otherwise string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return otherwise
	}
	return string(data)
}
