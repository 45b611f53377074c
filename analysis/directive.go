package analysis

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
)

// What a document says to yuti itself, in a comment:
//
//	<!-- yuti: target=formal -->            the register the text is aimed at
//	<!-- yuti: ignore-line -->              nothing is reported on this line
//	<!-- yuti: ignore-next-line 联络 -->     nor on the next, of this word
//	<!-- yuti: off register/stiff -->       nothing of this rule from here …
//	<!-- yuti: on register/stiff -->        … to here
//	<!-- yuti: ignore 联络 register/stiff --> nor in the whole file
//
// and in front matter: “yuti-target: formal”, or “yuti: {target: formal,
// ignore: [联络]}”. Words and codes narrow what is ignored; without any, all is.

// A Problem is something in a document's own instructions that yuti could not
// make sense of.
type Problem struct {
	Span             Span
	Chinese, English string
}

// A switchAt turns findings off, or on again, for a range of the document.
type switchAt struct {
	span Span
	only []string // words, codes or families; empty = all
}

var targetNames = map[string]Register{"casual": Casual, "neutral": Neutral, "formal": Formal, "口": Casual, "平": Neutral, "书": Formal}

// directives reads the comments and the front matter of a piece at base.
func (d *Document) directives(p *piece, base int) {
	if p.parsed.FrontMatter != "" {
		d.frontMatter(p.parsed.FrontMatter, Span{base, base + len(p.text)})
	}
	for _, c := range p.parsed.Comments {
		text, ok := strings.CutPrefix(strings.TrimSpace(c.Text), "yuti:")
		if !ok {
			continue
		}
		span := Span{base + c.Start, base + c.End}
		verb, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		only := strings.FieldsFunc(rest, func(r rune) bool { return r == ' ' || r == ',' || r == '，' || r == '、' })
		line := d.LineAt(span.Start)
		here := Span{d.LineStart(line), d.LineStart(line + 1)}
		last := d.LineAt(span.End)
		next := Span{d.LineStart(last + 1), d.LineStart(last + 2)}
		if c.To > 0 { // an entry, a cue, a paragraph
			here = Span{base + c.From, base + c.To}
			next = here
		}
		switch {
		case strings.HasPrefix(verb, "target"):
			value := strings.TrimSpace(strings.TrimLeft(strings.TrimPrefix(strings.TrimSpace(text), "target"), " =:"))
			d.aim(value, span)
		case verb == "ignore-line":
			d.switches = append(d.switches, switchAt{here, only})
		case verb == "ignore-next-line":
			d.switches = append(d.switches, switchAt{next, only})
		case verb == "ignore":
			d.switches = append(d.switches, switchAt{Span{0, d.Len()}, only})
		case verb == "off":
			d.switches = append(d.switches, switchAt{Span{span.End, d.Len()}, only})
		case verb == "on":
			for i := range d.switches {
				s := &d.switches[i]
				if s.span.End == d.Len() && s.span.Start > 0 && fmt.Sprint(s.only) == fmt.Sprint(only) {
					s.span.End = span.Start
				}
			}
		default:
			d.problems = append(d.problems, Problem{span,
				fmt.Sprintf("看不懂给 yuti 的指令「%s」；可用的有 target=、ignore、ignore-line、ignore-next-line、off、on。", verb),
				fmt.Sprintf("unknown instruction “%s” to yuti; there are target=, ignore, ignore-line, ignore-next-line, off and on", verb)})
		}
	}
}

func (d *Document) aim(value string, span Span) {
	value = strings.Trim(value, `"' `)
	if value == "auto" {
		d.setting.explicit = false
		return
	}
	target, ok := targetNames[value]
	if !ok {
		d.problems = append(d.problems, Problem{span,
			fmt.Sprintf("target 应是 auto、casual、neutral 或 formal，不是「%s」。", value),
			fmt.Sprintf("target is auto, casual, neutral or formal, not “%s”", value)})
		return
	}
	d.setting.target, d.setting.explicit = target, true
}

func (d *Document) frontMatter(text string, span Span) {
	var matter struct {
		Flat string `yaml:"yuti-target"`
		Yuti struct {
			Target string   `yaml:"target"`
			Ignore []string `yaml:"ignore"`
		} `yaml:"yuti"`
	}
	if err := yaml.Unmarshal([]byte(text), &matter); err != nil {
		return // front matter of another kind is none of our business
	}
	for _, value := range []string{matter.Flat, matter.Yuti.Target} {
		if value != "" {
			d.aim(value, span)
		}
	}
	if len(matter.Yuti.Ignore) > 0 {
		d.switches = append(d.switches, switchAt{Span{0, d.Len()}, matter.Yuti.Ignore})
	}
}

// Problems lists what the document's own instructions have wrong.
func (d *Document) Problems() []Problem {
	d.look()
	return d.problems
}

// silenced tells whether the document itself asks not to hear of a finding.
func (d *Document) silenced(f *Finding) bool {
	for i := range d.switches {
		s := &d.switches[i]
		if s.span.Start > f.Span.Start || f.Span.Start >= s.span.End {
			continue
		}
		if len(s.only) == 0 {
			return true
		}
		family, _, _ := strings.Cut(f.Code, "/")
		for _, name := range s.only {
			if name == f.Code || name == family || name == f.Word || name == d.Slice(f.Span) {
				return true
			}
		}
	}
	return false
}

// ignores tells whether the user's lists hold the word, as it is written or in
// simplified characters.
func (s *Settings) ignores(original, simplified string) bool {
	for _, list := range [][]string{s.Ignore, s.Words} {
		for _, w := range list {
			if w == original || w == simplified {
				return true
			}
		}
	}
	return false
}
