package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// plain is prose without a finding; a novel has few.
const plain = "清晨的雾还没有散，河边已经有人在洗衣服了。小船从桥下慢慢划过去，船上的人抬头看了看天，什么也没说。\n\n" +
	"她把窗户推开，院子里的石榴树又长高了一截。去年冬天下了好几场雪，大家都以为它活不成了。\n\n"

func novel(size int) string {
	text := strings.Repeat(plain, size/len(plain)+1)
	return stiff + "\n" + text[:size/len(plain)*len(plain)]
}

// dense is prose in which every third sentence has a finding.
const dense = "清晨的雾还没有散，河边已经有人在洗衣服了。和你的朋友多联络。她把窗户推开，石榴树又长高了一截。\n\n" +
	"妈，我即将到家了，饭好了没？去年冬天下了好几场雪，大家都以为它活不成了。你要是购买水果，就给我打个电话。\n\n"

func denseNovel(size int) string { return strings.Repeat(dense, size/len(dense)+1) }

func oneParagraph(size int) string {
	return stiff + "\n" + strings.ReplaceAll(novel(size), "\n", "")
}

// From a change to its diagnostics, encoded but not sent.
func BenchmarkKeystroke(b *testing.B) {
	for _, size := range []int{10 << 10, 100 << 10, 1 << 20, 10 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) { benchKeystroke(b, novel(size)) })
	}
	b.Run("1024KB-dense", func(b *testing.B) { benchKeystroke(b, denseNovel(1<<20)) })
	b.Run("1024KB-paragraph", func(b *testing.B) { benchKeystroke(b, oneParagraph(1<<20)) })
}

func benchKeystroke(b *testing.B, text string) {
	s, client := benchServer(b)
	open(b, s, text)
	<-client.published
	b.ReportAllocs()
	version := int32(1)
	for b.Loop() {
		version++
		keystroke(b, s, version)
		<-client.published
	}
	b.ReportMetric(float64(client.size.Load()), "JSON-bytes")
}

// keystroke writes a character into the third line, or takes it away again.
func keystroke(t testing.TB, s *server, version int32) {
	t.Helper()
	text, place := "好", at(2, 0, 2, 0)
	if version%2 == 1 {
		text, place = "", at(2, 0, 2, 3)
	}
	err := s.DidChange(t.Context(), &protocol.DidChangeTextDocumentParams{
		TextDocument: protocol.VersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: draft}, Version: version,
		},
		ContentChanges: []protocol.TextDocumentContentChangeEvent{&protocol.TextDocumentContentChangePartial{Range: *place, Text: text}},
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a keystroke in a novel full of findings costs, beside opening the novel:
// both in one run, so that the machine does not matter. The goal is a fiftieth;
// the bound leaves room for a machine that does other things as well.
func TestKeystrokeCostsWhatItsParagraphCosts(t *testing.T) {
	for name, text := range map[string]string{"plain": novel(1 << 20), "dense": denseNovel(1 << 20)} {
		s, client := benchServer(t)
		begin := time.Now()
		open(t, s, text)
		<-client.published
		whole := time.Since(begin)
		var times []time.Duration
		for version := int32(2); version < 102; version++ {
			begin := time.Now()
			keystroke(t, s, version)
			<-client.published
			times = append(times, time.Since(begin))
		}
		middle := percentile(times, 50)
		t.Logf("%s: whole %v, keystroke p50 %v, p95 %v, %d bytes", name, whole, middle, percentile(times, 95), client.size.Load())
		if middle > whole/25 {
			t.Errorf("%s: a keystroke takes %v, the whole %v", name, middle, whole)
		}
	}
}

// BenchmarkHover asks about a word every 20 runes of a file of 1 MB, and reports
// the 95th percentile beside the mean.
func BenchmarkHover(b *testing.B) {
	s, client := benchServer(b)
	open(b, s, novel(1<<20))
	<-client.published
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
	s, client := benchServer(t)
	open(t, s, novel(1<<20))
	<-client.published
	var best time.Duration
	for round := range 3 {
		if p95 := percentile(hovers(t, s, 300), 95); round == 0 || p95 < best {
			best = p95
		}
	}
	t.Logf("p95 %v", best)
	if best > slowness*10*time.Millisecond {
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
	s, client := benchServer(b)
	open(b, s, novel(1<<20))
	<-client.published
	for b.Loop() {
		hints, err := s.inlayHints(b.Context(), &protocol.InlayHintParams{
			TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: *at(400, 0, 460, 0),
		})
		if err != nil || len(*hints) < 1000 {
			b.Fatal("no hints", err)
		}
	}
}

// BenchmarkOpen is from didOpen to the first diagnostics.
func BenchmarkOpen(b *testing.B) {
	text := novel(1 << 20)
	s, client := benchServer(b)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		open(b, s, text)
		<-client.published
	}
}

// benchServer is a server whose client only counts what is published.
func benchServer(b testing.TB) (*server, *counting) {
	b.Helper()
	client := &counting{published: make(chan struct{}, 16)}
	s := newServer(b.Context(), client, Options{CacheDir: b.TempDir()})
	b.Cleanup(s.background.Wait) // pages are still being written
	s.push = client.push
	s.lexicon, s.analyzer = opened()
	close(s.loaded)
	s.noteConfigured()
	s.encoding = utf8Bytes
	return s, client
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
	size      atomic.Int64 // bytes of the newest
}

func (c *counting) push(_ context.Context, params jsonrpc2.RawMessage) error {
	c.size.Store(int64(len(params)))
	c.published <- struct{}{}
	return nil
}
