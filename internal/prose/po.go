package prose

import (
	"regexp"
	"strconv"
	"strings"
)

// messageAsides are what stands in the text of a program without being prose:
// placeholders, tags, and addresses.
var messageAsides = newRewriter(
	inline{pattern: Placeholders, as: Mark},
	inline{pattern: `</?[A-Za-z][^<>\p{Han}]*>`},
	inline{pattern: `https?://[^\s<>\p{Han}，。；：、）」』”"']+`, as: Mark},
)

// Placeholders is the pattern (RE2) of what a program puts its values in place
// of: %s, %1$d, %(name)s, {name}, {{name}}, ${name}, %name%.
const Placeholders = `\{\{[^{}]*\}\}|\$?\{[^{}\s\p{Han}]*\}|\$t\([^()]*\)|%\([A-Za-z_]\w*\)[-+0-9.#]*[a-zA-Z]|%(?:[1-9][0-9]*\$)?[-+0#]*(?:[0-9]+|\*)?(?:\.[0-9]+)?(?:hh|h|ll|l|L|z|j|t)?[sdiouxXeEfFgGaAcpn@]|%[A-Z_]{2,}%|%L?[1-9]\b`

// A poEntry is one message of a PO file while it is read.
type poEntry struct {
	fuzzy   bool
	notes   int // the number of comments before its own
	start   int // where it begins
	end     int
	source  string
	plural  string
	targets []poTarget
}

// A poTarget is a translation: where its strings stand, quotes left out.
type poTarget struct{ strings []line }

// parsePO reads the translations of a gettext file, and nothing else of it.
// Strings one below the other are one text.
func parsePO(src string) Piece {
	var piece Piece
	var e poEntry
	field := ""
	flush := func() {
		for _, t := range e.targets {
			poBlock(src, &piece, &e, t)
		}
		if len(e.targets) > 0 && e.source != "" {
			piece.reach(e.notes, e.start, e.end)
		}
		e, field = poEntry{notes: len(piece.Comments), start: e.end}, ""
	}
	for _, l := range linesOf(src) {
		text := strings.TrimSpace(src[l.start:l.end])
		switch {
		case text == "":
			flush()
		case strings.HasPrefix(text, "#"):
			if len(e.targets) > 0 {
				flush()
			}
			if strings.HasPrefix(text, "#,") && strings.Contains(text, "fuzzy") {
				e.fuzzy = true
			}
			piece.comment(l.start, l.end, strings.TrimLeft(text, "#. "))
			e.end = l.end
			field = ""
		default:
			e.end = l.end
			keyword, rest := "", text
			if text[0] != '"' {
				keyword, rest, _ = strings.Cut(text, "\"")
				if rest == "" && !strings.Contains(text, "\"") {
					continue
				}
				keyword = strings.TrimSpace(keyword)
				if (keyword == "msgid" || keyword == "msgctxt") && len(e.targets) > 0 {
					flush()
				}
				field = keyword
				if strings.HasPrefix(keyword, "msgstr") {
					e.targets = append(e.targets, poTarget{})
				}
			}
			open := l.start + strings.IndexByte(src[l.start:l.end], '"')
			closing := open + strings.LastIndexByte(src[open:l.end], '"')
			if closing == open {
				continue // never closed: what is put in could close it
			}
			inner := line{open + 1, closing}
			switch {
			case field == "msgid":
				e.source += unquote(src[inner.start:inner.end])
			case field == "msgid_plural":
				e.plural += unquote(src[inner.start:inner.end])
			case strings.HasPrefix(field, "msgstr") && len(e.targets) > 0:
				t := &e.targets[len(e.targets)-1]
				t.strings = append(t.strings, inner)
			}
		}
	}
	flush()
	return piece
}

func poBlock(src string, piece *Piece, e *poEntry, t poTarget) {
	if e.source == "" {
		return // the head of the file
	}
	b := &blockBuilder{src: src}
	target := ""
	for i, s := range t.strings {
		if i > 0 {
			b.escape("", t.strings[i-1].end, s.start) // from quote to quote
		}
		quotedText(b, s.start, s.end)
		target += unquote(src[s.start:s.end])
	}
	block, ok := messageAsides.rewrite(b).block()
	if !ok {
		return
	}
	block.Quoting = QuotedPO
	block.Pair = &Pair{Source: e.source, Plural: e.plural, Target: target, Fuzzy: e.fuzzy}
	piece.Blocks = append(piece.Blocks, block)
}

var escapePattern = regexp.MustCompile(`^\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[^uUx])`)

// quotedText adds what stands between quotes, with backslashes, as in C, JSON
// and YAML.
func quotedText(b *blockBuilder, start, end int) {
	for at := start; at < end; {
		i := strings.IndexByte(b.src[at:end], '\\')
		if i < 0 {
			b.run(at, end)
			return
		}
		b.run(at, at+i)
		at += i
		m := escapePattern.FindString(b.src[at:end])
		if m == "" {
			b.run(at, at+1)
			at++
			continue
		}
		text := unescaped(m)
		// two halves of one character
		if high := surrogate(m); high >= 0xD800 && high < 0xDC00 {
			if low := escapePattern.FindString(b.src[at+len(m) : end]); surrogate(low) >= 0xDC00 && surrogate(low) < 0xE000 {
				text = string(0x10000 + (high-0xD800)<<10 + surrogate(low) - 0xDC00)
				m += low
			}
		}
		b.escape(text, at, at+len(m))
		at += len(m)
	}
}

// surrogate is the half of a character that an escape stands for, 0 for others.
func surrogate(m string) rune {
	if !strings.HasPrefix(m, `\u`) {
		return 0
	}
	n, _ := strconv.ParseUint(m[2:], 16, 32)
	if n < 0xD800 || n > 0xDFFF {
		return 0
	}
	return rune(n)
}

func unescaped(m string) string {
	switch m[1] {
	case 'n':
		return "\n"
	case 't':
		return "\t"
	case 'r':
		return "\r"
	case 'u', 'U', 'x':
		n, _ := strconv.ParseUint(m[2:], 16, 32)
		return string(rune(n))
	case '\n', '\r':
		return "" // YAML: the line goes on
	}
	return m[1:]
}

// unquote is the text that stands between quotes.
func unquote(text string) string {
	b := &blockBuilder{src: text}
	quotedText(b, 0, len(text))
	return b.text.String()
}
