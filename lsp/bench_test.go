package lsp

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
)

// plain is prose without a finding; a novel has few.
const plain = "清晨的雾还没有散，河边已经有人在洗衣服了。小船从桥下慢慢划过去，船上的人抬头看了看天，什么也没说。\n\n" +
	"她把窗户推开，院子里的石榴树又长高了一截。去年冬天下了好几场雪，大家都以为它活不成了。\n\n"

func novel(size int) string {
	text := strings.Repeat(plain, size/len(plain)+1)
	return stiff + "\n" + text[:size/len(plain)*len(plain)]
}

// From a change to its diagnostics, encoded but not sent.
func BenchmarkKeystroke(b *testing.B) {
	for _, size := range []int{10 << 10, 100 << 10, 1 << 20, 10 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			s, published := benchServer(b)
			version := int32(1)
			open(b, s, novel(size))
			<-published
			for b.Loop() {
				version++
				text := "好"
				place := at(2, 0, 2, 0)
				if version%2 == 1 {
					text, place = "", at(2, 0, 2, 3)
				}
				err := s.DidChange(b.Context(), &protocol.DidChangeTextDocumentParams{
					TextDocument: protocol.VersionedTextDocumentIdentifier{
						TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: draft}, Version: version,
					},
					ContentChanges: []protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangePartial{Range: *place, Text: text}},
				})
				if err != nil {
					b.Fatal(err)
				}
				<-published
			}
		})
	}
}

func BenchmarkHover(b *testing.B) {
	s, published := benchServer(b)
	open(b, s, novel(1<<20))
	<-published
	for b.Loop() {
		hover, err := s.Hover(b.Context(), &protocol.HoverParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Position: protocol.Position{Line: 400, Character: 6},
		}})
		if err != nil || hover == nil {
			b.Fatal("no hover", err)
		}
	}
}

// A screenful is 60 lines.
func BenchmarkHints(b *testing.B) {
	s, published := benchServer(b)
	open(b, s, novel(1<<20))
	<-published
	for b.Loop() {
		hints, err := s.InlayHint(b.Context(), &protocol.InlayHintParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(400, 0, 460, 0),
		})
		if err != nil || len(hints) == 0 {
			b.Fatal("no hints", err)
		}
	}
}

// BenchmarkOpen is from didOpen to the first diagnostics.
func BenchmarkOpen(b *testing.B) {
	text := novel(1 << 20)
	s, published := benchServer(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		open(b, s, text)
		<-published
	}
}

// benchServer is a server whose client only counts what is published.
func benchServer(b *testing.B) (*server, chan struct{}) {
	b.Helper()
	client := &counting{published: make(chan struct{}, 16)}
	s := newServer(b.Context(), client, Options{CacheDir: b.TempDir()})
	s.lexicon, s.analyzer = opened()
	close(s.loaded)
	s.noteConfigured()
	s.encoding = utf8Bytes
	return s, client.published
}

func open(b *testing.B, s *server, text string) {
	b.Helper()
	err := s.DidOpen(b.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{
		URI: draft, LanguageID: "markdown", Version: 1, Text: text,
	}})
	if err != nil {
		b.Fatal(err)
	}
}

type counting struct {
	protocol.UnimplementedClient
	published chan struct{}
}

func (c *counting) PublishDiagnostics(_ context.Context, params *protocol.PublishDiagnosticsParams) error {
	if _, err := protocol.Marshal(params); err != nil {
		return err
	}
	c.published <- struct{}{}
	return nil
}
