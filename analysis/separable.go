package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/lexicon"
)

// separableAt is the entry of the verb that separated finds; nil when there is
// none.
func (a *Analyzer) separableAt(p *passage, k int) *lexicon.Entry {
	verb, ok := p.separated(k)
	entries := a.lex.Entries(verb)
	if !ok || len(entries) == 0 {
		return nil
	}
	return &a.arrange(entries, Token{Text: verb, Han: true, POS: "v"}, role{})[0]
}

// separated gives the verb whose part word k is when its verb and its object
// stand apart: 洗了个澡, 见过三次面, 帮了我一个大忙, 聊聊天, 睡不着觉.
func (p *passage) separated(k int) (verb string, ok bool) {
	text := func(i int) string { return p.text[p.words[i].start:p.words[i].end] }
	for from := k; from >= 0 && k-from <= maxBetween+1; from-- {
		if p.words[from].kind != hanWord {
			return "", false
		}
		head, _ := utf8.DecodeRuneInString(text(from))
		if rest := text(from)[utf8.RuneLen(head):]; rest != "" && rest != string(head) {
			if from != k && !p.between(from) {
				return "", false
			}
			continue // a verb of one character, perhaps said twice
		}
		for to := from + 1; to < len(p.words) && to-from <= maxBetween+1; to++ {
			if p.words[to].kind != hanWord {
				break
			}
			object := text(to)
			if first, size := utf8.DecodeRuneInString(object); len(object) > size && (first == '大' || first == '小') {
				object = object[size:] // 帮了个大忙
			}
			if (to == k || from == k) && isSeparable(string(head)+object) && (to > from+1 || text(from) != string(head)) {
				return string(head) + object, true
			}
			if !p.between(to) {
				break
			}
		}
		if from != k && !p.between(from) {
			return "", false
		}
	}
	return "", false
}

// maxBetween is how many words may stand between a verb and its object.
const maxBetween = 6

// between tells whether a word may stand between a verb and its object: a
// particle, a complement, a number with its classifier, whose it is, what it is
// like.
func (p *passage) between(i int) bool {
	w := p.words[i]
	text := p.text[w.start:w.end]
	if strings.Contains(" 了 着 过 的 得 不 没 完 好 上 下 起 起来 到 成 个 一 几 什么 半天 会 会儿 一会儿 一下 次 回 大 小 新 老 热 冷 天 ", " "+text+" ") {
		return true
	}
	switch w.pos.String() {
	case "m", "q", "mq", "r", "rr", "rz", "a", "ad", "b", "t", "u", "ul", "uz", "ug", "uj", "nr":
		return true
	}
	return false
}

var separable = wordSet("离合词")

func isSeparable(verb string) bool { return separable[verb] }
