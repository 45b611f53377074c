package analysis

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// A Pair is a translation with what it was translated from.
type Pair = prose.Pair

// The detectors of rules/bilingual.
const (
	stifferThanSource  = "原文随便译文生硬"
	looserThanSource   = "原文正式译文随便"
	lostPlaceholder    = "占位符对不上"
	lostTag            = "标签对不上"
	lostNumber         = "数字没有译出"
	lostLink           = "网址没有保留"
	severalRenderings  = "同一原文几种译法"
	renderingsInAMatch = 6 // as many other translations are named at most
)

// A rendering is one translation of a source; fuzzy ones and plurals, which
// differ by their nature, are left out.
type rendering struct{ source, target string }

// renderings gathers the sources that have more than one translation.
func renderings(pairs []rendering) map[string][]string {
	all := map[string][]string{}
	for _, r := range pairs {
		if r.source == "" {
			continue
		}
		if targets := all[r.source]; !slices.Contains(targets, r.target) {
			all[r.source] = append(targets, r.target)
		}
	}
	for source, targets := range all {
		if len(targets) < 2 {
			delete(all, source)
		}
	}
	return all
}

// translated reports what a translation lost, and where its register is not
// that of its source.
func (d *Document) translated(p *passage, found []candidate, decided []decision, report reporter) {
	pair := p.block.Pair
	if pair == nil {
		return
	}
	whole := Span{0, len(p.text)}
	for _, kind := range []struct {
		detector string
		pattern  *regexp.Regexp
	}{{lostPlaceholder, placeholders}, {lostTag, tags}} {
		lost, more := different(kind.pattern, pair)
		switch {
		case len(lost) > 0 && len(more) > 0:
			report(kind.detector, whole, true, "缺少 "+strings.Join(lost, " ")+"，多出 "+strings.Join(more, " "), "", strings.Join(lost, " ")+" missing, "+strings.Join(more, " ")+" added")
		case len(lost) > 0:
			report(kind.detector, whole, true, "缺少 "+strings.Join(lost, " "), "", strings.Join(lost, " ")+" missing")
		case len(more) > 0:
			report(kind.detector, whole, true, "多出 "+strings.Join(more, " "), "", strings.Join(more, " ")+" added")
		}
	}
	if links, now := links.FindAllString(pair.Source, -1), links.FindAllString(pair.Target, -1); len(now) < len(links) {
		if lost, _ := apart(links, now); len(lost) > 0 {
			report(lostLink, whole, true, strings.Join(lost, " "))
		}
	}
	if lost := lostNumbers(pair); len(lost) > 0 {
		report(lostNumber, whole, true, strings.Join(lost, "、"), "", strings.Join(lost, ", "))
	}
	if targets := d.rendered[pair.Source]; len(targets) > 1 && pair.Plural == "" && !pair.Fuzzy {
		var others []string
		for _, t := range targets {
			if t != pair.Target && len(others) < renderingsInAMatch {
				others = append(others, "「"+t+"」")
			}
		}
		if len(others) > 0 && len(others) < len(targets) {
			report(severalRenderings, whole, true, pair.Source, "", strings.Join(others, ""))
		}
	}
	if !d.setting.explicit {
		d.sourceRegister(p, pair, found, decided, report)
	}
}

var (
	placeholders = regexp.MustCompile(prose.Placeholders)
	tags         = regexp.MustCompile(`</?[A-Za-z][\w:-]*(?:\s[^<>]*)?/?>`)
	links        = regexp.MustCompile(`https?://[^\s<>"'）)，。；、]*[^\s<>"'）)，。；、.,:;!?]`)
	numbers      = regexp.MustCompile(`[0-9][0-9,]*(?:\.[0-9]+)?`)
	magnitudes   = regexp.MustCompile(`^(?:\s*(?i:thousand|million|billion|trillion|bn|am|pm|a\.m|p\.m|k|dozen)\b|:[0-9])`)
	argument     = regexp.MustCompile(`^%[1-9][0-9]*\$`)
)

// different lists what of a kind the target lacks of its source, and what it
// has more.
func different(pattern *regexp.Regexp, pair *Pair) (lost, more []string) {
	find := func(text string) []string {
		var list []string
		for _, m := range pattern.FindAllString(text, -1) {
			list = append(list, normal(m))
		}
		return list
	}
	now := find(pair.Target)
	lost, more = apart(find(pair.Source), now)
	if pair.Plural == "" || len(lost)+len(more) == 0 {
		return lost, more
	}
	// one of the two forms is enough
	if l, m := apart(find(pair.Plural), now); len(l)+len(m) <= len(lost)+len(more) {
		return l, m
	}
	return lost, more
}

// normal is a placeholder or tag as it is compared: %1$s is %s, and a tag is
// its name.
func normal(m string) string {
	m = argument.ReplaceAllString(m, "%")
	if strings.HasPrefix(m, "<") && !strings.HasPrefix(m, "<x") && !strings.HasPrefix(m, "<ph") {
		name, _, _ := strings.Cut(strings.Trim(m, "<>/"), " ")
		if strings.HasPrefix(m, "</") {
			return "</" + name + ">"
		}
		return "<" + name + ">"
	}
	return m
}

// apart takes two lists with repetitions and returns what each has more.
func apart(a, b []string) (onlyA, onlyB []string) {
	count := map[string]int{}
	for _, s := range b {
		count[s]++
	}
	for _, s := range a {
		if count[s] > 0 {
			count[s]--
		} else {
			onlyA = append(onlyA, s)
		}
	}
	for s, n := range count {
		for range n {
			onlyB = append(onlyB, s)
		}
	}
	sort.Strings(onlyB)
	return onlyA, onlyB
}

// lostNumbers lists the numbers of the source that the target has neither in
// digits nor in characters.
func lostNumbers(pair *Pair) []string {
	bare := func(text string) string {
		for _, p := range []*regexp.Regexp{placeholders, tags, links} {
			text = p.ReplaceAllString(text, " ")
		}
		return text
	}
	source, target := bare(pair.Source), strings.ReplaceAll(bare(pair.Target), ",", "")
	target = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, target)
	var lost []string
	for _, m := range numbers.FindAllStringIndex(source, -1) {
		digits := strings.ReplaceAll(strings.TrimRight(source[m[0]:m[1]], ","), ",", "")
		if magnitudes.MatchString(source[m[1]:]) || m[0] > 1 && source[m[0]-1] == ':' || strings.Contains(target, digits) ||
			strings.HasPrefix(source[m[1]:], "%") && strings.Contains(target, "百分之") {
			continue
		}
		if n, err := strconv.Atoi(digits); err == nil && n < 10000 {
			written := chineseNumber(n)
			if strings.Contains(target, written) || n%10 == 2 && strings.Contains(target, strings.TrimSuffix(written, "二")+"两") ||
				n%1000 == 0 && strings.Contains(target, strconv.Itoa(n/1000)+"千") || n == 12 && strings.Contains(target, "一打") {
				continue
			}
		}
		if n, err := strconv.Atoi(digits); err == nil && n >= 10000 && n%10000 == 0 && strings.Contains(strings.ReplaceAll(target, " ", ""), strconv.Itoa(n/10000)+"万") {
			continue
		}
		lost = append(lost, source[m[0]:m[1]])
	}
	return lost
}

// chineseNumber writes a number below 10,000 in characters.
func chineseNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	if n < 10 {
		return string(digits[n])
	}
	var b strings.Builder
	zero := false
	for _, unit := range []struct {
		value int
		name  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / unit.value % 10
		if d == 0 {
			zero = b.Len() > 0
			continue
		}
		if zero {
			b.WriteRune('零')
			zero = false
		}
		if d != 1 || unit.value != 10 || b.Len() > 0 {
			b.WriteRune(digits[d])
		}
		b.WriteString(unit.name)
	}
	return b.String()
}

// What tells the register of an English source.
var (
	contraction = regexp.MustCompile(`(?i)\b(?:\pL+n't|\pL+'(?:ll|ve|re|d)|i'm|(?:it|that|there|what|who|let|here|he|she|how|where)'s)(?:\PL|$)`)
	slang       = regexp.MustCompile(`(?i)\b(?:hey|hi there|yeah|yep|yup|nope|oops|whoops|uh-oh|awesome|gonna|wanna|gotta|kinda|sorta|dunno|guys|folks|btw|lol|omg|yay|wow|ouch|no worries|heads up|stuff)\b`)
	politeness  = regexp.MustCompile(`(?i)\bplease\b`)
	legalese    = regexp.MustCompile(`(?i)\b(?:shall|hereby|herein|hereto|hereof|hereinafter|hereunder|thereof|therein|thereto|pursuant|notwithstanding|whereas|aforementioned|aforesaid|in accordance with|in the event that|henceforth)\b`)
)

// sourceRegister takes the register of the source for a target of its
// translation: what stands out against it is reported with its plain, or its
// formal, word. What the text itself shows to be out of place is reported
// anyway, and not again.
func (d *Document) sourceRegister(p *passage, pair *Pair, found []candidate, decided []decision, report reporter) {
	source := strings.ReplaceAll(pair.Source, "’", "'")
	target, detector, sign := Neutral, "", ""
	formal := legalese.FindString(source)
	switch {
	case formal == "" && slang.MatchString(source):
		target, detector, sign = Casual, stifferThanSource, slang.FindString(source)
	case formal == "" && contraction.MatchString(source):
		target, detector, sign = Casual, stifferThanSource, strings.TrimRight(contraction.FindString(source), " .,!?;:")
	case formal == "" && politeness.MatchString(source):
		target, detector, sign = Neutral, stifferThanSource, politeness.FindString(source)
	case formal != "" && !contraction.MatchString(source) && !slang.MatchString(source):
		target, detector, sign = Formal, looserThanSource, formal
	default:
		return
	}
	end := -1
	for i := range found {
		c := &found[i]
		stiff := c.rule.register == Formal || c.rule.register == Official || c.rule.register == Literary
		loose := c.rule.register == Colloquial || c.rule.register == Slang || c.rule.register == Internet || c.rule.register == Dialect
		if utf8.RuneCountInString(c.rule.name) == 1 && c.rule.register == Formal {
			continue // function words, of which written Chinese is full
		}
		if detector == stifferThanSource && !stiff || detector == looserThanSource && !loose || c.span.Start < end {
			continue
		}
		var words []string
		for _, s := range c.rule.instead[target] {
			if !s.advice && s.text != "" {
				dec := decision{candidate: c}
				words = append(words, d.inScript(dec.expand(p, s.text), p))
			}
		}
		overlaps := func(o decision) bool { return o.span.Overlaps(c.span) }
		if len(words) == 0 || slices.ContainsFunc(decided, overlaps) {
			continue
		}
		end = c.span.End
		report(detector, c.span, true, p.original[c.span.Start:c.span.End], strings.Join(words, "、"), sign)
	}
}

// PairAt returns the translation at an offset with its source; ok is false in
// files that hold none.
func (d *Document) PairAt(offset int) (pair Pair, ok bool) {
	if d.Len() == 0 || offset < 0 || offset > d.Len() {
		return Pair{}, false
	}
	here := d.pieces.at(offset)
	for _, b := range d.prose(d.pieces.piece(here)).Blocks {
		if _, inside := b.FromSource(offset - here.offset); inside && b.Pair != nil {
			return *b.Pair, true
		}
	}
	return Pair{}, false
}
