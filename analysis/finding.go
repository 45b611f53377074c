package analysis

// Severity says how sure a finding is, never how bad. There is no error.
type Severity uint8

// The severities, quietest first; Off silences a rule.
const (
	Off Severity = iota
	Hint
	Information
	Warning
	Error // only where a user's settings ask for it
)

// A Finding is one place in a text that a rule speaks of. Its span is not
// empty, lies within one paragraph, and is exactly the word or phrase at fault.
type Finding struct {
	Span     Span
	Code     string // family/rule, for example "register/stiff"
	Severity Severity
	Word     string // the headword of the contrast, or the name of the case
	// Chinese and English each hold the message, one sentence.
	Chinese, English string
	Fixes            []Fix // best first; none means advice only
}

// FixKind tells how a fix may be applied.
type FixKind uint8

const (
	// Safe fixes are the single good substitution; fix-all takes them.
	Safe FixKind = iota
	// Choice fixes need a person to choose.
	Choice
)

// A Fix is a set of disjoint edits, in order, after which its finding is gone.
// They may reach a little beyond the finding, over small words that do not go
// with what is written now; there is at least one.
type Fix struct {
	Kind  FixKind
	Text  string // what stands in the finding's place afterwards; "" = left out
	Edits []Edit
}

// Span is the stretch that the fix touches.
func (f *Fix) Span() Span { return Span{f.Edits[0].Span.Start, f.Edits[len(f.Edits)-1].Span.End} }

// An Edit replaces the bytes of Span by Text.
type Edit struct {
	Span Span
	Text string
}
