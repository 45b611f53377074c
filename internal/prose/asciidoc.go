package prose

import (
	"regexp"
	"slices"
	"strings"
)

var adocInlines = newRewriter(
	inline{pattern: `&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`, decode: func(m string) (string, bool) {
		text, n := entity(m)
		return text, n == len(m)
	}},
	inline{pattern: "\\\\([*_`#^~\\[{+<])", decode: func(m string) (string, bool) { return m[1:], true }},
	inline{pattern: `\+\+\+.*?\+\+\+`, as: Mark},
	inline{pattern: `pass:[a-z,]*\[.*?\]`, as: Mark},
	inline{pattern: "``.+?``|`[^`\\n]+`", as: Mark},
	inline{pattern: `(?:stem|latexmath|asciimath|kbd|btn|menu|image|icon|indexterm2?|counter):[^\s\[\]]*\[[^\]]*\]`, as: Mark},
	inline{pattern: `\(\(\(.*?\)\)\)`},
	inline{pattern: `footnote(?:ref)?:[\w-]*\[[^\]]*\]`},
	inline{pattern: `(?:link|xref|mailto):[^\s\[\]]+\[([^\]]*)\]`, as: "1"},
	inline{pattern: `(?:https?|ftp|irc)://[^\s\[\]<>\p{Han}，。；：、]+\[([^\]]+)\]`, as: "1"},
	inline{pattern: `(?:https?|ftp|irc)://[^\s\[\]<>\p{Han}，。；：、]+(?:\[\])?`, as: Mark},
	inline{pattern: `<<[^<>,]+,([^<>]+)>>`, as: "1"},
	inline{pattern: `<<[^<>]+>>`, as: Mark},
	inline{pattern: `\[\[[^\]]*\]\]`},
	inline{pattern: `\[[.#%\w][^\]\p{Han}]*\]#((?:[^#]|&#[0-9]+;)+)#`, as: "1"},
	inline{pattern: `\{[\w-]+(?::[^}]*)?\}`, as: Mark},
	inline{pattern: `\*\*(.+?)\*\*`, as: "1"},
	inline{pattern: `__(.+?)__`, as: "1"},
	inline{pattern: `##(.+?)##`, as: "1"},
	inline{pattern: `\*([^\s*](?:[^*\n]*[^\s*])?)\*`, as: "1"},
	inline{pattern: `_([^\s_](?:[^_\n]*[^\s_])?)_`, as: "1"},
	inline{pattern: `#([^\s#](?:(?:[^#\n]|&#[0-9]+;)*[^\s#&])?)#`, as: "1"},
	inline{pattern: `\^[^\s^]+\^|~[^\s~]+~`},
	inline{pattern: `\(C\)|\(R\)|\(TM\)`, as: Mark},
)

var (
	adocHeading   = regexp.MustCompile(`^(?:={1,6}|#{1,6})[ \t]+`)
	adocList      = regexp.MustCompile(`^[ \t]*(?:\*{1,5}|-|\.{1,5}|[0-9]+\.|[a-zA-Z]\.|<[0-9.]+>)[ \t]+(?:\[[ x*]\][ \t]+)?`)
	adocTerm      = regexp.MustCompile(`^[ \t]*([^\s:].*?):{2,4}(?:[ \t]+|$)`)
	adocNote      = regexp.MustCompile(`^(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+`)
	adocMacro     = regexp.MustCompile(`^[a-z]\w*::[^\s\[]*\[.*\]\s*$`)
	adocAttribute = regexp.MustCompile(`^:!?[\w-]+!?:(?:\s|$)`)
	adocStyle     = regexp.MustCompile(`^\[[^\]]*\]\s*$|^\[\[[^\]]*\]\]\s*$`)
	adocLink      = regexp.MustCompile(`(?:https?|ftp|irc)://[^\s\[\]<>\p{Han}，。；：、]+\[[^\]]+\]`)
	adocFootnote  = regexp.MustCompile(`footnote(?:ref)?:[\w-]*\[([^\]]*)\]`)
	adocCell      = regexp.MustCompile(`(?:[0-9.]+[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?\|`)
)

// parseAsciiDoc reads AsciiDoc by its lines.
func parseAsciiDoc(src string) Piece {
	var piece Piece
	p := &paragraph{src: src, piece: &piece, quoting: QuotedAsciiDoc, inlines: adocInlines}
	closing := ""             // the line that ends the block of code or comment we are in
	code := false             // the block attributes above call what follows code
	table := false            // we are in a table
	open := map[string]bool{} // what opened the blocks of prose we are in
	lines := linesOf(src)
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		text := strings.TrimRight(src[l.start:l.end], " \t")
		if closing != "" {
			if text == closing {
				closing = ""
			} else if closing == "////" {
				piece.comment(l.start, l.end, text)
			}
			continue
		}
		switch {
		case text == "":
			p.end()
			code = false
		case repeated(text, "-.+/", 4), strings.HasPrefix(text, "```"):
			p.end()
			if closing = text; strings.HasPrefix(text, "```") {
				closing = "```"
			}
			code = false
		case repeated(text, "=*_", 4), text == "--":
			p.end()
			if code {
				closing, code = text, false
			} else {
				open[text] = !open[text]
			}
		case strings.HasPrefix(text, "|===") || strings.HasPrefix(text, "!==="):
			p.end()
			table = !table
		case strings.HasPrefix(text, "//"):
			piece.comment(l.start, l.end, strings.TrimLeft(text, "/"))
		case code:
		case adocStyle.MatchString(text):
			p.end()
			style := strings.Trim(text, "[]")
			for _, name := range []string{"source", "listing", "literal", "stem", "latexmath", "asciimath", "pass", "plantuml", "mermaid", "ditaa"} {
				code = code || style == name || strings.HasPrefix(style, name+",") || strings.HasPrefix(style, name+"%") || strings.HasPrefix(style, ",")
			}
		case adocMacro.MatchString(text), strings.HasPrefix(text, "include::"), text == "'''", text == "<<<", text == "+":
			p.end()
		case adocAttribute.MatchString(text):
			p.end()
			for strings.HasSuffix(text, " \\") && i+1 < len(lines) {
				i++
				text = src[lines[i].start:lines[i].end]
			}
		case adocHeading.MatchString(text):
			p.single(l.start+len(adocHeading.FindString(text)), l.end)
		case table:
			cells := adocCell.FindAllStringIndex(text, -1)
			at := l.start
			for _, c := range cells {
				p.add(at, l.start+c[0])
				p.end()
				at = l.start + c[1]
			}
			p.add(at, l.end)
		case text[0] == '.' && len(text) > 1 && text[1] != ' ' && text[1] != '.':
			p.single(l.start+1, l.end) // the title of a block
		case p.line == nil && (text[0] == ' ' || text[0] == '\t') && !adocList.MatchString(text):
			for i+1 < len(lines) && strings.TrimSpace(src[lines[i+1].start:lines[i+1].end]) != "" {
				i++ // literal
			}
		case adocList.MatchString(text):
			p.end()
			p.add(l.start+len(adocList.FindString(text)), l.end)
		case adocNote.MatchString(text) && p.line == nil:
			p.add(l.start+len(adocNote.FindString(text)), l.end)
		case adocTerm.MatchString(text) && !strings.Contains(text, "://"):
			m := adocTerm.FindStringSubmatchIndex(text)
			p.single(l.start+m[2], l.start+m[3])
			p.add(l.start+m[1], l.end)
		default:
			// two lines may be a title and what is drawn under it
			if p.line == nil && i+1 < len(lines) {
				if under := src[lines[i+1].start:lines[i+1].end]; repeated(under, "=-~^+", 2) && under != "--" && !open[strings.TrimRight(under, " \t")] {
					p.add(l.start, l.end)
					p.done(func(b *Block) { b.Tight = true })
					i++
					continue
				}
			}
			hard := strings.HasSuffix(text, " +")
			p.add(l.start, l.start+len(strings.TrimSuffix(text, " +")))
			if hard && p.line != nil {
				p.line.put("\n")
			}
		}
		// what a footnote says stands by itself
		if line := p.line; line != nil && strings.Contains(text, "footnote") {
			links := adocLink.FindAllStringIndex(text, -1)
			for _, m := range adocFootnote.FindAllStringSubmatchIndex(text, -1) {
				if slices.ContainsFunc(links, func(l []int) bool { return l[0] < m[0] && m[0] < l[1] }) {
					continue // part of an address, whose text has been read
				}
				p.line = nil
				p.single(l.start+m[2], l.start+m[3])
			}
			p.line = line
		}
	}
	p.end()
	return piece
}
