package prose

import (
	"regexp"
	"strings"
)

var (
	commitScissors = regexp.MustCompile(`^# -+ >8 -+`)
	commitPrefix   = regexp.MustCompile(`^(?:fixup! |squash! |amend! )*(?:[a-z]+(?:\([^()]*\))?!?: *|\[[\w./-]+\] *|:[a-z_]+: *)?`)
	commitTrailer  = regexp.MustCompile(`^[A-Z][A-Za-z-]*(?:-by|-Id|-by-me)?: \S|^(?:Merge|Revert) |^BREAKING CHANGE: *$`)
	commitNotes    = newRewriter(
		inline{pattern: "`[^`\\n]+`", as: Mark},
		inline{pattern: `https?://[^\s<>\p{Han}，。；：、）」』”]+`, as: Mark},
		inline{pattern: `\b[0-9a-f]{7,40}\b|#[0-9]+\b`, as: Mark},
	)
)

// parseGitCommit reads a commit message; comments, the diff and trailers are
// left out.
func parseGitCommit(src string) Piece {
	var piece Piece
	p := &paragraph{src: src, piece: &piece, quoting: QuotedCommit, inlines: commitNotes}
	first := true
	for _, l := range linesOf(src) {
		text := src[l.start:l.end]
		switch {
		case commitScissors.MatchString(text):
			p.end()
			return piece
		case strings.HasPrefix(text, "#"):
			piece.comment(l.start, l.end, strings.TrimLeft(text, "#"))
		case strings.HasPrefix(text, "diff --git "):
			p.end()
			return piece
		case blank(text):
			p.end()
		case commitTrailer.MatchString(text) && !first:
			p.end()
		case strings.HasPrefix(text, "    ") || strings.HasPrefix(text, "\t"):
			p.end() // code
		case first:
			p.single(l.start+len(commitPrefix.FindString(text)), l.end)
			first = false
		default:
			if m := rstList.FindString(strings.TrimLeft(text, " ")); m != "" {
				p.end()
				p.add(l.start+len(text)-len(strings.TrimLeft(text, " "))+len(m), l.end)
				continue
			}
			p.add(l.start, l.end)
		}
	}
	p.end()
	return piece
}
