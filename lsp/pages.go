package lsp

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/safefile"
	"github.com/yuti-lsp/yuti/lexicon"
)

// pages are what an editor opens as files: they are written to the user's
// cache folder, each once a session, when something first points at it.
type pages struct {
	directory string // "" for a folder of yuti's own
	mu        sync.Mutex
	written   map[string]uri.URI
	guides    sync.Once // all pages of guides
	told      map[string]bool
	looked    atomic.Pointer[string] // the word whose link was given last
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
	path, ok := p.path(name)
	if !ok || !writePage(path, text) {
		return p.none(name)
	}
	return p.note(name, uri.File(path))
}

// path is the file that a page is written to; ok is false when there is no
// place for such.
func (p *pages) path(name string) (path string, ok bool) {
	directory := p.directory
	if directory == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", false
		}
		directory = filepath.Join(cache, "yuti")
	}
	return filepath.Join(directory, filepath.FromSlash(name)+".md"), true
}

// writePage writes a file, and leaves one alone that is right already. It is
// read-only, so that editors open it so.
func writePage(path, text string) bool {
	if have, err := os.ReadFile(path); err == nil && string(have) == text {
		return true
	}
	_ = os.Chmod(path, 0o644) // an old one; Windows replaces no read-only file
	if safefile.Write(path, "", []byte(text)) != nil {
		return false
	}
	_ = os.Chmod(path, 0o444)
	return true
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

// readOnly is the scheme of pages that the client asks for by
// workspace/textDocumentContent.
const readOnly = "yuti"

// wordPage is where all that is known of a word can be opened: under the scheme
// of read-only content where the client knows such, else in the cache folder.
// ok is false when it can't be written.
func (s *server) wordPage(word string, chinese bool) (uri.URI, bool) {
	if s.can.showContent {
		return uri.URI(readOnly + ":/word/" + url.PathEscape(word) + ".md"), true
	}
	return s.writeWordPage(word, chinese)
}

func (s *server) writeWordPage(word string, chinese bool) (uri.URI, bool) {
	name := pageName(word)
	if file, ok := s.pages.known(name); ok {
		return file, file != ""
	}
	s.do(s.writeGuides)
	return s.pages.write(name, s.page(word, chinese))
}

// pageName is a word's page in the cache folder. Words hold no separators but
// for the odd one of the dictionary's.
func pageName(word string) string {
	return "words/" + strings.NewReplacer("/", "／", "\\", "＼", ":", "：").Replace(word)
}

// writeGuides writes the pages of all words with a guide, so that the links from
// one to another lead somewhere.
func (s *server) writeGuides() {
	s.pages.guides.Do(func() {
		list, _ := lexicon.Guides()
		for _, guide := range list {
			if s.ctx.Err() != nil {
				return
			}
			if _, ok := s.pages.known(pageName(guide.Word)); !ok {
				s.pages.write(pageName(guide.Word), s.page(guide.Word, s.pagesInChinese()))
			}
		}
	})
}

func (s *server) pagesInChinese() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fallback.chinese(s.locale)
}

func (s *server) page(word string, chinese bool) string {
	page := WordPage{Lexicon: s.lexicon, Analyzer: s.analyzer, Chinese: chinese, Link: func(to string) string {
		// Pages lie side by side, in the cache folder as well as under the
		// scheme of read-only content; in the folder are those with a guide.
		if _, ok := lexicon.GuideTo(to); !ok && !(s.can.showContent && s.lexicon.Has(to)) {
			return ""
		}
		return url.PathEscape(to) + ".md"
	}}
	known := s.analyzer.Word(word, nil)
	return page.Text(&known)
}

// pageDelay is how long a word is looked at before its page is written: who
// only comes by it with the mouse opens no link.
const pageDelay = 50 * time.Millisecond

// linkTo is what a hover's link points at. The page is written a little after
// the answer, unless another word is hovered before. It is a file even for clients that can
// show content, since editors follow no other links in a hover.
func (s *server) linkTo(word *analysis.Word, chinese bool) string {
	if word.Numeral != nil {
		return ""
	}
	name := simplified(word)
	if file, ok := s.pages.known(pageName(name)); ok {
		return string(file)
	}
	path, ok := s.pages.path(pageName(name))
	if !ok {
		return ""
	}
	s.pages.looked.Store(&name)
	s.do(func() {
		select {
		case <-s.ctx.Done():
		case <-time.After(pageDelay):
			if *s.pages.looked.Load() == name {
				s.writeWordPage(name, chinese)
			}
		}
	})
	return string(uri.File(path))
}

// TextDocumentContent gives a read-only page.
func (s *server) TextDocumentContent(ctx context.Context, params *protocol.TextDocumentContentParams) (*protocol.TextDocumentContentResult, error) {
	address := string(params.URI)
	jsonrpc2.Async(ctx)
	path, ok := strings.CutPrefix(address, readOnly+":")
	word, inside := strings.CutPrefix(strings.TrimLeft(path, "/"), "word/") // one slash or three
	ok = ok && inside
	if ok {
		word, ok = strings.CutSuffix(word, ".md")
	}
	if ok {
		var err error
		word, err = url.PathUnescape(word)
		ok = err == nil && word != "" && utf8.ValidString(word)
	}
	if !ok {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "no page has the address %s", address)
	}
	if err := s.ready(ctx); err != nil {
		return nil, err
	}
	return &protocol.TextDocumentContentResult{Text: s.page(word, s.pagesInChinese())}, nil
}

// isPage tells whether a document is one of our own pages, of which nothing is
// reported: guides show awkward sentences on purpose.
func (s *server) isPage(file uri.URI) bool {
	if strings.HasPrefix(string(file), readOnly+":") {
		return true
	}
	root, ok := s.pages.path("")
	return ok && file.IsFile() && strings.HasPrefix(file.FsPath(), filepath.Dir(root)+string(filepath.Separator))
}

func readOr(path, otherwise string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return otherwise
	}
	return string(data)
}
