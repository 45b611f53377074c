package lsp

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// A glossary that the settings file names is in force: its terms are found, the
// hover tells of them beside the source of a translation, and a line of it that
// makes no sense is reported there.
func TestGlossary(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		".yuti.toml": "locale = \"en\"\nglossary = \"terms.csv\"\n",
		"terms.csv":  "source,term,forbidden,note\nserver,服务器,伺服器,hard or soft\nclient,,x,\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, file := uri.File(filepath.Join(folder, "terms.csv")), uri.File(filepath.Join(folder, "zh.po"))
	c := session(t, `{"capabilities": `+everything+`, "workspaceFolders": [{"uri": "`+string(uri.File(folder))+`", "name": "drafts"}]}`)
	if err := c.DidOpen(t.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{
		URI: file, LanguageID: "po", Version: 1, Text: "msgid \"Restart the server\"\nmsgstr \"重启伺服器\"\n",
	}}); err != nil {
		t.Fatal(err)
	}
	c.wait("the entry without a term", func() bool {
		published := c.published[list]
		return len(published) > 0 && len(published[len(published)-1].Diagnostics) == 1 &&
			published[len(published)-1].Diagnostics[0].Range.Start == at(2, 0, 2, 0).Start
	})
	hover, err := c.hoverAt(file, 1, 15)
	if err != nil {
		t.Fatal(err)
	}
	text := hoverText(hover)
	for _, want := range []string{"server → **服务器**, not 伺服器 · hard or soft", "Source Restart the server"} {
		if !strings.Contains(text, want) {
			t.Errorf("the hover lacks %q:\n%s", want, text)
		}
	}
	report, err := c.Diagnostic(t.Context(), &protocol.DocumentDiagnosticParams{TextDocument: protocol.TextDocumentIdentifier{URI: file}})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, d := range report.(*protocol.RelatedFullDocumentDiagnosticReport).Items {
		found = found || d.Code == protocol.String("term/forbidden")
	}
	if !found {
		t.Errorf("no term/forbidden in %+v", report)
	}
}
