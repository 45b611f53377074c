package lsp

import (
	"os"
	"path/filepath"
	"sync"

	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/lexicon"
)

// pages are what an editor opens as files: they are written to the user's
// cache folder, each once a session, when something first points at it.
type pages struct {
	directory string // "" for a folder of yuti's own
	mu        sync.Mutex
	written   map[string]uri.URI
	told      map[string]bool
}

// known returns where a page was written in this session, "" when there is
// none.
func (p *pages) known(name string) (file uri.URI, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	file, ok = p.written[name]
	return file, ok
}

// none remembers that there is no such page.
func (p *pages) none(name string) (uri.URI, bool) { return p.note(name, "") }

func (p *pages) note(name string, file uri.URI) (uri.URI, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.written == nil {
		p.written = map[string]uri.URI{}
	}
	p.written[name] = file
	return file, file != ""
}

// write makes sure that a page is there and returns where; ok is false when it
// can't be written, which is tried once.
func (p *pages) write(name, text string) (file uri.URI, ok bool) {
	directory := p.directory
	if directory == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return p.none(name)
		}
		directory = filepath.Join(cache, "yuti")
	}
	path := filepath.Join(directory, filepath.FromSlash(name)+".md")
	if !writePage(path, text) {
		return p.none(name)
	}
	return p.note(name, uri.File(path))
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

// rulePage is where the page of a rule is, for the link of its code; ok is
// false for a rule without one.
func (s *server) rulePage(code string) (uri.URI, bool) {
	if file, ok := s.pages.known("rules/" + code); ok {
		return file, file != ""
	}
	for _, rule := range s.analyzer.Rules() {
		if rule.Code == code {
			return s.pages.write("rules/"+code, rule.Page)
		}
	}
	return s.pages.none("rules/" + code)
}

// guidePage is where the guide to a word in simplified characters is.
func (s *server) guidePage(word string) (uri.URI, bool) {
	if file, ok := s.pages.known("guides/" + word); ok {
		return file, file != ""
	}
	guide, ok := lexicon.GuideTo(word)
	if !ok {
		return "", false // there are too many words to remember each without a guide
	}
	return s.pages.write("guides/"+word, guide.Page)
}

func readOr(path, otherwise string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return otherwise
	}
	return string(data)
}
