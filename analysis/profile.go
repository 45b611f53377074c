package analysis

import "iter"

// A Paragraph is a stretch of prose that is read in one go, a cell or a heading
// as well as a paragraph, with the register that its sentences speak in.
type Paragraph struct {
	Span Span // from its first prose to its last, markup between included
	// Lean is the mean of its sentences, each from -2, casual, to 2, formal;
	// quoted speech does not count.
	Lean      float64
	Sentences int // how many sentences that goes by; 0 for none
}

// Paragraphs yields the paragraphs of the text in order.
func (d *Document) Paragraphs() iter.Seq[Paragraph] {
	return func(yield func(Paragraph) bool) {
		for base, piece := range d.pieces.overlapping(Span{0, d.Len()}) {
			d.analyse(piece)
			for k, passage := range piece.passages {
				runs := passage.block.Runs
				if len(runs) == 0 {
					continue
				}
				last := runs[len(runs)-1]
				p := Paragraph{Span: Span{base + runs[0].Source, base + last.Source + last.Len}}
				for i := range passage.units {
					if passage.units[i].kind == narration {
						p.Lean += float64(clamp(piece.leanings[k][i].whole(), 2))
						p.Sentences++
					}
				}
				if p.Sentences > 0 {
					p.Lean /= float64(p.Sentences)
				}
				if !yield(p) {
					return
				}
			}
		}
	}
}
