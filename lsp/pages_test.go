package lsp

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

func (c *client) definitionAt(line, character uint32) uri.URI {
	c.t.Helper()
	defined, err := c.Definition(c.t.Context(), &protocol.DefinitionParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Position: protocol.Position{Line: line, Character: character},
	}})
	if err != nil {
		c.t.Fatal(err)
	}
	if defined == nil {
		return ""
	}
	return defined.(*protocol.Location).URI
}

// The definition of a word is its page: of one with a guide the guide, of any
// other what is known of it. In a client that can show content it is content,
// in others a file that is read-only, and of which nothing is reported.
func TestWordPages(t *testing.T) {
	text := "请联络我，别吃三明治，2026年见。OK"
	at := func(word string) uint32 { return uint32(strings.Index(text, word)) }

	c := session(t, `{"capabilities": `+everything+`, "locale": "en"}`)
	c.open(draft, text)
	for word, want := range map[string][]string{
		"联络":  {"# 联络\n", "## 例句", "## Dictionary", "liánluò"},
		"三明治": {"# 三明治\n", "sānmíngzhì", "## Dictionary", "## Characters", "## Words that share a character", "政治"},
	} {
		file := c.definitionAt(0, at(word))
		page, err := os.ReadFile(file.FsPath())
		if err != nil {
			t.Fatal(err)
		}
		rest := string(page)
		for _, part := range want {
			before, after, ok := strings.Cut(rest, part)
			if !ok || part == want[0] && before != "" {
				t.Errorf("%s: no %q in\n%s", word, part, page)
			}
			rest = after
		}
		if info, err := os.Stat(file.FsPath()); err != nil || info.Mode()&0o222 != 0 {
			t.Errorf("%s: the page can be written: %v, %v", word, info.Mode(), err)
		}
		// what a hover links to is the same page
		hover, err := c.hoverAt(draft, 0, at(word))
		if err != nil || !strings.Contains(hoverText(hover), "]("+string(file)+")") {
			t.Errorf("%s: no link to %s in\n%s", word, file, hoverText(hover))
		}
		c.open(file, string(page))
		c.wait("the page's diagnostics", func() bool { return len(c.published[file]) > 0 })
		if found := c.published[file][0].Diagnostics; len(found) > 0 {
			t.Errorf("%s: of its page is reported %+v", word, found)
		}
	}
	for _, nothing := range []string{"2026", "OK"} {
		if page := c.definitionAt(0, at(nothing)); page != "" {
			t.Errorf("%s has the page %s", nothing, page)
		}
	}

	content := strings.Replace(everything, `"configuration": true,`, `"configuration": true, "textDocumentContent": {},`, 1)
	c = session(t, `{"capabilities": `+content+`, "locale": "en"}`)
	if offered, err := protocol.Marshal(c.initialized.Capabilities.Workspace); err != nil || !strings.Contains(string(offered), `"textDocumentContent":{"schemes":["yuti"]}`) {
		t.Fatalf("content is not offered: %s, %v", offered, err)
	}
	c.open(draft, text)
	page := c.definitionAt(0, at("三明治"))
	if page != "yuti:/word/%E4%B8%89%E6%98%8E%E6%B2%BB.md" {
		t.Errorf("the page is at %s", page)
	}
	result, err := c.TextDocumentContent(t.Context(), &protocol.TextDocumentContentParams{URI: page})
	if err != nil || !strings.HasPrefix(result.Text, "# 三明治\n") {
		t.Errorf("%+v, %v", result, err)
	}
	for _, wrong := range []uri.URI{"yuti:///rule/x.md", "yuti:///word/.md"} {
		if _, err := c.TextDocumentContent(t.Context(), &protocol.TextDocumentContentParams{URI: wrong}); err == nil {
			t.Errorf("%s has content", wrong)
		}
	}
}

// The links of pages in the cache folder lead to pages that are there.
func TestPageLinks(t *testing.T) {
	cache := t.TempDir()
	c := sessionWith(t, `{"capabilities": {}}`, Options{CacheDir: cache})
	c.open(draft, "联络")
	page := c.definitionAt(0, 0).FsPath()
	text := readOr(page, "")
	links := regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(text, -1)
	if len(links) == 0 {
		t.Skip("no guide names another yet")
	}
	for _, link := range links {
		target := uri.File(page)
		path, err := filepath.Abs(filepath.Join(filepath.Dir(target.FsPath()), uri.URI("file:///"+link[1]).FsPath()))
		if err != nil {
			t.Fatal(err)
		}
		c.wait(link[1], func() bool { _, err := os.Stat(path); return err == nil })
	}
}

// The command opens the page that go-to-definition leads to, for clients that
// can be told to show one: read-only content where they know it, else a file.
func TestShowPage(t *testing.T) {
	showing := strings.Replace(everything, `"window": {`, `"window": {"showDocument": {"support": true}, `, 1)
	content := strings.Replace(showing, `"configuration": true,`, `"configuration": true, "textDocumentContent": {},`, 1)
	for name, capabilities := range map[string]string{"file": showing, "content": content, "unable": everything} {
		t.Run(name, func(t *testing.T) {
			c := session(t, `{"capabilities": `+capabilities+`, "locale": "en"}`)
			if p := c.initialized.Capabilities.ExecuteCommandProvider; !slices.Equal(p.Commands, []string{showPage}) {
				t.Fatalf("the command is not offered: %+v", p)
			}
			c.open(draft, "请联络我。2026年。")
			run := func(argument string) string {
				t.Helper()
				result, err := c.ExecuteCommand(t.Context(), &protocol.ExecuteCommandParams{Command: showPage, Arguments: []protocol.LSPAny{protocol.LSPAny(argument)}})
				if err != nil {
					t.Fatal(err)
				}
				return string(result)
			}
			page := c.definitionAt(0, 3)
			for _, argument := range []string{`"联络"`, `{"textDocument": {"uri": "` + string(draft) + `"}, "position": {"line": 0, "character": 3}}`} {
				if got := run(argument); got != `"`+string(page)+`"` {
					t.Errorf("%s: the page is %s, go-to-definition's is %s", argument, got, page)
				}
			}
			for _, nothing := range []string{`"xyz"`, `{"textDocument": {"uri": "` + string(draft) + `"}, "position": {"line": 0, "character": 15}}`} {
				if got := run(nothing); got != "" {
					t.Errorf("%s: %s", nothing, got)
				}
			}
			c.mu.Lock()
			defer c.mu.Unlock()
			if want := map[string]int{"file": 2, "content": 2, "unable": 0}[name]; len(c.shown) != want || want > 0 && c.shown[0] != page {
				t.Errorf("shown were %v", c.shown)
			}
			if name == "file" && !strings.HasPrefix(string(page), "file://") || name == "content" && !strings.HasPrefix(string(page), readOnly+":") {
				t.Errorf("the page is %s", page)
			}
		})
	}
	c := session(t, "")
	for _, wrong := range []protocol.ExecuteCommandParams{{Command: "yuti.other"}, {Command: showPage}, {Command: showPage, Arguments: []protocol.LSPAny{protocol.LSPAny("3")}}} {
		if _, err := c.ExecuteCommand(t.Context(), &wrong); err == nil {
			t.Errorf("%+v is no error", wrong)
		}
	}
}
