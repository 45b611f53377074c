package prose

import (
	"regexp"
	re "regexp/syntax"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A blockBuilder puts a block together from runs of the source.
type blockBuilder struct {
	src    string
	text   strings.Builder
	runs   []Run
	breaks bool // a line break of the source waits for what follows it
}

// run adds a stretch of the source as it is.
func (b *blockBuilder) run(start, end int) {
	if start >= end {
		return
	}
	b.join(b.src[start:end])
	if n := len(b.runs); n > 0 {
		// join what is one stretch in the source and in the text
		if r := &b.runs[n-1]; r.Width == 0 && r.Source+r.Len == start && r.Text+r.Len == b.text.Len() {
			r.Len += end - start
			b.text.WriteString(b.src[start:end])
			return
		}
	}
	b.runs = append(b.runs, Run{Text: b.text.Len(), Source: start, Len: end - start})
	b.text.WriteString(b.src[start:end])
}

// escape adds what is written otherwise in the source; "" for a break that the
// text passes over.
func (b *blockBuilder) escape(text string, start, end int) {
	if start >= end {
		return
	}
	if text != "" {
		b.join(text)
	}
	b.runs = append(b.runs, Run{Text: b.text.Len(), Source: start, Len: len(text), Width: end - start})
	b.text.WriteString(text)
}

// put adds text that stands nowhere in the source.
func (b *blockBuilder) put(s string) {
	b.join(s)
	b.text.WriteString(s)
}

// soft notes a line break that means no more than a space: nothing between
// Chinese characters.
func (b *blockBuilder) soft() { b.breaks = true }

func (b *blockBuilder) join(next string) {
	if !b.breaks || next == "" {
		return
	}
	b.breaks = false
	text := b.text.String()
	last, _ := utf8.DecodeLastRuneInString(text)
	first, _ := utf8.DecodeRuneInString(next)
	if text != "" && !unicode.IsSpace(last) && !unicode.IsSpace(first) && !wide(last) && !wide(first) {
		b.text.WriteByte(' ')
	}
}

// wide tells characters between which a line may break without a space.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x2010 && r <= 0x2027
}

// empty tells whether there is nothing to read.
func (b *blockBuilder) empty() bool {
	return len(b.runs) == 0 || onlySpace(b.text.String())
}

// onlySpace tells whether a text has nothing but space and marks of what is left out.
func onlySpace(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && r != '\uFFFC' }) < 0
}

func (b *blockBuilder) block() (Block, bool) {
	if b.empty() {
		return Block{}, false
	}
	return Block{Text: b.text.String(), Runs: b.runs}, true
}

// copy adds a range of another builder's text, with its places.
func (b *blockBuilder) copy(from *blockBuilder, start, end int) {
	text := from.text.String()
	i := sort.Search(len(from.runs), func(i int) bool { return from.runs[i].Text+from.runs[i].Len > start || from.runs[i].Text >= start })
	at := start
	for ; i < len(from.runs); i++ {
		r := &from.runs[i]
		if r.Text >= end && !(r.Text == end && r.Len == 0 && end > start) {
			break
		}
		if at < r.Text {
			b.put(text[at:r.Text])
			at = r.Text
		}
		hi := min(end, r.Text+r.Len)
		switch {
		case r.Width == 0:
			b.run(r.Source+at-r.Text, r.Source+hi-r.Text)
		case at == r.Text && hi == r.Text+r.Len:
			b.escape(text[at:hi], r.Source, r.end())
		default:
			b.put(text[at:hi])
		}
		at = max(at, hi)
	}
	if at < end {
		b.put(text[at:end])
	}
}

// An inline says what a stretch of a block's text is, that matches a pattern.
type inline struct {
	pattern string // RE2, without flags
	// as is what the block holds instead: one of the constants below, or the
	// number of the group whose text is read in its place.
	as string
	// decode, for an escape, gives the text that the match stands for; ok is
	// false when it stands for itself.
	decode func(match string) (text string, ok bool)
}

// A rewriter leaves out of a block's text what is not prose. At each place the
// first of its inlines that matches holds; what a group keeps is rewritten too.
type rewriter struct {
	all    *regexp.Regexp
	list   []inline
	groups []int // of each inline: the group that is its whole pattern
	// begins tells with which bytes a match can begin: most texts have none of
	// them, and need no look by the pattern.
	begins [256]bool
}

func newRewriter(list ...inline) *rewriter {
	w := &rewriter{list: list}
	var patterns []string
	group := 1
	for _, in := range list {
		w.groups = append(w.groups, group)
		patterns = append(patterns, "("+in.pattern+")")
		group += 1 + regexp.MustCompile(in.pattern).NumSubexp()
	}
	all := strings.Join(patterns, "|")
	w.all = regexp.MustCompile(all)
	w.begins = firstBytes(all)
	return w
}

// firstBytes tells with which bytes a match of a pattern that matches no empty
// text can begin.
func firstBytes(pattern string) (begins [256]bool) {
	parsed, err := re.Parse(pattern, re.Perl)
	if err != nil {
		panic(err)
	}
	prog, err := re.Compile(parsed.Simplify())
	if err != nil {
		panic(err)
	}
	seen := make([]bool, len(prog.Inst))
	var follow func(at uint32)
	follow = func(at uint32) {
		if seen[at] {
			return
		}
		seen[at] = true
		switch in := &prog.Inst[at]; in.Op {
		case re.InstAlt, re.InstAltMatch:
			follow(in.Out)
			follow(in.Arg)
		case re.InstCapture, re.InstNop, re.InstEmptyWidth:
			follow(in.Out)
		case re.InstMatch:
			panic("a pattern that matches nothing: " + pattern)
		case re.InstRune, re.InstRune1, re.InstRuneAny, re.InstRuneAnyNotNL:
			for c := range begins {
				begins[c] = begins[c] || in.MatchRune(rune(c)) || c >= utf8.RuneSelf && beyondASCII(in)
			}
		}
	}
	follow(uint32(prog.Start))
	return begins
}

// beyondASCII tells whether an instruction matches characters of several bytes.
func beyondASCII(in *re.Inst) bool {
	if in.Op != re.InstRune && in.Op != re.InstRune1 {
		return true
	}
	return re.Flags(in.Arg)&re.FoldCase != 0 || in.Rune[len(in.Rune)-1] >= utf8.RuneSelf
}

// rewrite returns the builder with its text rewritten.
func (w *rewriter) rewrite(b *blockBuilder) *blockBuilder {
	text := b.text.String()
	if !w.maybe(text) || w.all.FindStringIndex(text) == nil {
		return b
	}
	out := &blockBuilder{src: b.src}
	w.stretch(b, out, text, 0, len(text), 0)
	return out
}

// maybe tells whether a match could begin anywhere in a text.
func (w *rewriter) maybe(text string) bool {
	for i := 0; i < len(text); i++ {
		if w.begins[text[i]] {
			return true
		}
	}
	return false
}

// maxNesting bounds how deep markup is looked for inside markup.
const maxNesting = 8

func (w *rewriter) stretch(b, out *blockBuilder, text string, from, to, depth int) {
	at := from
	for at < to && depth < maxNesting {
		m := w.all.FindStringSubmatchIndex(text[at:to])
		if m == nil {
			break
		}
		if m[0] == m[1] {
			break // a pattern that matches nothing would never end
		}
		base := at
		out.copy(b, at, base+m[0])
		at = base + m[1]
		for k := range w.list {
			g := w.groups[k]
			if m[2*g] < 0 {
				continue
			}
			in := &w.list[k]
			switch {
			case in.decode != nil:
				read, ok := in.decode(text[base+m[0] : at])
				start, end, exact := (&Block{Text: text, Runs: b.runs}).Source(base+m[0], at)
				if ok && exact {
					out.escape(read, start, end)
				} else {
					out.copy(b, base+m[0], at)
				}
			case in.as == "" || in.as == Mark:
				out.put(in.as)
			default:
				for _, digit := range in.as {
					if n := g + int(digit-'0'); m[2*n] >= 0 {
						w.stretch(b, out, text, base+m[2*n], base+m[2*n+1], depth+1)
					}
				}
			}
			break
		}
	}
	out.copy(b, at, to)
}
