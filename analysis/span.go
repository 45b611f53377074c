// Package analysis knows documents: their prose, words, readings, findings and
// fixes.
//
// Architecture invariant: everything here is a pure function of text, settings
// and lexicon. No protocol types, no JSON, no I/O, no UTF-16. Every offset is
// in bytes.
package analysis

// A Span is a half-open range of bytes [Start, End) that begins and ends on
// rune boundaries.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Contains tells whether offset lies in the span; the end counts as inside for
// an empty span only.
func (s Span) Contains(offset int) bool {
	return s.Start <= offset && (offset < s.End || s.Start == s.End && offset == s.Start)
}

// Overlaps tells whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Shift returns the span moved by n bytes.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }
