package analysis

import (
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/yuti-lsp/yuti/lexicon"
)

// A ruling is all that the findings of a piece depend on beside the piece
// itself and the leaning of its document: two pieces of one text under equal
// rulings with equal decisions have equal findings.
type ruling struct {
	settings  *Settings
	target    Register
	explicit  bool
	script    lexicon.Script
	home      region
	atHome    bool // home is known
	address   addressing
	rendered  string // the sources that have several translations, with these
	around    surroundings
	kind      Register // that the text shows by its shape; Neutral for none
	computing bool     // it is of software
	tale      taleKind
	plainly   bool // it is formal and written plainly
	court     bool
}

// surroundings are how a document leans, as its sentences see it.
type surroundings struct {
	lean      int // the sum of the leanings of its sentences, in leanUnits
	sentences int // how many they are
}

// leanUnit is what leanings are added up in: whole numbers, so that their sum
// does not depend on the order in which the parts of a document are added.
const leanUnit = 1.0 / 1024

// surroundingsOf is the sum itself in a short document. In a long one, to which
// one sentence makes no difference, it is the average, rounded: a keystroke
// rarely changes it, and so rarely makes any other sentence be judged again.
func surroundingsOf(lean, sentences int) surroundings {
	const many = 400
	if sentences < many {
		return surroundings{lean, sentences}
	}
	average := math.Round(float64(lean)*leanUnit/float64(sentences)*100) / 100
	return surroundings{int(math.Round(average * many / leanUnit)), many}
}

// written writes renderings down, equal ones equally.
func written(rendered map[string][]string) string {
	var b strings.Builder
	for _, source := range slices.Sorted(maps.Keys(rendered)) {
		fmt.Fprintf(&b, "%q%q", source, rendered[source])
	}
	return b.String()
}

// Verdicts are the findings of one piece of a document. They are kept in the
// piece for as long as they hold, whatever is written elsewhere: a caller can
// tell by the pointer that nothing has changed.
type Verdicts struct {
	decided [][]decision // by passage: what the findings were made from

	// Findings are in text order; their spans count from the beginning of the
	// piece.
	Findings []Finding
	// Made is for what a caller makes of the findings, to be kept with them. It
	// never holds two types of values.
	Made atomic.Value
}

// A rulingOn is the newest of the verdicts of a piece.
type rulingOn struct {
	under    *ruling
	verdicts *Verdicts
}

// A leafReport lists the pieces of a leaf that have findings under a ruling.
type leafReport struct {
	under *ruling
	found []reportedPiece
}

type reportedPiece struct {
	offset, line int // of the piece, from the beginning of the leaf
	piece        *piece
	verdicts     *Verdicts
}

// A Stretch is a piece of a document that has findings.
type Stretch struct {
	Start int    // its offset in the document
	Line  int    // the line, from 0, that Start is in
	Text  string // its own text
	*Verdicts

	document *Document
}

// Speaks tells whether the finding of a number is to be reported: the document
// itself may ask not to hear of it.
func (s *Stretch) Speaks(i int) bool {
	if len(s.document.switches) == 0 {
		return true
	}
	f := s.Findings[i].shifted(s.Start)
	return s.document.unsilenced || !s.document.silenced(&f)
}

// Stretches yields the pieces with findings that overlap a span, in text order.
// It is lazy: stop ranging to stop the work. The first call reads the whole
// document, on which each finding's target may depend.
func (d *Document) Stretches(span Span) iter.Seq[Stretch] {
	return func(yield func(Stretch) bool) {
		d.look()
		first := d.pieces.at(span.Start).leaf
		for i := first; i < len(d.pieces.leaves) && d.pieces.offsets[i] < span.End; i++ {
			base, line := d.pieces.offsets[i], d.pieces.lines[i]
			for _, r := range d.report(d.pieces.leaves[i]) {
				switch at := base + r.offset; {
				case at >= span.End:
					return
				case at+len(r.piece.text) <= span.Start:
				case !yield(Stretch{at, line + r.line, r.piece.text, r.verdicts, d}):
					return
				}
			}
		}
	}
}

// report looks for the findings of a leaf, unless it was done under an equal
// ruling.
func (d *Document) report(l *leaf) []reportedPiece {
	if old := l.report.Load(); old != nil && (old.under == d.ruling || *old.under == *d.ruling) {
		return old.found
	}
	new := &leafReport{under: d.ruling}
	at, line, k := 0, 0, 0
	for _, speaking := range l.speaking {
		for ; k < speaking; k++ {
			at += len(l.pieces[k].text)
			line += len(l.pieces[k].breaks)
		}
		if v := d.verdicts(l.pieces[k]); len(v.Findings) > 0 {
			new.found = append(new.found, reportedPiece{at, line, l.pieces[k], v})
		}
	}
	l.report.Store(new)
	return new.found
}

// Findings yields the findings that overlap span, in text order. It is lazy, as
// Stretches is.
func (d *Document) Findings(span Span) iter.Seq[Finding] {
	return func(yield func(Finding) bool) {
		for s := range d.Stretches(span) {
			for i := range s.Findings {
				here := s.Findings[i].Span
				if !(Span{s.Start + here.Start, s.Start + here.End}).Overlaps(span) || !s.Speaks(i) {
					continue
				}
				if !yield(s.Findings[i].shifted(s.Start)) {
					return
				}
			}
		}
	}
}

// shifted is a finding of a text that begins so many bytes earlier.
func (f Finding) shifted(base int) Finding {
	move := func(s Span) Span { return Span{s.Start + base, s.End + base} }
	f.Span = move(f.Span)
	f.Fixes = slices.Clone(f.Fixes)
	for i := range f.Fixes {
		f.Fixes[i].Edits = slices.Clone(f.Fixes[i].Edits)
		for k := range f.Fixes[i].Edits {
			f.Fixes[i].Edits[k].Span = move(f.Fixes[i].Edits[k].Span)
		}
	}
	return f
}

// decisionLists are to be used again: in a short document every keystroke makes
// all else be decided anew, which seldom comes out otherwise than before.
var decisionLists = sync.Pool{New: func() any { return new([]decision) }}

// verdicts are those of a piece under the ruling of the document.
func (d *Document) verdicts(p *piece) *Verdicts {
	if old := p.verdicts.Load(); old != nil {
		if *old.under == *d.ruling {
			return old.verdicts
		}
		same := *old.under
		if same.around = d.ruling.around; same == *d.ruling && d.decidedSo(p, old.verdicts) {
			p.verdicts.Store(&rulingOn{d.ruling, old.verdicts})
			return old.verdicts
		}
	}
	v := &Verdicts{}
	for k, passage := range p.passages {
		decided := slices.Clip(d.analyzer.decide(nil, passage, p.found[k], p.leanings[k], &d.setting))
		v.decided = append(v.decided, decided)
		all := d.detect(passage, &p.observed[k], p.found[k], decided)
		if len(all) > len(decided) {
			sort.SliceStable(all, func(i, j int) bool { return all[i].span.Start < all[j].span.Start })
		}
		for i := range all {
			if f, ok := d.finding(passage, &all[i], p.text); ok {
				v.Findings = append(v.Findings, f)
			}
		}
	}
	p.verdicts.Store(&rulingOn{d.ruling, v})
	return v
}

// decidedSo tells whether the candidates of a piece are decided as they were
// before.
func (d *Document) decidedSo(p *piece, old *Verdicts) bool {
	list := decisionLists.Get().(*[]decision)
	defer decisionLists.Put(list)
	for k, passage := range p.passages {
		*list = d.analyzer.decide((*list)[:0], passage, p.found[k], p.leanings[k], &d.setting)
		if !slices.EqualFunc(*list, old.decided[k], func(a, b decision) bool {
			return a.candidate == b.candidate && a.target == b.target && a.severity == b.severity
		}) {
			return false
		}
	}
	return true
}
