package analysis

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// Which of a word's entries and senses fits a sentence is told by its reading
// there, by the words on either side, and by how the dictionary words a sense:
// "to …" is a verb, "classifier for …" a classifier. Senses that fit come first;
// otherwise the dictionary's order stays.

// A part is a part of speech as far as it tells senses apart.
type part uint8

const (
	anyPart part = iota
	nounPart
	verbPart
	adjectivePart
	adverbPart
	classifierPart
	particlePart
	placePart // localizers: 后, 里, 上
	prepositionPart
	namePart
)

// A role is what a word is in its sentence.
type role struct {
	part part
	sure bool // told by the neighbours rather than by the word itself
}

// roleOf tells what the word k of a passage is in its sentence.
func (a *Analyzer) roleOf(p *passage, k int) role {
	w := &p.words[k]
	text := p.text[w.start:w.end]
	before, after := p.neighbour(k, -1), p.neighbour(k, +1)
	textOf := func(w *word) string {
		if w == nil {
			return ""
		}
		return p.text[w.start:w.end]
	}
	left, right := textOf(before), textOf(after)
	one := utf8.RuneCountInString(text) == 1
	switch {
	case text == "在" && isVerb(after) && !localizers[textOf(p.neighbour(p.indexOf(after), +1))]: // 他在吃饭
		return role{adverbPart, true}
	case one && is(w, "p") && (after == nil || endsPredicate[right]): // 你说得对。他在吗？
		if slices.ContainsFunc(a.lex.Entries(text), func(e lexicon.Entry) bool {
			return slices.ContainsFunc(e.Senses, func(s lexicon.Sense) bool { return partOfSense(&s) == adjectivePart })
		}) {
			return role{adjectivePart, true}
		}
		return role{verbPart, true}
	case one && (isQuantity(before, left) || demonstrative[left] && isNominal(after)) && !isQuantity(w, text) && a.isClassifier(text):
		return role{classifierPart, true}
	case is(w, "q") && isQuantity(before, left):
		return role{classifierPart, true}
	case one && a.classes["头衔"].words[right] && (before == nil || !isNominal(before)): // 王老师
		return role{namePart, true}
	case !one && (is(w, "nr") || is(w, "ns") || is(w, "nt")):
		return role{namePart, true}
	case one && !is(w, "v") && !is(w, "q") && !is(w, "u") && a.isCounting(p, before, left): // 这幅画
		return role{nounPart, true}
	case right == "了" || right == "过" || right == "着" || right == "一下" || right == "得" && is(w, "v"):
		return role{verbPart, !is(w, "a")}
	case right == "得" && one:
		return role{verbPart, false}
	case degree[left]:
		return role{adjectivePart, true}
	case auxiliary[left] && (is(w, "v") || is(w, "n") && !is(before, "v")),
		(is(before, "d") || left == "多" || left == "少") && (is(w, "v") || is(w, "n")) && left != "不" && left != "最":
		return role{verbPart, true}
	case one && (is(w, "f") || strings.ContainsAny(text, "后里上下前外中") && (isNominal(before) || left == "之")):
		return role{placePart, is(before, "n")}
	case left == "的" && (is(w, "n") || is(w, "v")) && !isNominal(after):
		return role{nounPart, true}
	}
	for _, tag := range []struct {
		tag  string
		part part
	}{
		{"vn", anyPart}, {"an", anyPart}, {"ad", anyPart}, {"vd", anyPart},
		{"v", verbPart}, {"n", nounPart}, {"a", adjectivePart}, {"d", adverbPart}, {"q", classifierPart}, {"u", particlePart}, {"y", particlePart}, {"p", prepositionPart},
	} {
		if is(w, tag.tag) {
			return role{tag.part, false}
		}
	}
	return role{}
}

func (p *passage) neighbour(k, step int) *word {
	for k += step; k >= 0 && k < len(p.words); k += step {
		switch w := &p.words[k]; w.kind {
		case spaceWord:
		case punctuationWord:
			return nil
		default:
			return w
		}
	}
	return nil
}

// indexOf is the place of one of the passage's own words.
func (p *passage) indexOf(w *word) int { return p.wordAt(int(w.start)) }

func isVerb(w *word) bool { return is(w, "v") && !is(w, "vn") }

// is tells whether a word's tag begins with this one.
func is(w *word, tag string) bool { return w != nil && w.pos.is(tag) }

// isQuantity tells whether a word is a number that a classifier can follow.
func isQuantity(w *word, text string) bool {
	if w == nil {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text)
	return is(w, "m") && text != "许多" && lexicon.PartOfSpeech(text) != "q" || kindOfRune(r) == digitRune || quantities[text]
}

func isNominal(w *word) bool {
	return is(w, "n") || is(w, "r") || is(w, "s") || is(w, "t") || is(w, "a")
}

var (
	quantities    = setOfWords("一 二 两 三 四 五 六 七 八 九 十 百 千 万 几 半 每 整 数 多少 好几 第一 上百")
	demonstrative = setOfWords("这 那 哪 这一 那一 某 每 各 该")
	degree        = setOfWords("很 太 非常 最 更 挺 十分 特别 越 比较 真 好 有点 有点儿 相当 极其 这么 那么")
	counts        = setOfWords("次 遍 下 回 趟 顿 声 会儿") // of actions
	localizers    = setOfWords("上 中 里 下 时 前 后 之前 之后 以前 以后 的 方面 过程 期间")
	endsPredicate = setOfWords("的 了 吗 吧 呢 啊 呀 不 没 嘛 么 而 还是 的话")
	auxiliary     = setOfWords("能 会 要 想 可以 应该 必须 得 可能 愿意 敢 肯 别 不要 没 没有 去 来 请 让 给 在 正在 已经 就 都 也 才 再 又 还")
)

func setOfWords(list string) map[string]bool { return setOf(strings.Fields(list)) }

func (a *Analyzer) isClassifier(word string) bool {
	for _, e := range a.lex.Entries(word) {
		for i := range e.Senses {
			if partOfSense(&e.Senses[i]) == classifierPart {
				return true
			}
		}
	}
	return false
}

// Alike tells whether two senses are of the same kind and label, and so may be
// synonyms. Glosses don't tell nouns, adjectives and adverbs apart well enough.
func Alike(a, b *lexicon.Sense) bool {
	kind := func(s *lexicon.Sense) part {
		if p := partOfSense(s); p != adjectivePart && p != adverbPart && p != placePart && p != prepositionPart {
			return p
		}
		return nounPart
	}
	label := func(s *lexicon.Sense) []string {
		return slices.DeleteFunc(slices.Clone(s.Tags), func(tag string) bool { return lexicon.RegisterOf(tag) == lexicon.Idiom })
	}
	return kind(a) == kind(b) && slices.Equal(label(a), label(b)) && a.Reference == nil && b.Reference == nil
}

// isCounting tells whether a word is the classifier of what follows.
func (a *Analyzer) isCounting(p *passage, w *word, text string) bool {
	if w == nil || counts[text] || utf8.RuneCountInString(text) != 1 {
		return false
	}
	before := p.neighbour(p.indexOf(w), -1)
	if before == nil {
		return false
	}
	left := p.text[before.start:before.end]
	return (isQuantity(before, left) || demonstrative[left]) && a.isClassifier(text)
}

// partOfSense tells a sense's part of speech by the wording of its gloss.
func partOfSense(s *lexicon.Sense) part {
	gloss := s.Gloss
	for strings.HasPrefix(gloss, "(") { // "(of a person) to …"
		end := strings.IndexByte(gloss, ')')
		if end < 0 {
			break
		}
		gloss = strings.TrimSpace(gloss[end+1:])
	}
	first, _, _ := strings.Cut(gloss, ";")
	first, _, _ = strings.Cut(first, ",")
	word, _, _ := strings.Cut(first, " ")
	switch {
	case s.HasTag("classifier"), strings.HasPrefix(s.Gloss, "classifier "), strings.HasPrefix(gloss, "classifier "), strings.HasPrefix(gloss, "classifier: "), strings.HasPrefix(gloss, "measure word"):
		return classifierPart
	case strings.HasPrefix(gloss, "don't "), strings.HasPrefix(s.Gloss, "(used before a "), strings.HasPrefix(s.Gloss, "(before "):
		return adverbPart
	case strings.HasPrefix(s.Gloss, "(used "), strings.HasPrefix(s.Gloss, "(followed by "), strings.HasPrefix(s.Gloss, "(") && strings.HasSuffix(s.Gloss, " marker)"), s.HasTag("particle"), strings.Contains(first, "particle"), s.HasTag("suffix"), s.HasTag("prefix"):
		return particlePart
	case s.HasTag("surname"), strings.HasPrefix(gloss, "surname "):
		return namePart
	case strings.HasSuffix(gloss, "(located) at"):
		return prepositionPart
	case verbs[word], strings.HasPrefix(first, "ought"), strings.HasPrefix(first, "have to"):
		return verbPart
	case places[word]:
		return placePart
	case prepositions[strings.TrimRight(word, ";")]:
		return prepositionPart
	case adverbs[word], strings.HasSuffix(first, "ly") && !strings.Contains(first, " ") && !strings.HasSuffix(first, "ily"):
		return adverbPart
	case gloss == "":
		return anyPart
	}
	for _, ending := range []string{"ful", "ous", "able", "ible", "less", "ish", "ive", "ic", "al"} {
		if strings.HasSuffix(first, ending) && !strings.Contains(first, " ") {
			return adjectivePart
		}
	}
	if adjectives[word] && !strings.Contains(first, " ") {
		return adjectivePart
	}
	return nounPart
}

var (
	verbs        = setOfWords("to must should can may will might shall")
	places       = setOfWords("behind after back rear inside in within interior on above top upper over under below beneath front before outside middle among center")
	prepositions = setOfWords("from towards toward at for by with in on through via because according regarding concerning about since along per")
	adverbs      = setOfWords("very already also then only still just not again always often even too quite more most ever never perhaps maybe together once immediately")
	adjectives   = setOfWords("right big small long short good bad new old high low many few fast slow hot cold hard soft easy light heavy dark bright red white black yellow green blue beautiful happy sad tired busy strange dry wet clean dirty far near deep thick thin sharp slow early late tall fat correct true false")
)

// arrange puts first the entries whose reading is that of the token, then those
// of which some sense fits; within an entry, the senses that fit. It sorts what it
// is given, which the lexicon makes anew for each who asks.
func (a *Analyzer) arrange(entries []lexicon.Entry, token Token, here role) []lexicon.Entry {
	type ranked struct {
		entry lexicon.Entry
		rank  int
	}
	traditional := ""
	if len(entries) > 1 {
		traditional = a.lex.ToTraditional(token.Text)
	}
	list := make([]ranked, len(entries))
	for i := range entries {
		e := &entries[i]
		rank := 100 * fit(*e, token)
		if e.IsProper() == (token.Proper || here.part == namePart) {
			rank += 50
		}
		// of the characters that one simplified character stands for, the
		// common one is what it is converted to by itself
		if e.Traditional == traditional || e.Traditional == token.Text && e.Simplified != token.Text {
			rank += 8
		}
		list[i] = ranked{*e, rank + arrangeSenses(e, here)}
	}
	slices.SortStableFunc(list, func(x, y ranked) int { return y.rank - x.rank })
	for i := range list {
		entries[i] = list[i].entry
	}
	return entries
}

// arrangeSenses puts the senses of an entry that fit first, and returns how
// well the best one does.
func arrangeSenses(e *lexicon.Entry, here role) int {
	if len(e.Senses) == 0 {
		return -100
	}
	type ranked struct {
		sense lexicon.Sense
		fit   int
	}
	list := make([]ranked, len(e.Senses))
	for i := range e.Senses {
		list[i] = ranked{e.Senses[i], fitOfSense(e, &e.Senses[i], here)}
	}
	slices.SortStableFunc(list, func(x, y ranked) int { return y.fit - x.fit })
	for i := range list {
		e.Senses[i] = list[i].sense
	}
	return list[0].fit
}

// fitOfSense counts how well a sense fits; 0 for one of which nothing is known.
func fitOfSense(e *lexicon.Entry, s *lexicon.Sense, here role) int {
	fit := 0
	its := partOfSense(s)
	switch {
	case here.part == anyPart || its == anyPart:
	case here.part == prepositionPart && its == particlePart:
		fit += 3 // "(used to put the object before the verb)"
	case its == here.part:
		fit += 4
		if here.sure {
			fit += 6
		}
	case its == classifierPart && here.sure:
		fit -= 4
	case its == namePart && !e.IsProper():
		fit -= 6
	}
	if s.Gloss == "" && s.Reference == nil {
		return -20 // only classifiers
	}
	if s.Gloss == "" {
		fit -= 12
	}
	for _, tag := range s.Tags {
		switch lexicon.RegisterOf(tag) {
		case lexicon.Dated:
			fit -= 6
		case lexicon.Dialect, lexicon.Vulgar:
			fit -= 3
		case lexicon.Literary, lexicon.Regional, lexicon.Slang:
			fit -= 2
		}
		if tag == "bound form" && utf8.RuneCountInString(e.Simplified) == 1 {
			fit -= 2
		}
	}
	return fit
}
