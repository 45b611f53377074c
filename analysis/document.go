package analysis

import "iter"

// A Format is the kind of file a document is.
type Format string

// The formats whose prose can be told from their markup. Others are PlainText.
const (
	PlainText Format = "text"
	Markdown  Format = "markdown"
)

// An Analyzer holds what is shared by all documents: the lexicon, the
// segmenter, the contrasts and the rules. It is immutable and safe for
// concurrent use.
type Analyzer struct{}

// A Document is an immutable text with its analysis. Edit returns a new
// document that shares the untouched pieces and what is known of them.
// Analysis is done when it is asked for, for what is asked for, and kept.
type Document struct{}

// Open makes a document of text. Invalid UTF-8 is kept as it is.
func (a *Analyzer) Open(text string, format Format, settings *Settings) *Document { return nil }

// Edit returns the document with the bytes of span replaced by text. Its
// results are those of opening the new text afresh.
func (d *Document) Edit(span Span, text string) *Document { return nil }

// WithSettings returns the same text under other settings.
func (d *Document) WithSettings(settings *Settings) *Document { return nil }

// Len is the length of the text in bytes.
func (d *Document) Len() int { return 0 }

// Text returns the whole text; Slice a part of it.
func (d *Document) Text() string           { return "" }
func (d *Document) Slice(span Span) string { return "" }

// LineStart returns the offset at which line n (from 0) begins, and Lines the
// number of lines. Lines end at "\n", "\r\n" or "\r".
func (d *Document) LineStart(n int) int { return 0 }
func (d *Document) Lines() int          { return 0 }

// LineAt returns the line (from 0) that holds the offset.
func (d *Document) LineAt(offset int) int { return 0 }

// Findings yields the findings that overlap span, in text order. It is lazy:
// stop ranging to stop the work.
func (d *Document) Findings(span Span) iter.Seq[Finding] { return func(func(Finding) bool) {} }

// Tokens yields the words of the prose that overlap span, in text order;
// markup is passed over.
func (d *Document) Tokens(span Span) iter.Seq[Token] { return func(func(Token) bool) {} }

// WordAt returns what is known of the word at an offset; ok is false where
// there is no Chinese word.
func (d *Document) WordAt(offset int) (word Word, ok bool) { return Word{}, false }

// Target tells the register the text is aimed at, and where that comes from.
func (d *Document) Target() Target { return Target{} }

// A Target is the register a text is aimed at.
type Target struct {
	Register Register // Casual, Neutral or Formal
	Source   string   // "comment", "front matter", "settings" or "text"
}
