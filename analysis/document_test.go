package analysis

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// novel makes a text of about n bytes from sentences of every kind.
func novel(n int) string {
	lines := []string{
		"老人在灯塔里住了四十年，对每一艘经过的船都记得清清楚楚。",
		"“妈，我即将到家了，饭好了没？”他一边换鞋一边喊。",
		"她没有回答，只是把信折好，放回抽屉里。窗外下着雨，远处传来汽笛声。",
		"根据公司年度工作安排，现将有关事项通知如下：请各部门按时提交名单。",
		"𠮷野家旁边的银行，即使下雨也开门😀。He said “OK” and left.",
		"研究生命的起源是一件漫长的事情，结婚的和尚未结婚的人都来了。",
		"请您先装好软件，接上打印机，再用滑鼠点一下，你就能看到這個窗口。",
	}
	var b strings.Builder
	r := rand.New(rand.NewSource(1))
	for b.Len() < n {
		for range 3 + r.Intn(5) {
			b.WriteString(lines[r.Intn(len(lines))])
		}
		b.WriteString("\n\n")
	}
	return b.String()
}

func render(d *Document) string {
	var b strings.Builder
	for f := range d.Findings(Span{0, d.Len()}) {
		fmt.Fprintf(&b, "%d-%d %s %s %d %v\n", f.Span.Start, f.Span.End, f.Code, f.Word, f.Severity, f.Fixes)
	}
	for t := range d.Tokens(Span{0, d.Len()}) {
		fmt.Fprintf(&b, "%d-%d %s %v\n", t.Span.Start, t.Span.End, t.Text, t.Pinyin)
	}
	for n := range d.Lines() {
		fmt.Fprintf(&b, "%d ", d.LineStart(n))
	}
	return b.String()
}

// sameAsFresh compares an edited document with the same text opened afresh.
func sameAsFresh(t *testing.T, d *Document, text string) {
	t.Helper()
	if d.Text() != text {
		t.Fatalf("text is %q, not %q", d.Text(), text)
	}
	fresh := d.analyzer.Open(text, d.format, d.settings)
	got, want := cuts(d), cuts(fresh)
	if !slices.Equal(got, want) {
		t.Fatalf("pieces end at %v, fresh at %v, in %q", got, want, text)
	}
	if got, want := render(d), render(fresh); got != want {
		t.Fatalf("after edits:\n%s\nfresh:\n%s\nof %q", got, want, text)
	}
}

// cuts lists where the pieces of a document end.
func cuts(d *Document) []int {
	var list []int
	for offset, p := range d.pieces.overlapping(Span{0, d.Len()}) {
		list = append(list, offset+len(p.text))
	}
	return list
}

var fragments = []string{"", "，", "\n", "\n\n", "\r\n", "和朋友多联络。", "```\n", "```", "    ", "- ", "# ", "<!-- ", " -->", "“", "”", "妈，我即将抵达呀！",
	"---\n", "𠮷", "😀", "\xff", "a", "`联络`", "[", "](x)", "**", "敬请莅临。", "<!-- yuti: target=formal -->", "<!-- yuti: off -->\n", "|a|b|\n|-|-|\n", "$$\n", " ",
	"请您看看，你觉得呢？", "這個計划", "软件和打印机", "滑鼠"}

// FuzzEdit makes edits and compares each result with a fresh document.
func FuzzEdit(f *testing.F) {
	f.Add("和朋友多联络。\n\n```\ncode\n```\n\n下一段。", []byte{1, 5, 3, 2, 200, 8})
	f.Add("---\ntitle: x\n---\n\n# 题目\r\n\r\n正文。", []byte{0, 0, 16, 3, 9, 1})
	a := analyzer(f)
	f.Fuzz(func(t *testing.T, text string, moves []byte) {
		if len(text) > 4000 || len(moves) > 60 {
			return
		}
		all := prose.Formats()
		for _, format := range []Format{PlainText, Markdown, all[len(text)%len(all)]} {
			d := a.Open(text, format, nil)
			now := text
			for i := 0; i+2 < len(moves); i += 3 {
				from := runeStart(now, int(moves[i])*len(now)/256)
				to := runeStart(now, min(len(now), from+int(moves[i+1])%16))
				insert := fragments[int(moves[i+2])%len(fragments)]
				d = d.Edit(Span{from, max(from, to)}, insert)
				now = now[:from] + insert + now[max(from, to):]
				for range d.Findings(Span{0, d.Len()}) { // what is kept from here on must hold later
				}
			}
			sameAsFresh(t, d, now)
		}
	})
}

func runeStart(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// TestEdits replays a long series of random edits.
func TestEdits(t *testing.T) {
	a := analyzer(t)
	r := rand.New(rand.NewSource(7))
	for _, format := range []Format{PlainText, Markdown, prose.LaTeX, prose.PO, "go"} {
		now := novel(20 << 10)
		d := a.Open(now, format, nil)
		for i := range 400 {
			from := runeStart(now, r.Intn(len(now)))
			to := runeStart(now, min(len(now), from+r.Intn(40)))
			insert := fragments[r.Intn(len(fragments))]
			d = d.Edit(Span{from, to}, insert)
			now = now[:from] + insert + now[to:]
			if i%20 == 0 {
				sameAsFresh(t, d, now)
			} else if i%4 == 0 {
				for range d.Findings(Span{0, d.Len()}) { // what is kept from here on must hold later
				}
			}
		}
		sameAsFresh(t, d, now)
	}
}

// TestTile makes sure that tokens tile a line whatever its bytes.
func FuzzTile(f *testing.F) {
	for _, s := range append(fragments, "研究生命的起源", "𠮷野家😀👨‍👩‍👧", "\x00\xff\xfe", "2026年11月，35%", "臺灣的軟體") {
		f.Add(s)
	}
	a := analyzer(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20000 {
			return
		}
		var b strings.Builder
		at := 0
		for _, k := range a.Analyze(text, nil) {
			if k.Span.Start != at || k.Span.End <= at || text[at:k.Span.End] != k.Text {
				t.Fatalf("token %+v does not follow %d in %q", k, at, text)
			}
			if n := utf8.RuneCountInString(k.Text); n != len(k.Pinyin) {
				t.Fatalf("%d readings for %d runes of %q", len(k.Pinyin), n, k.Text)
			}
			at = k.Span.End
			b.WriteString(k.Text)
		}
		if b.String() != text {
			t.Fatalf("tokens give %q, not %q", b.String(), text)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	a := analyzer(b)
	text := novel(1 << 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		d := a.Open(text, Markdown, nil)
		for range d.Findings(Span{0, d.Len()}) {
		}
	}
}

func BenchmarkKeystroke(b *testing.B) {
	a := analyzer(b)
	for _, size := range []int{10 << 10, 100 << 10, 1 << 20, 10 << 20} {
		b.Run(fmt.Sprint(size>>10, "K"), func(b *testing.B) {
			d := a.Open(novel(size), Markdown, nil)
			for range d.Findings(Span{0, d.Len()}) {
			}
			at := runeStart(d.Text(), d.Len()/2)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%2 == 0 {
					d = d.Edit(Span{at, at}, "多")
				} else {
					d = d.Edit(Span{at, at + 3}, "")
				}
				for range d.Findings(Span{at - 100, at + 100}) {
				}
			}
		})
	}
}

// Lines that end as old Macs ended them cost what others do: each looked back to
// the beginning of the paragraph, and 1.6 MB took half a minute.
func TestOldLineEnds(t *testing.T) {
	const line = "老人在灯塔里住了四十年每天清早起来点火扫地然后坐在门口看海上的船来来往往谁也不知道他在等谁"
	spent := func(end string) time.Duration {
		best := time.Hour
		for range 3 {
			begin := time.Now()
			d := analyzer(t).Open(strings.Repeat(line+end, 2500), Markdown, nil)
			for range d.Findings(Span{End: d.Len()}) {
				break
			}
			best = min(best, time.Since(begin))
		}
		return best
	}
	old, usual := spent("\r"), spent("\n")
	t.Logf("%v with \\r, %v with \\n", old, usual)
	if old > 5*usual {
		t.Errorf("%v where \\n takes %v", old, usual)
	}
}
