package analysis

import "sort"

// Substitutions are offered in the order of the page, best first. Where the
// language model knows that one of them goes with the words beside it and an
// earlier one does not, it comes first: 人均收入【涨了】 becomes 增长, 气温
// 【涨了】 上升. What a place in the page's order counts, beside the decimal
// logarithm by which a neighbour makes a word likelier, was set on the tuning
// half of register-bench.
const placeCounts = 2

// ranked orders what may be written in the place of a decision's word by how
// well it fits there. The decision's own list is not touched.
func (a *Analyzer) ranked(p *passage, c *decision) []substitution {
	subs := c.subs
	if len(subs) < 2 || c.written || c.words != nil {
		return subs
	}
	type scored struct {
		substitution
		score float64
	}
	list := make([]scored, len(subs))
	for i, s := range subs {
		list[i] = scored{s, -placeCounts * float64(i)}
		if !s.advice && s.text != "" {
			list[i].score += a.company(p, c.span, c.expand(p, s.text))
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].score > list[j].score })
	out := make([]substitution, len(list))
	for i := range list {
		out[i] = list[i].substitution
	}
	return out
}

// company is how much likelier text and its neighbours make each other when
// text stands at span: the sum, in decimal logarithms, over both sides; a pair
// that the model does not know counts nothing.
func (a *Analyzer) company(p *passage, span Span, text string) float64 {
	words := a.segment(text, a.userWords(nil))
	if len(words) == 0 {
		return 0
	}
	sum := 0.0
	if i := p.wordAt(span.Start) - 1; i >= 0 && int(p.words[i].end) == span.Start {
		sum += a.pull(p.text[p.words[i].start:p.words[i].end], text[words[0].start:words[0].end])
	}
	if i := p.wordAt(span.End); i < len(p.words) && int(p.words[i].start) == span.End {
		last := words[len(words)-1]
		sum += a.pull(text[last.start:last.end], p.text[p.words[i].start:p.words[i].end])
	}
	return sum
}

// pull is the decimal logarithm by which the first word makes the second
// likelier, at least 0.
func (a *Analyzer) pull(first, second string) float64 {
	f, ok := a.seg.pairs.Word(first)
	s, ok2 := a.seg.pairs.Word(second)
	if !ok || !ok2 || !f.First || !s.Second {
		return 0
	}
	cost, ok := a.seg.pairs.Pair(f.Key, s.Key)
	if !ok {
		return 0
	}
	return max(0, float64(s.Cost-cost)/logUnit)
}
