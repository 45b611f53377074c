package lsp

import (
	"slices"
	"strings"
	"unicode"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

// A WordPage is all that is known of a word, as one Markdown page: its guide
// where there is one, then its entries, characters and contrasts, and words
// that share a character with it.
type WordPage struct {
	Lexicon  *lexicon.Lexicon
	Analyzer *analysis.Analyzer
	Chinese  bool
	Plain    bool // for a terminal: no links, no emphasis
	// Link is the address of a word's page, "" where there is none; nil for no
	// links at all.
	Link func(word string) string
}

// maxRelated is how many words a page lists that share a character.
const maxRelated = 16

// Text writes the page.
func (p *WordPage) Text(word *analysis.Word) string {
	card := Card{Lexicon: p.Lexicon, Hover: config.Merge().Hover, Chinese: p.Chinese, Plain: p.Plain}
	var b strings.Builder
	section := func(chinese, english, body string) {
		if body != "" {
			b.WriteString("\n## " + card.say(chinese, english) + "\n\n" + body + "\n")
		}
	}
	if guide, ok := lexicon.GuideTo(simplified(word)); ok {
		b.WriteString(strings.TrimSpace(p.linked(guide)) + "\n")
	} else {
		b.WriteString("# " + word.Token.Text + "\n\n" + card.head(word) + "\n")
		if word.Numeral != nil {
			return "# " + word.Token.Text + "\n\n" + card.numeral(word) + "\n"
		}
	}
	section("词典", "Dictionary", p.entries(&card, word))
	section("组成", "Parts", card.parts(word, len(word.Parts)))
	_, region, _ := strings.Cut(card.region(word), " ") // its label is the heading here
	section("地区", "Region", region)
	section("语体对照", "Contrasts", p.contrasts(&card, word))
	section("字", "Characters", p.characters(&card, word))
	section("词中", "Inside", card.nested(word))
	if _, ok := lexicon.GuideTo(simplified(word)); !ok { // a guide names better ones
		section("同字词", "Words that share a character", p.related(word))
	}
	return b.String()
}

// entries are all of the word's, whole.
func (p *WordPage) entries(card *Card, word *analysis.Word) string {
	var list []string
	for i := range word.Entries {
		entry := word.Entries[i]
		line := card.strong(entry.Simplified)
		if entry.Traditional != entry.Simplified {
			line += " 〔" + entry.Traditional + "〕"
		}
		line += " " + pinyin.Word(entry.Pinyin, pinyin.Marks, false)
		var senses []string
		for j := range entry.Senses {
			if text := card.Sense(&entry.Senses[j]); text != "" {
				senses = append(senses, "- "+text)
			}
		}
		if reading := pinyin.Word(entry.TaiwanPinyin, pinyin.Marks, false); reading != "" {
			senses = append(senses, "- "+card.say("台湾读 ", "read in Taiwan ")+reading)
		}
		one := analysis.Word{Entries: word.Entries[i : i+1]}
		if classifiers := card.classifiers(&one); classifiers != "" {
			senses = append(senses, "- "+classifiers)
		}
		list = append(list, line+"\n\n"+strings.Join(senses, "\n"))
	}
	return strings.Join(list, "\n\n")
}

// contrasts are all of the word's, linked.
func (p *WordPage) contrasts(card *Card, word *analysis.Word) string {
	lines := make([]string, len(word.Contrasts))
	for i := range word.Contrasts {
		contrast := &word.Contrasts[i]
		lines[i] = strings.Replace(card.contrast(word, contrast), card.strong(contrast.To), p.link(contrast.To), 1)
	}
	return strings.Join(lines, "\n")
}

func (p *WordPage) characters(card *Card, word *analysis.Word) string {
	var lines []string
	for from := 0; from < len(word.Characters); from += maxCharacters {
		some := *word
		some.Characters = word.Characters[from:min(from+maxCharacters, len(word.Characters))]
		if text := card.characters(&some, false); text != "" {
			lines = append(lines, text)
		}
	}
	return strings.Join(lines, "\n")
}

func (p *WordPage) related(word *analysis.Word) string {
	var lines []string
	for _, text := range p.Analyzer.Related(simplified(word), maxRelated) {
		entries := p.Lexicon.Entries(text)
		line := "- " + p.link(text)
		if len(entries) > 0 {
			line += " " + pinyin.Word(entries[0].Pinyin, pinyin.Marks, false) + " " + brief(firstGloss(p.Lexicon, entries), 60)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// link is a word, linked to its own page where there is one.
func (p *WordPage) link(word string) string {
	if p.Link != nil && !p.Plain {
		if address := p.Link(word); address != "" {
			return "[" + word + "](" + address + ")"
		}
	}
	return word
}

// linked is a guide's page in which its neighbours, phrases and related words
// lead to their own pages.
func (p *WordPage) linked(guide *lexicon.Guide) string {
	var page strings.Builder
	section := ""
	for line := range strings.Lines(guide.Page) {
		if strings.HasPrefix(line, "- ✗") {
			// what no rule finds is marked for those who write rules
			awkward, _, _ := lexicon.CutUnseen(strings.TrimSpace(line))
			line = awkward + "\n"
		}
		if title, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(title)
		}
		for opening, sections := range linkedItems {
			rest, ok := strings.CutPrefix(line, opening)
			if !ok || !slices.Contains(sections, section) {
				continue
			}
			end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
			if end > 0 && rest[:end] != guide.Word {
				line = opening + p.link(rest[:end]) + rest[end:]
			}
		}
		page.WriteString(line)
	}
	return page.String()
}

// linkedItems are the lines that begin with a word, by how they open and the
// sections they stand in.
var linkedItems = map[string][]string{"### ": {"辨析"}, "- ": {"固定搭配", "相关词"}}
