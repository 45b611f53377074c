package analysis

import (
	"regexp"
	"strings"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// What a document can be made to say to yuti (see directive.go), as edits of
// it. ok is false for a format without comments.

// IgnoreLine is the edit after which a finding is not reported on its line.
func (d *Document) IgnoreLine(f *Finding) (edit Edit, ok bool) {
	if prose.OwnLine(d.format) {
		comment, ok := prose.CommentOf(d.format, "yuti: ignore-next-line "+d.nameOf(f))
		at, gap := prose.Above(d.format, d.Text(), f.Span.Start)
		if comment += d.lineBreak(); gap {
			comment += d.lineBreak()
		}
		return Edit{Span{at, at}, comment}, ok
	}
	comment, ok := prose.CommentOf(d.format, "yuti: ignore-line "+d.nameOf(f))
	line := d.LineAt(f.Span.Start)
	text := d.Slice(Span{d.LineStart(line), d.LineStart(line + 1)})
	// Before what ends the line: two blanks there are a break in Markdown.
	at := d.LineStart(line) + len(strings.TrimRight(text, " \t\r\n"))
	if d.format != Markdown && d.format != PlainText {
		comment = " " + comment
	}
	return Edit{Span{at, at}, comment}, ok
}

// IgnoreHere is the edit after which a finding is not reported in the document.
func (d *Document) IgnoreHere(f *Finding) (edit Edit, ok bool) {
	return d.atTop("yuti: ignore " + d.nameOf(f))
}

// nameOf is what an instruction calls a finding: its word, or its rule when the
// word would be read as two.
func (d *Document) nameOf(f *Finding) string {
	word := d.Slice(f.Span)
	if strings.ContainsAny(word, " ,，、<>\r\n") {
		return f.Code
	}
	return word
}

var (
	flatTarget   = regexp.MustCompile(`(?m)^yuti-target:[^\r\n]*`)
	nestedTarget = regexp.MustCompile(`(?m)^yuti:\s*(?:\{[^}\r\n]*?|[\r\n]+(?:[ \t]+[^\r\n]*[\r\n]+)*?[ \t]+)target:[ \t]*("?\w+"?)`)
)

// Aim is the edit after which the document is aimed at a register, "auto",
// "casual", "neutral" or "formal".
func (d *Document) Aim(target string) (edit Edit, ok bool) {
	if at, found := d.targetComment(); found {
		comment, ok := prose.CommentOf(d.format, "yuti: target="+target)
		return Edit{at, comment}, ok
	}
	if first := d.frontPiece(); first != nil {
		if at := nestedTarget.FindStringSubmatchIndex(first.text); at != nil {
			return Edit{Span{at[2], at[3]}, target}, true
		}
		if at := flatTarget.FindStringIndex(first.text); at != nil {
			return Edit{Span{at[0], at[1]}, "yuti-target: " + target}, true
		}
		if strings.HasPrefix(first.text, "---") {
			at := int(first.breaks[0])
			return Edit{Span{at, at}, "yuti-target: " + target + d.lineBreak()}, true
		}
	}
	return d.atTop("yuti: target=" + target)
}

// targetComment is where the comment that sets the target stands: the last
// one, which holds.
func (d *Document) targetComment() (at Span, found bool) {
	d.look()
	for i, l := range d.pieces.leaves {
		for _, k := range l.directing {
			base := d.pieces.offsets[i]
			for _, p := range l.pieces[:k] {
				base += len(p.text)
			}
			for _, c := range l.pieces[k].parsed.Comments {
				text, ours := strings.CutPrefix(strings.TrimSpace(c.Text), "yuti:")
				if ours && strings.HasPrefix(strings.TrimSpace(text), "target") {
					at, found = Span{base + c.Start, base + c.End}, true
				}
			}
		}
	}
	return at, found
}

// frontPiece is the piece that is the document's front matter, nil without.
func (d *Document) frontPiece() *piece {
	first := d.pieces.piece(d.pieces.at(0))
	if first == nil || d.prose(first).FrontMatter == "" {
		return nil
	}
	return first
}

// atTop puts an instruction on a line of its own at the beginning of the
// document, below its front matter.
func (d *Document) atTop(text string) (edit Edit, ok bool) {
	comment, ok := prose.CommentOf(d.format, text)
	at := 0
	if first := d.frontPiece(); first != nil {
		at = len(first.text)
	} else {
		at = prose.Top(d.format, d.Slice(Span{0, min(d.Len(), 4096)}))
	}
	return Edit{Span{at, at}, comment + d.lineBreak() + d.lineBreak()}, ok
}

// lineBreak is how the document ends its lines.
func (d *Document) lineBreak() string {
	if d.Lines() > 1 && strings.HasSuffix(d.Slice(Span{0, d.LineStart(1)}), "\r\n") {
		return "\r\n"
	}
	return "\n"
}
