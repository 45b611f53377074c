package analysis

// Some rules look at more than a word in its sentence: 你 and 您 for one
// addressee, two scripts or two regions in one text, a passage that changes
// register. Each passage is observed once; what was seen is added up for the
// document; then each passage is asked again for its findings.

// An observation is what one passage shows of such things.
type observation struct{}

// facts are the observations of a whole document, added up.
type facts struct{}

// add counts one passage, merge the passages of another part of the document.
func (f *facts) add(o *observation) {}
func (f *facts) merge(g *facts)     {}

// speaks tells whether detect could find anything in a passage that was
// observed so: the others are never asked.
func (o *observation) speaks() bool { return false }

// observe looks at a passage by itself.
func (a *Analyzer) observe(p *passage, leanings []leaning) observation { return observation{} }

// detect finds what only the whole document shows to be wrong in a passage.
func (d *Document) detect(p *passage, o *observation) []decision { return nil }
