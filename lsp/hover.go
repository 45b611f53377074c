package lsp

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

// Hover tells what is known of the word under the cursor, in its sentence.
func (s *server) Hover(ctx context.Context, params *protocol.HoverParams) (*protocol.Hover, error) {
	ticket := s.take(params.TextDocument.URI)
	jsonrpc2.Async(ctx)
	snapshot, err := ticket.snapshot(ctx)
	if err != nil || snapshot == nil {
		return nil, err
	}
	word, ok := snapshot.document.WordAt(snapshot.toOffset(params.Position))
	if !ok {
		return nil, nil
	}
	return snapshot.hover(&word), nil
}

func (s *snapshot) hover(word *analysis.Word) *protocol.Hover {
	kind := protocol.MarkupKindMarkdown
	if s.server.can.plainHover {
		kind = protocol.MarkupKindPlainText
	}
	card := Card{
		Lexicon: s.server.lexicon, Settings: s.settings.values,
		Chinese: s.settings.chinese(s.server.locale), Plain: s.server.can.plainHover,
	}
	if page, ok := s.server.guidePage(simplified(word)); ok {
		card.GuidePage = string(page)
	}
	return &protocol.Hover{
		Contents: &protocol.MarkupContent{Kind: kind, Value: card.Text(word)}, Range: new(s.rangeOf(word.Token.Span)),
	}
}

// tooltip is a word in one line, for the hint behind it.
func (s *snapshot) tooltip(word *analysis.Word) string {
	text := word.Token.Text + " " + pinyin.Word(word.Token.Pinyin, pinyin.Marks, word.Token.Proper)
	if s.settings.values.Hover.Gloss {
		if gloss := firstGloss(s.server.lexicon, word.Entries); gloss != "" {
			text += ": " + gloss
		}
	}
	return text
}

// A Card is how a word is shown: in a hover, and by `yuti explain`.
type Card struct {
	Lexicon  *lexicon.Lexicon
	Settings config.Settings
	Chinese  bool // labels in Chinese rather than English
	Plain    bool // plain text rather than Markdown
	// GuidePage is where the word's guide can be opened, "" for nowhere.
	GuidePage string
}

// How much a card shows before it says that there is more.
const (
	maxSenses    = 6
	maxReadings  = 5
	maxContrasts = 3
	maxParts     = 6
)

// Text writes the card: Markdown without HTML, or plain text.
func (c *Card) Text(word *analysis.Word) string {
	blocks := []string{c.head(word)}
	for _, block := range []string{
		c.findings(word), c.senses(word), c.parts(word), c.guide(word), c.contrasts(word), c.more(word),
	} {
		if block != "" {
			blocks = append(blocks, block)
		}
	}
	return strings.Join(blocks, "\n\n")
}

// head is the headword in both scripts with its reading here, and below it
// what kind of word it is.
func (c *Card) head(word *analysis.Word) string {
	token := &word.Token
	line := c.strong(token.Text)
	if other := otherScript(word); other != "" {
		line += " 〔" + other + "〕"
	}
	if reading := pinyin.Word(token.Pinyin, pinyin.Marks, token.Proper); reading != "" {
		line += " " + reading
	}
	if c.Settings.Hover.Zhuyin {
		line += " " + pinyin.Word(token.Pinyin, pinyin.Zhuyin, false)
	}
	var facts []string
	if name, ok := partsOfSpeech[token.POS]; ok {
		facts = append(facts, c.say(name.chinese, name.english))
	}
	if word.HSK > 0 {
		facts = append(facts, fmt.Sprintf("HSK %d", word.HSK))
	}
	if word.Level != "" {
		facts = append(facts, c.escape(word.Level))
	}
	if word.Register != analysis.Neutral || word.Why != "" {
		facts = append(facts, c.say(word.Register.Chinese(), word.Register.String()))
	}
	if len(facts) > 0 {
		line += c.newline() + strings.Join(facts, " · ")
	}
	return line
}

// findings are what is reported of the word, with what it could become.
func (c *Card) findings(word *analysis.Word) string {
	var lines []string
	for i := range word.Findings {
		f := &word.Findings[i]
		line := "⚠ " + c.escape(c.say(f.Chinese, f.English))
		for j, fix := range f.Fixes {
			if j == 0 {
				line += " → "
			} else {
				line += c.say("、", ", ")
			}
			line += c.strong(fix.Text)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, c.newline())
}

// senses are the meanings of the entry that fits here; other readings follow
// on one line.
func (c *Card) senses(word *analysis.Word) string {
	if !c.Settings.Hover.Gloss || len(word.Entries) == 0 {
		return ""
	}
	entries := tellingFirst(word.Entries)
	first := &entries[0]
	var lines []string
	var classifiers []string
	left := 0
	for i := range entries {
		entry := &entries[i]
		if !sameReading(first, entry) {
			continue
		}
		for j := range entry.Senses {
			sense := &entry.Senses[j]
			for _, cl := range sense.Classifiers {
				classifiers = append(classifiers, cl.Simplified+" "+pinyin.Word(cl.Pinyin, pinyin.Marks, false))
			}
			text := c.Sense(sense)
			switch {
			case text == "", len(lines) > 0 && isSelf(entry, sense):
			case len(lines) == maxSenses:
				left++
			default:
				lines = append(lines, fmt.Sprintf("%d. %s", len(lines)+1, text))
			}
		}
	}
	if len(lines) == 1 {
		lines[0] = strings.TrimPrefix(lines[0], "1. ")
	}
	if left > 0 {
		lines[len(lines)-1] += fmt.Sprintf(" … +%d", left)
	}
	text := strings.Join(lines, "\n")
	for _, line := range []string{c.labelled("量词", "Classifiers", classifiers), c.labelled("另读", "Also read", c.otherReadings(word))} {
		if line != "" {
			text += "\n\n" + line
		}
	}
	return strings.TrimPrefix(text, "\n\n")
}

func (c *Card) otherReadings(word *analysis.Word) []string {
	var others []string
	seen := map[string]bool{}
	for i := range word.Entries {
		entry := &word.Entries[i]
		reading := pinyin.Word(entry.Pinyin, pinyin.Marks, false)
		if sameReading(&word.Entries[0], entry) || seen[reading] || len(others) == maxReadings {
			continue
		}
		seen[reading] = true
		if gloss := firstGloss(c.Lexicon, []lexicon.Entry{*entry}); gloss != "" {
			reading += " " + c.quiet(gloss)
		}
		others = append(others, reading)
	}
	return others
}

// Sense is a meaning with its labels; one that only points at another word
// shows that word's meaning in its place.
func (c *Card) Sense(sense *lexicon.Sense) string {
	var parts []string
	if len(sense.Tags) > 0 {
		parts = append(parts, c.quiet("("+strings.Join(sense.Tags, ", ")+")"))
	}
	if sense.Gloss != "" {
		parts = append(parts, c.escape(readable(sense.Gloss)))
	}
	if r := sense.Reference; r != nil {
		target := r.Simplified
		if len(r.Pinyin) > 0 {
			target += " " + pinyin.Word(r.Pinyin, pinyin.Marks, false)
		}
		parts = append(parts, c.quiet(c.referenceName(r.Kind))+" "+c.strong(target))
		if gloss := firstGloss(c.Lexicon, entriesOf(c.Lexicon, r)); gloss != "" && sense.Gloss == "" {
			parts[len(parts)-1] += ": " + c.escape(gloss)
		}
	}
	return strings.Join(parts, " ")
}

// parts explain a word that the dictionary lacks.
func (c *Card) parts(word *analysis.Word) string {
	var lines []string
	for i := range word.Parts {
		if i == maxParts {
			break
		}
		part := &word.Parts[i]
		line := "- " + c.strong(part.Simplified) + " " + pinyin.Word(part.Pinyin, pinyin.Marks, false)
		if gloss := firstGloss(c.Lexicon, word.Parts[i:i+1]); gloss != "" && c.Settings.Hover.Gloss {
			line += " " + c.escape(gloss)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// contrasts are the word's neighbours in other registers.
func (c *Card) contrasts(word *analysis.Word) string {
	var lines []string
	for i, contrast := range word.Contrasts {
		if i == maxContrasts {
			break
		}
		reason := c.say(contrast.When, contrast.WhenEn)
		line := "- ⇄ " + c.strong(contrast.To) + " " + c.quiet(c.say(contrast.Register.Chinese(), contrast.Register.String()))
		if reason != "" {
			line += c.say("：", ": ") + c.escape(reason)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// guide is the gist of the word's guide, and the way to the whole.
func (c *Card) guide(word *analysis.Word) string {
	guide, ok := lexicon.GuideTo(simplified(word))
	if !ok {
		return ""
	}
	text := c.escape(c.say(guide.Nutshell.Chinese, guide.Nutshell.English))
	if c.GuidePage != "" && !c.Plain {
		text += " [" + c.say("用法详解", "guide") + "](" + c.GuidePage + ")"
	}
	return text
}

// simplified is the word in the characters that guides go by.
func simplified(word *analysis.Word) string {
	if len(word.Entries) > 0 {
		return word.Entries[0].Simplified
	}
	return word.Token.Text
}

// more is what else the cursor is in: the shorter words inside this one.
func (c *Card) more(word *analysis.Word) string {
	var nested []string
	for i := range word.Nested {
		token := &word.Nested[i]
		text := c.strong(token.Text) + " " + pinyin.Word(token.Pinyin, pinyin.Marks, token.Proper)
		if gloss := firstGloss(c.Lexicon, c.Lexicon.Entries(token.Text)); gloss != "" && c.Settings.Hover.Gloss {
			text += " " + c.quiet(gloss)
		}
		nested = append(nested, text)
	}
	return c.labelled("词中", "Inside", nested)
}

func (c *Card) labelled(chinese, english string, items []string) string {
	if len(items) == 0 {
		return ""
	}
	return c.quiet(c.say(chinese, english)) + " " + strings.Join(items, " · ")
}

func (c *Card) say(chinese, english string) string {
	if c.Chinese || english == "" {
		return chinese
	}
	return english
}

func (c *Card) strong(text string) string {
	if c.Plain || text == "" {
		return text
	}
	return "**" + c.escape(text) + "**"
}

func (c *Card) quiet(text string) string {
	if c.Plain || text == "" {
		return text
	}
	return "*" + c.escape(text) + "*"
}

// newline ends a line inside a paragraph; Markdown wants two blanks for it.
func (c *Card) newline() string {
	if c.Plain {
		return "\n"
	}
	return "  \n"
}

var markup = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "<", `\<`, "[", `\[`, "]", `\]`)

func (c *Card) escape(text string) string {
	if c.Plain {
		return text
	}
	return markup.Replace(text)
}

// otherScript is the headword in the script that the text does not use, ""
// when both write it alike.
func otherScript(word *analysis.Word) string {
	for _, entry := range tellingFirst(word.Entries) {
		switch word.Token.Text {
		case entry.Traditional:
			if entry.Simplified != entry.Traditional {
				return entry.Simplified
			}
		case entry.Simplified:
			if entry.Simplified != entry.Traditional {
				return entry.Traditional
			}
		}
	}
	return ""
}

// sameReading compares without regard to capitals, which tell a name from a
// word that sounds like it.
func sameReading(a, b *lexicon.Entry) bool {
	return strings.EqualFold(strings.Join(a.Pinyin, " "), strings.Join(b.Pinyin, " "))
}

// tellingFirst puts, among the entries that are read like the first, those
// that say what the word means before those that only point at another entry.
func tellingFirst(entries []lexicon.Entry) []lexicon.Entry {
	if len(entries) < 2 {
		return entries
	}
	rank := func(e *lexicon.Entry) int {
		switch {
		case !sameReading(&entries[0], e):
			return 2
		case firstOwnGloss(e) == "":
			return 1
		default:
			return 0
		}
	}
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b lexicon.Entry) int { return rank(&a) - rank(&b) })
	return sorted
}

func firstOwnGloss(e *lexicon.Entry) string {
	for i := range e.Senses {
		if e.Senses[i].Gloss != "" {
			return e.Senses[i].Gloss
		}
	}
	return ""
}

// isSelf tells whether a sense only says that the entry is another spelling of
// its own headword, in traditional characters that few use.
func isSelf(e *lexicon.Entry, sense *lexicon.Sense) bool {
	return sense.Gloss == "" && sense.Reference != nil && sense.Reference.Simplified == e.Simplified
}

func entriesOf(lex *lexicon.Lexicon, r *lexicon.Reference) []lexicon.Entry {
	entries := lex.Entries(r.Simplified)
	for i := range entries {
		if strings.EqualFold(strings.Join(entries[i].Pinyin, " "), strings.Join(r.Pinyin, " ")) {
			return entries[i : i+1]
		}
	}
	return entries
}

// firstGloss is the first meaning that is more than a pointer, following one
// pointer if there is no other.
func firstGloss(lex *lexicon.Lexicon, entries []lexicon.Entry) string {
	for i := range entries {
		if gloss := firstOwnGloss(&entries[i]); gloss != "" {
			return readable(gloss)
		}
	}
	for i := range entries {
		for _, sense := range entries[i].Senses {
			if sense.Reference == nil {
				continue
			}
			for _, target := range entriesOf(lex, sense.Reference) {
				if gloss := firstOwnGloss(&target); gloss != "" {
					return readable(gloss)
				}
			}
		}
	}
	return ""
}

// quoted is how the dictionary writes a Chinese word inside a gloss.
var quoted = regexp.MustCompile(`([^\s|\[\](),;/]+)(?:\|([^\s|\[\](),;/]+))?\[([A-Za-z0-9:üÜ·, -]+)\]`)

// readable writes the words inside a gloss in simplified characters with their
// reading: "聯繫|联系[lian2 xi4]" becomes "联系 liánxì".
func readable(gloss string) string {
	return quoted.ReplaceAllStringFunc(gloss, func(match string) string {
		parts := quoted.FindStringSubmatch(match)
		word := parts[2]
		if word == "" {
			word = parts[1]
		}
		return word + " " + pinyin.Word(strings.Fields(parts[3]), pinyin.Marks, false)
	})
}

// referenceName says how a word is related to another, as a phrase that the
// other word follows.
func (c *Card) referenceName(kind string) string {
	if name, ok := referenceNames[kind]; ok {
		return c.say(name.chinese, name.english)
	}
	if strings.HasSuffix(kind, "variant") {
		return c.say("异体，同", kind+" of")
	}
	return kind
}

var referenceNames = map[string]name{
	"see": {"见", "see"}, "see also": {"参见", "see also"}, "cf": {"参见", "cf."},
	"abbr": {"简称，全称", "short for"}, "abbr to": {"可简称", "also shortened to"},
	"used in": {"用于", "used in"}, "also written": {"又作", "also written"}, "also called": {"又称", "also called"},
	"same as": {"同", "same as"}, "opposite": {"反义", "opposite of"},
	"erhua variant": {"儿化，同", "with 儿, same as"}, "old variant": {"旧作异体，同", "old variant of"},
}

type name struct{ chinese, english string }

// partsOfSpeech names the tags of jieba that a reader has a use for.
var partsOfSpeech = map[string]name{
	"n": {"名词", "noun"}, "v": {"动词", "verb"}, "a": {"形容词", "adjective"}, "d": {"副词", "adverb"},
	"r": {"代词", "pronoun"}, "p": {"介词", "preposition"}, "c": {"连词", "conjunction"}, "m": {"数词", "numeral"},
	"q": {"量词", "classifier"}, "t": {"时间词", "time word"}, "f": {"方位词", "localizer"}, "s": {"处所词", "place word"},
	"u": {"助词", "particle"}, "y": {"语气词", "modal particle"}, "e": {"叹词", "interjection"}, "o": {"拟声词", "onomatopoeia"},
	"z": {"状态词", "descriptive"}, "b": {"区别词", "attributive"}, "i": {"成语", "idiom"}, "l": {"习用语", "set phrase"},
	"j": {"简称", "abbreviation"}, "h": {"前缀", "prefix"}, "k": {"后缀", "suffix"},
	"nr": {"人名", "personal name"}, "nrt": {"人名", "personal name"}, "nrfg": {"人名", "personal name"},
	"ns": {"地名", "place name"}, "nt": {"机构名", "organisation"}, "nz": {"专名", "proper noun"},
	"vn": {"动词、名词", "verb, noun"}, "vd": {"动词、副词", "verb, adverb"}, "vg": {"动语素", "verbal morpheme"},
	"an": {"形容词、名词", "adjective, noun"}, "ad": {"形容词、副词", "adjective, adverb"}, "ng": {"名语素", "nominal morpheme"},
	"tg": {"时语素", "time morpheme"}, "ag": {"形语素", "adjectival morpheme"}, "dg": {"副语素", "adverbial morpheme"},
	"ul": {"助词", "particle"}, "uj": {"助词", "particle"}, "uv": {"助词", "particle"}, "uz": {"助词", "particle"},
	"ug": {"助词", "particle"}, "ud": {"助词", "particle"}, "mq": {"数量词", "numeral and classifier"},
	"rr": {"人称代词", "personal pronoun"}, "rz": {"指示代词", "demonstrative"},
}
