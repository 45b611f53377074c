package analysis

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Substitutions are offered in the order of the page, best first; those whose
// contexts 〔…〕 hold come before all others. Where the language model knows that
// one of the others goes with the words beside it and an earlier one does not,
// it comes first: 人均收入【涨了】 becomes 增长, 气温【涨了】 上升. What a place in
// the page's order counts, beside the decimal logarithm by which a neighbour
// makes a word likelier, was set on the tuning half of register-bench.
const placeCounts = 2

// ranked orders what may be written in the place of a decision's word by how
// well it fits there. None: nothing that is known would be right there. The
// decision's own list is not touched.
func (a *Analyzer) ranked(p *passage, c *decision) []substitution {
	chosen, subs := fitting(p, c)
	if len(chosen) > 0 && chosen[0].advice {
		return nil
	}
	chosen, subs = c.spread(p, chosen), c.spread(p, subs)
	if len(subs) < 2 || c.written || c.words != nil {
		return append(chosen, subs...)
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
	for _, s := range list {
		chosen = append(chosen, s.substitution)
	}
	return chosen
}

// fitting parts a decision's substitutions into those whose contexts hold and
// those that have none; the others would be wrong here.
func fitting(p *passage, c *decision) (chosen, open []substitution) {
	return c.fit(p, c.subs)
}

func (c *decision) fit(p *passage, subs []substitution) (chosen, open []substitution) {
	if !slices.ContainsFunc(subs, func(s substitution) bool { return s.where != nil }) {
		return nil, subs
	}
	m := &matcher{passage: p}
	m.sentence = p.units[c.unit].whole()
	for _, s := range subs {
		switch {
		case s.where == nil:
			open = append(open, s)
		case m.any(s.where, c.span):
			chosen = append(chosen, s)
		}
	}
	if len(chosen) > 0 {
		// one that always may be can have contexts that put it first
		open = slices.DeleteFunc(open, func(o substitution) bool {
			return slices.ContainsFunc(chosen, func(s substitution) bool { return s.text == o.text && s.advice == o.advice })
		})
	}
	return chosen, open
}

// counterparts are what formal texts say instead of what a capture of the form
// caught, those that fit the sentence best first.
func (c *decision) counterparts(p *passage, n int) []substitution {
	if c.form == nil || c.form.list(n) == nil {
		return nil
	}
	s := c.capture(n)
	chosen, open := c.fit(p, c.form.list(n).counterparts[p.text[s.Start:s.End]])
	return append(slices.Clip(chosen), open...)
}

// spread makes several of a substitution that holds ❶, ❷ …: one for each of the
// counterparts of the first of them.
func (c *decision) spread(p *passage, subs []substitution) []substitution {
	sign := func(s substitution) int {
		return strings.IndexFunc(s.text, func(r rune) bool { return r >= '❶' && r <= '❾' })
	}
	if !slices.ContainsFunc(subs, func(s substitution) bool { return sign(s) >= 0 }) {
		return subs
	}
	var list []substitution
	for _, s := range subs {
		at := sign(s)
		if at < 0 {
			list = append(list, s)
			continue
		}
		r, size := utf8.DecodeRuneInString(s.text[at:])
		for _, t := range c.counterparts(p, int(r-'❶')+1) {
			each := s
			each.text = s.text[:at] + t.text + s.text[at+size:]
			list = append(list, each)
		}
	}
	return list
}

// joined is a substitution without what stands beside its place already: 修好
// before 好了 is 修, 被取消 behind 被 is 取消, 请勿 in a clause with 请 is 勿, 予以协助
// behind 的 is 协助. One character counts only where it is a particle or a
// complement, which would else be part of another word, and at the beginning only where
// it is a word of the substitution: 前往 behind 前 stays whole.
func (a *Analyzer) joined(p *passage, span Span, text string) string {
	const after, before = "好完到成住掉了着过的地得后前时者为入", "被已很在将由前因请还就均"
	if next := p.textBeside(span.End, false); next != "" {
		if rest, ok := strings.CutSuffix(text, next); ok && rest != "" && doubles(next, after) {
			text = rest
		}
	}
	if last := p.textBeside(span.Start, true); last != "" {
		if rest, ok := strings.CutPrefix(text, last); ok && rest != "" && doubles(last, before) && int(a.segment(text, a.userWords(nil))[0].end) == len(last) {
			text = rest
		}
	}
	if half := text[:len(text)/2]; half != "" && half+half == text && p.textBeside(span.End, false) == "一下" {
		text = half // 尝尝 before 一下 is 尝
	}
	if polite, ok := strings.CutPrefix(text, "敬请"); ok && polite != "" && p.asked(span.Start) {
		text = polite
	} else if rest, ok := strings.CutPrefix(text, "请勿"); ok && p.asked(span.Start) {
		text = "勿" + rest
	}
	if strings.HasSuffix(p.text[:span.Start], "的") {
		for _, light := range [...]string{"予以", "进行", "作出", "加以"} {
			if rest, ok := strings.CutPrefix(text, light); ok && rest != "" {
				return rest // 您的【帮忙】 is a noun there
			}
		}
	}
	return text
}

// negatesTwice tells whether a substitution would deny what is denied already:
// 不要 in the place of 舍弃 in 不舍弃.
func (p *passage) negatesTwice(span Span, text string) bool {
	last, _ := utf8.DecodeLastRuneInString(p.text[:span.Start])
	first, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("不没未", last) && strings.ContainsRune("不没别未无", first) && p.boundary(span.Start)
}

// asked tells whether a request 请 stands in the clause before a place.
func (p *passage) asked(at int) bool {
	for i := p.wordAt(at) - 1; i >= 0 && !p.endsClause(&p.words[i]); i-- {
		if strings.HasSuffix(p.text[p.words[i].start:p.words[i].end], "请") {
			return true
		}
	}
	return false
}

// degrees are adverbs of degree that stand before what they qualify, and those
// with which a substitution may begin.
const (
	degreesBefore = " 很 十分 非常 特别 太 更 真 比较 相当 挺 "
	degreesAtHead = "十分 非常 极其 极为 极度 强烈 异常 过于 颇为 较为 深感"
)

// place is the stretch that a substitution replaces: the word found, and the
// small words at its sides that do not go with what is written now. In formal
// text that is 一下 behind it and 了 that ends the clause (数据【差老远】了 becomes
// 相差甚远), and 很 before what brings its own degree (很【不爽】 becomes 强烈不满).
func (p *passage) place(c *decision, text string) Span {
	span := c.span
	if c.target != Formal || text == "" || c.written || utf8.RuneCountInString(text) < 2 || !c.rule.register.spoken() {
		return span
	}
	switch next := p.textBeside(span.End, false); {
	case next == "一下":
		span.End += len(next)
	case next == "了" && !strings.HasSuffix(text, "了"):
		end := span.End + len(next)
		if after := p.beside(end, false); after == nil || p.endsClause(after) {
			span.End = end
		}
	}
	if before := p.textBeside(span.Start, true); before != "" && strings.Contains(degreesBefore, " "+before+" ") {
		for _, d := range strings.Fields(degreesAtHead) {
			if strings.HasPrefix(text, d) {
				span.Start -= len(before)
				break
			}
		}
	}
	return span
}

// doubles tells whether a word that a substitution repeats is left out: a short
// one only where it is listed.
func doubles(word, short string) bool {
	return utf8.RuneCountInString(word) > 1 || strings.Contains(short, word)
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
	if before := p.textBeside(span.Start, true); before != "" {
		sum += a.pull(before, text[words[0].start:words[0].end])
	}
	if after := p.textBeside(span.End, false); after != "" {
		last := words[len(words)-1]
		sum += a.pull(text[last.start:last.end], after)
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
