package analysis

import (
	"slices"
	"testing"
)

// What is kept quiet is listed once, with what keeps it so; what is shown is
// not.
func TestIgnored(t *testing.T) {
	text := "和朋友多联络。\n\n<!-- yuti: ignore-line -->和朋友多联络。\n\n妈，你何时回来呀？\n\n咱俩一同前往吧。\n\n涉及到很多人。\n"
	d := analyzer(t).Open(text, Markdown, &Settings{
		Ignore: []string{"何时"}, Words: []string{"前往"}, Rules: map[string]Severity{"usage/redundant": Off},
	})
	var got []string
	for f, by := range d.Ignored() {
		got = append(got, d.Slice(f.Span)+" "+by)
	}
	want := []string{"联络 document", "何时 ignore", "前往 words", "涉及到 rules"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for f := range d.Findings(Span{0, d.Len()}) {
		if word := d.Slice(f.Span); word == "何时" || word == "前往" {
			t.Errorf("%s is shown", word)
		}
	}
}
