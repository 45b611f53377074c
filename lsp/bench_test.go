package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

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

// BenchmarkHover asks about a word every 20 runes of a file of 1 MB, and reports
// the 95th percentile beside the mean.
func BenchmarkHover(b *testing.B) {
	s, published := benchServer(b)
	open(b, s, novel(1<<20))
	<-published
	hovers(b, s, 200) // what is worked out once a paragraph is there
	var times []time.Duration
	for b.Loop() {
		times = append(times, hovers(b, s, 1)...)
	}
	b.ReportMetric(float64(percentile(times, 95).Microseconds()), "p95-µs")
}

// The goal is a p95 under 1 ms, which the benchmark shows; this catches what is
// ten times slower, on a machine that does other things as well.
func TestHoverIsQuick(t *testing.T) {
	s, published := benchServer(t)
	open(t, s, novel(1<<20))
	<-published
	var best time.Duration
	for round := range 3 {
		if p95 := percentile(hovers(t, s, 300), 95); round == 0 || p95 < best {
			best = p95
		}
	}
	t.Logf("p95 %v", best)
	if best > 10*time.Millisecond {
		t.Errorf("p95 of a hover in 1 MB is %v", best)
	}
}

var hoverPlace atomic.Int64

// hovers asks about words here and there, and returns how long each took.
func hovers(t testing.TB, s *server, n int) []time.Duration {
	t.Helper()
	times := make([]time.Duration, 0, n)
	for range n {
		place := hoverPlace.Add(1)
		start := time.Now()
		hover, err := s.Hover(t.Context(), &protocol.HoverParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: draft},
			Position:     protocol.Position{Line: uint32(2 + 2*(place*37%2000)), Character: uint32(place * 61 % 120)},
		}})
		times = append(times, time.Since(start))
		if err != nil {
			t.Fatal(err)
		}
		_ = hover // nothing is said of punctuation
	}
	return times
}

func percentile(times []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)-1, len(sorted)*p/100)]
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
func benchServer(b testing.TB) (*server, chan struct{}) {
	b.Helper()
	client := &counting{published: make(chan struct{}, 16)}
	s := newServer(b.Context(), client, Options{CacheDir: b.TempDir()})
	b.Cleanup(s.background.Wait) // pages are still being written
	s.lexicon, s.analyzer = opened()
	close(s.loaded)
	s.noteConfigured()
	s.encoding = utf8Bytes
	return s, client.published
}

func open(b testing.TB, s *server, text string) {
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
