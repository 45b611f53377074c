package prose

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	cueTiming = regexp.MustCompile(`^\s*(?:[0-9]+:)?[0-9]{1,2}:[0-9]{2}[.,][0-9]{1,3}\s*-->\s*(?:[0-9]+:)?[0-9]{1,2}:[0-9]{2}[.,][0-9]{1,3}`)
	cueTag    = regexp.MustCompile(`<!--.*?-->|</?[A-Za-z][^<>\n]*>|</?>|<[0-9:.]+>|\{[\\/][^{}\n]*\}|\{[a-z]:[^{}\n]*\}`)
	cueDash   = regexp.MustCompile(`^(?:\s|<[^<>\n]*>|\{[\\/][^{}\n]*\})*(?:-|–|—+|－)\s*`)
)

func parseSRT(src string) Piece    { return parseSubtitles(src, QuotedSRT) }
func parseWebVTT(src string) Piece { return parseSubtitles(src, QuotedHTML) }

// A cueLine is a line of a cue; first tells that it begins one, and reply that
// somebody else speaks.
type cueLine struct {
	line
	first, reply bool
}

// parseSubtitles reads the text of the cues. A sentence that goes on in the
// next cue is one sentence: where marks end the sentences, what ends without
// one goes on; where there are none, what ends with a comma.
func parseSubtitles(src string, quoting Quoting) Piece {
	var piece Piece
	var cues []cueLine
	lines := linesOf(src)
	inCue := false
	notes, start := 0, 0 // the number of comments before this cue, and where it begins
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		text := src[l.start:l.end]
		switch {
		case cueTiming.MatchString(text):
			inCue = true
			notes, start = len(piece.Comments), l.start
			cues = append(cues, cueLine{line: line{l.end, l.end}, first: true})
		case blank(text):
			inCue = false
		case !inCue:
			if quoting == QuotedHTML && (strings.HasPrefix(text, "NOTE") || strings.HasPrefix(text, "STYLE") || strings.HasPrefix(text, "REGION")) {
				end := i
				for end+1 < len(lines) && !blank(src[lines[end+1].start:lines[end+1].end]) {
					end++
				}
				n := len(piece.Comments)
				piece.comment(l.start, lines[end].end, strings.TrimPrefix(src[l.start:lines[end].end], "NOTE"))
				i = end
				from, to := nextParagraph(src, lines, end+1)
				piece.reach(n, from, to)
			}
		default:
			for _, c := range comments(text) {
				piece.comment(l.start+c.Start, l.start+c.End, c.Text)
			}
			piece.reach(notes, start, l.end)
			if m := cueDash.FindString(text); m != "" {
				cues = append(cues, cueLine{line: line{l.start + len(m), l.end}, reply: true})
			} else {
				cues = append(cues, cueLine{line: l})
			}
		}
	}
	p := &paragraph{src: src, piece: &piece, quoting: quoting}
	stops := marked(src, cues)
	last := rune(0)
	for _, c := range cues {
		if c.first {
			if goesOn(last, stops) {
				continue
			}
			p.end()
			continue
		}
		if c.reply {
			p.end()
		}
		last = cueText(p, c.line, quoting)
	}
	p.end()
	return piece
}

// cueText adds a line of a cue, without its tags, and returns its last rune.
func cueText(p *paragraph, l line, quoting Quoting) rune {
	text := p.src[l.start:l.end]
	if p.line == nil {
		p.line = &blockBuilder{src: p.src}
	}
	add := func(start, end int) {
		if quoting == QuotedHTML {
			markupText(p.line, start, end)
		} else {
			p.line.run(start, end)
		}
	}
	at := l.start
	for _, m := range cueTag.FindAllStringIndex(text, -1) {
		add(at, l.start+m[0])
		at = l.start + m[1]
	}
	add(at, l.start+len(strings.TrimRight(text, " \t")))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(cueTag.ReplaceAllString(text, ""), " \t”’」』\"'"))
	p.line.soft()
	return last
}

const (
	stopMarks  = "。！？!?…."
	commaMarks = "，、,：:；;—-"
)

// marked tells whether these subtitles end their sentences with marks: at least
// every fourth cue does.
func marked(src string, cues []cueLine) bool {
	all, with := 0, 0
	for i, c := range cues {
		if c.first || i+1 < len(cues) && !cues[i+1].first {
			continue
		}
		all++
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(cueTag.ReplaceAllString(src[c.start:c.end], ""), " \t”’」』\"'"))
		if strings.ContainsRune("。！？!?.", last) {
			with++
		}
	}
	return all > 1 && 4*with >= all
}

func goesOn(last rune, stops bool) bool {
	switch {
	case last == 0, last == utf8.RuneError:
		return false
	case strings.ContainsRune(commaMarks, last):
		return true
	}
	return stops && !strings.ContainsRune(stopMarks, last)
}
