package analysis

import (
	"iter"
	"maps"
	"strings"
)

// What silences a finding.
const (
	IgnoredByText  = "document" // a comment, or the front matter
	IgnoredByList  = "ignore"   // the setting of that name
	IgnoredByWords = "words"    // the setting of that name
	IgnoredByRule  = "rules"    // its rule is off by a setting
)

// Ignored yields, in text order, the findings that the text's own instructions
// or the user's settings keep quiet, with what does. It reads the document
// anew.
func (d *Document) Ignored() iter.Seq2[Finding, string] {
	return func(yield func(Finding, string) bool) {
		bare := *d.settings
		bare.Ignore, bare.Words = nil, nil
		bare.Rules = maps.Clone(bare.Rules)
		maps.DeleteFunc(bare.Rules, func(_ string, s Severity) bool { return s == Off })
		whole := d.analyzer.Open(d.Text(), d.format, &bare)
		whole.words, whole.unsilenced = d.words, true
		type place struct {
			span Span
			code string
		}
		shown := map[place]bool{}
		for f := range d.Findings(Span{0, d.Len()}) {
			shown[place{f.Span, f.Code}] = true
		}
		for f := range whole.Findings(Span{0, whole.Len()}) {
			if shown[place{f.Span, f.Code}] {
				continue
			}
			if by := d.silencer(&f); by != "" && !yield(f, by) {
				return
			}
		}
	}
}

// silencer tells what keeps a finding quiet, "" for nothing: it is another view
// of what is shown.
func (d *Document) silencer(f *Finding) string {
	original := d.Slice(f.Span)
	simplified := d.analyzer.simplify(original)
	family, _, _ := strings.Cut(f.Code, "/")
	severity, ok := d.settings.Rules[f.Code]
	if !ok {
		severity, ok = d.settings.Rules[family]
	}
	switch {
	case d.silenced(f):
		return IgnoredByText
	case (&Settings{Ignore: d.settings.Ignore}).ignores(original, simplified):
		return IgnoredByList
	case (&Settings{Words: d.settings.Words}).ignores(original, simplified):
		return IgnoredByWords
	case ok && severity == Off:
		return IgnoredByRule
	}
	return ""
}
