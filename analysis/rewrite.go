package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/internal/prose"
)

// An Annotation is a way to write the reading of words into the text.
type Annotation uint8

// The annotations.
const (
	Ruby     Annotation = iota // <ruby>汉字<rp>(</rp><rt>hànzì</rt><rp>)</rp></ruby>
	Brackets                   // 汉字(hànzì)
	Below                      // a line of pinyin under each line
)

// TakesRuby tells whether HTML may stand in files of this format.
func TakesRuby(f Format) bool { return f == Markdown || f == prose.HTML }

// TakesLines tells whether a line put under a line of prose in files of this
// format is a line of prose, and shown as one.
func TakesLines(f Format) bool {
	switch f {
	case PlainText, Markdown, prose.SRT, prose.WebVTT, prose.GitCommit:
		return true
	}
	return false
}

// Annotate returns the edits that write the readings of the words that overlap
// span, with the tones that tones gives them. Text that markup cuts in two,
// and places where the annotation would break the markup, are left as they
// are; there may be no edits at all. Edits are in text order.
func (d *Document) Annotate(span Span, as Annotation, style pinyin.Style, tones func([]Token) []Token) []Edit {
	var tokens []Token
	for t := range d.Tokens(span) {
		tokens = append(tokens, t)
	}
	tokens = tones(tokens)
	if as == Below {
		if !TakesLines(d.format) {
			return nil
		}
		return d.below(span, tokens, style)
	}
	var edits []Edit
	for _, t := range tokens {
		reading := pinyin.Word(t.Pinyin, style, t.Proper)
		if !t.Han || reading == "" || d.Slice(t.Span) != t.Text {
			continue
		}
		switch {
		case as == Brackets:
			if written, ok := d.Written(t.Span, t.Text+"("+reading+")"); ok {
				edits = append(edits, Edit{Span{t.Span.End, t.Span.End}, strings.TrimPrefix(written, t.Text)})
			}
		case TakesRuby(d.format):
			edits = append(edits, Edit{t.Span, "<ruby>" + t.Text + "<rp>(</rp><rt>" + reading + "</rt><rp>)</rp></ruby>"})
		}
	}
	return edits
}

// below writes a line of pinyin under every line that has words.
func (d *Document) below(span Span, tokens []Token, style pinyin.Style) []Edit {
	var edits []Edit
	for len(tokens) > 0 {
		line := d.LineAt(tokens[0].Span.Start)
		start, end := d.LineStart(line), d.LineStart(line+1)
		var here []Token
		has := false
		for len(tokens) > 0 && tokens[0].Span.Start < max(end, start+1) {
			has = has || tokens[0].Han
			here = append(here, tokens[0])
			tokens = tokens[1:]
		}
		if !has {
			continue
		}
		text := d.Slice(Span{start, end})
		body := strings.TrimRight(text, "\r\n")
		lineEnd := text[len(body):]
		if lineEnd == "" {
			lineEnd = d.lineBreak()
		}
		written := d.analyzer.PinyinLine(here, style)
		if d.format != Markdown {
			var ok bool
			if written, ok = d.Written(here[0].Span, written); !ok {
				continue
			}
		}
		prefix := body[:len(body)-len(strings.TrimLeft(body, " \t　"))]
		if d.format == Markdown {
			next := strings.TrimSpace(d.Slice(Span{end, d.LineStart(line + 2)}))
			var ok bool
			if prefix, ok = underMarkdown(body, next); !ok {
				continue
			}
			written = escapeMarkdown(written)
			if !strings.HasSuffix(body, "  ") && !strings.HasSuffix(body, "\\") && !isHeading(body) {
				prefix = "  " + lineEnd + prefix // a line break of the paragraph
			} else {
				prefix = lineEnd + prefix
			}
			if next != "" && !isHeading(body) && start+len(body) < end {
				written += "  "
			}
		} else {
			prefix = lineEnd + prefix
		}
		at := start + len(body)
		edits = append(edits, Edit{Span{at, at}, prefix + written})
	}
	return edits
}

func isHeading(line string) bool {
	line = strings.TrimLeft(line, " ")
	marks := len(line) - len(strings.TrimLeft(line, "#"))
	return marks > 0 && marks <= 6 && (len(line) == marks || line[marks] == ' ')
}

// underMarkdown returns what a line under this one begins with to belong to the
// same block; ok is false where none may stand: under a row of a table, and
// between a heading and the line that underlines it.
func underMarkdown(line, next string) (prefix string, ok bool) {
	if strings.HasPrefix(strings.TrimLeft(line, " >"), "|") || next != "" && strings.Trim(next, "=-") == "" ||
		strings.Contains(line, "|") && strings.Contains(next, "|") {
		return "", false
	}
	if isHeading(line) {
		return "", true
	}
	at := 0
	for at < len(line) {
		rest := line[at:]
		switch {
		case rest[0] == ' ', rest[0] == '\t', rest[0] == '>':
			prefix += rest[:1]
			at++
			continue
		}
		// the mark of a list item becomes space
		n := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
		switch {
		case n > 0 && n < 10 && len(rest) > n+1 && (rest[n] == '.' || rest[n] == ')') && rest[n+1] == ' ':
			n += 2
		case len(rest) > 1 && strings.ContainsRune("-*+", rune(rest[0])) && rest[1] == ' ':
			n = 2
		default:
			return prefix, true
		}
		prefix += strings.Repeat(" ", n)
		at += n
	}
	return prefix, true
}

// escapeMarkdown keeps a line of text from being read as markup.
func escapeMarkdown(line string) string {
	var b strings.Builder
	for i, r := range line {
		if strings.ContainsRune("\\`*_[]<>|~", r) || i == 0 && strings.ContainsRune("#+-=", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	out := b.String()
	digits := len(out) - len(strings.TrimLeft(out, "0123456789"))
	if digits > 0 && digits < len(out) && (out[digits] == '.' || out[digits] == ')') {
		out = out[:digits] + "\\" + out[digits:]
	}
	return out
}

// A Script is a way of writing Chinese.
type Script uint8

// The scripts that text can be converted to.
const (
	Simplified Script = iota
	Traditional
	TaiwanTraditional
)

// Convert returns the edits that write the prose of a span in another script,
// word by word where characters have several forms. Markup, code and what is
// the same in both scripts stay as they are. Edits are in text order.
func (d *Document) Convert(span Span, to Script) []Edit {
	convert := d.analyzer.lex.ToSimplified
	switch to {
	case Traditional:
		convert = d.analyzer.lex.ToTraditional
	case TaiwanTraditional:
		convert = d.analyzer.lex.ToTaiwan
	}
	var edits []Edit
	for base, piece := range d.pieces.overlapping(span) {
		d.analyse(piece)
		for _, p := range piece.passages {
			edits = append(edits, d.convertPassage(p, base, span, convert)...)
		}
	}
	return edits
}

// convertPassage converts what of a passage lies in span.
func (d *Document) convertPassage(p *passage, base int, span Span, convert func(string) string) []Edit {
	before, after := []rune(p.original), []rune(convert(p.original))
	if len(before) != len(after) {
		return d.convertWords(p, base, span, convert)
	}
	var edits []Edit
	at := 0
	for i := 0; i < len(before); {
		size := utf8.RuneLen(before[i])
		if before[i] == after[i] || !unicode.Is(unicode.Han, before[i]) {
			at, i = at+size, i+1
			continue
		}
		// one edit for characters side by side in the source
		from, to, exact := p.block.Source(at, at+size)
		text := string(after[i])
		at, i = at+size, i+1
		for exact && i < len(before) && before[i] != after[i] && unicode.Is(unicode.Han, before[i]) {
			size := utf8.RuneLen(before[i])
			f, t, ok := p.block.Source(at, at+size)
			if !ok || f != to || base+f >= span.End {
				break
			}
			to, text = t, text+string(after[i])
			at, i = at+size, i+1
		}
		if place := (Span{base + from, base + to}); exact && span.Start <= place.Start && place.End <= span.End {
			edits = append(edits, Edit{place, text})
		}
	}
	return edits
}

// convertWords converts word by word, for the rare text whose length changes.
func (d *Document) convertWords(p *passage, base int, span Span, convert func(string) string) []Edit {
	var edits []Edit
	for _, w := range p.words {
		text := p.original[w.start:w.end]
		from, to, exact := p.block.Source(int(w.start), int(w.end))
		place := Span{base + from, base + to}
		if converted := convert(text); exact && w.kind == hanWord && converted != text && span.Start <= place.Start && place.End <= span.End {
			edits = append(edits, Edit{place, converted})
		}
	}
	return edits
}
