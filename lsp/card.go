package lsp

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/lexicon"
)

// A Card is how a word is shown: in a hover, by `yuti explain`, and at the head
// of a word's page.
type Card struct {
	Lexicon *lexicon.Lexicon
	Hover   config.Hover
	Chinese bool // labels in Chinese rather than English
	Plain   bool // plain text rather than Markdown
	// Lines is how many lines it may have, 0 for any number.
	Lines int
	// Page is where all that is known of the word can be read, "" for nowhere.
	Page string
	// shorten is done to each of the dictionary's glosses; nil for nothing.
	shorten func(gloss string) string
}

// How much a card shows, by how short of lines it is: what comes first is all
// there is to see in most editors, so each step folds what can be had elsewhere.
var sizes = []struct {
	senses, contrasts, parts int
	fold                     bool // characters, and what is labelled, on one line each
	bare                     bool // neither characters nor nested words
}{
	{6, 3, 6, false, false},
	{6, 3, 6, true, false},
	{4, 2, 4, true, false},
	{3, 1, 3, true, true},
	{1, 0, 2, true, true},
}

const (
	maxReadings   = 5
	maxCharacters = 4
)

// Text writes the card: Markdown without HTML, or plain text. It has at least
// the word itself and one line that explains it.
func (c *Card) Text(word *analysis.Word) string {
	var text string
	for size := range sizes {
		text = c.write(word, size)
		if c.Lines <= 0 || strings.Count(text, "\n") < c.Lines {
			return text
		}
	}
	lines := strings.Split(text, "\n")
	return strings.TrimRight(strings.Join(lines[:min(len(lines), max(c.Lines, 2))], "\n"), " \n")
}

func (c *Card) write(word *analysis.Word, size int) string {
	if word.Numeral != nil {
		return c.numeral(word)
	}
	s := sizes[size]
	blocks := []string{c.head(word)}
	add := func(lines ...string) {
		lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" })
		if len(lines) > 0 {
			blocks = append(blocks, strings.Join(lines, c.newline()))
		}
	}
	add(c.findings(word))
	add(c.separable(word))
	add(c.within(word))
	add(c.senses(word, s.senses))
	// single characters are explained below
	if s.bare || len(word.Characters) > maxCharacters || slices.ContainsFunc(word.Parts, func(part lexicon.Entry) bool {
		return utf8.RuneCountInString(part.Simplified) > 1 || len(part.Senses) == 0
	}) {
		add(c.parts(word, s.parts))
	}
	add(c.guide(word))
	add(c.contrasts(word, s.contrasts))
	add(c.classifiers(word), c.otherReadings(word), c.region(word))
	if !s.bare {
		add(c.characters(word, s.fold))
		add(c.nested(word))
	}
	add(c.link(word))
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
	reading := pinyin.Word(token.Pinyin, pinyin.Marks, token.Proper)
	if token.Proper && len(word.Entries) > 0 && (strings.HasPrefix(token.POS, "nr") || len(token.Pinyin) > 3) && slices.EqualFunc(word.Entries[0].Pinyin, token.Pinyin, strings.EqualFold) {
		reading = pinyin.Word(word.Entries[0].Pinyin, pinyin.Marks, true) // Lǔ Xùn: the dictionary knows where names part
	}
	if reading != "" {
		line += " " + reading
	}
	if c.Hover.Zhuyin {
		line += " " + pinyin.Word(token.Pinyin, pinyin.Zhuyin, false)
	}
	var facts []string
	known := len(word.Entries) > 0
	pos, named := partsOfSpeech[token.POS]
	switch {
	case known && strings.Contains(firstOwnGloss(&word.Entries[0]), "surname "):
		facts = append(facts, c.say("姓氏", "surname"))
	case named:
		facts = append(facts, c.say(pos.chinese, pos.english))
	}
	if known && word.Entries[0].IsProper() && !strings.HasPrefix(token.POS, "nr") && !slices.Contains([]string{"ns", "nt", "nz", "t"}, token.POS) { // 周一 is no name
		facts = append(facts, c.say("专名", "proper noun"))
	}
	if !known && token.POS != "m" {
		facts = append(facts, c.say("词典未收", "not in the dictionary"))
	}
	if common := commonnessNames[word.Common]; common.chinese != "" {
		facts = append(facts, c.say(common.chinese, common.english))
	}
	if word.HSK > 0 {
		facts = append(facts, fmt.Sprintf("HSK %d", word.HSK))
	}
	if word.Level != "" {
		facts = append(facts, c.say("自定等级 ", "own list: ")+c.escape(word.Level))
	}
	if register := c.register(word); register != "" {
		facts = append(facts, register)
	}
	if len(facts) > 0 {
		line += c.newline() + strings.Join(facts, " · ")
	}
	return line
}

// register says what the word sounds like, and how that is known.
func (c *Card) register(word *analysis.Word) string {
	if word.Register == analysis.Neutral && word.Why == "" {
		return ""
	}
	name := c.say(word.Register.Chinese(), word.Register.String())
	switch {
	case word.Why == "contrast":
		return name + c.say("（据语体对照）", " (by its contrasts)")
	case word.Why == "guide":
		return name + c.say("（据词语指南）", " (by its guide)")
	case word.Why == "dictionary":
		return name + c.say("（据词典标注）", " (labelled so in the dictionary)")
	}
	return name
}

// numeral reads digits out.
func (c *Card) numeral(word *analysis.Word) string {
	var words, zhuyin []string
	for _, syllables := range word.Numeral.Pinyin {
		words = append(words, pinyin.Word(syllables, pinyin.Marks, false))
		zhuyin = append(zhuyin, pinyin.Word(syllables, pinyin.Zhuyin, false))
	}
	reading := strings.Join(words, " ")
	if strings.HasPrefix(word.Numeral.Han, "第") { // dì-sān, as GB/T 16159 has it
		reading = strings.Replace(reading, " ", "-", 1)
	}
	line := c.strong(word.Token.Text) + " " + reading
	if c.Hover.Zhuyin {
		line += " " + strings.Join(zhuyin, " ")
	}
	line += c.newline() + word.Numeral.Han
	if senses := c.senses(word, sizes[0].senses); senses != "" {
		line += "\n\n"
		if unit := &word.Entries[0]; !strings.EqualFold(unit.Simplified, word.Token.Text) {
			line += c.strong(unit.Simplified) + " " + pinyin.Word(unit.Pinyin, pinyin.Marks, false) + "\n\n"
		}
		line += senses
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

// senses are the meanings of the entries that are read as the word is here.
func (c *Card) senses(word *analysis.Word, most int) string {
	if !c.Hover.Gloss || len(word.Entries) == 0 {
		return ""
	}
	lines, left := c.senseLines(word, most)
	switch len(lines) {
	case 0:
		// nothing but another spelling of itself, or other readings: say what
		// those mean
		return c.gloss(firstGloss(c.Lexicon, word.Entries))
	case 1:
		return lines[0]
	}
	for i := range lines {
		lines[i] = fmt.Sprintf("%d. %s", i+1, lines[i])
	}
	if left > 0 {
		lines[len(lines)-1] += fmt.Sprintf(" … +%d", left)
	}
	return strings.Join(lines, "\n")
}

// senseLines are at most so many senses, each on a line of its own, and how many
// are left. Synonyms that the dictionary lists as so many senses, "to get", "to
// obtain", share one.
func (c *Card) senseLines(word *analysis.Word, most int) (lines []string, left int) {
	first := &word.Entries[0]
	for i := range word.Entries {
		entry := &word.Entries[i]
		if !sameReading(first, entry) {
			continue
		}
		if i > 0 && len(entry.Pinyin) == 1 && entry.Traditional != first.Traditional && entry.Traditional != word.Token.Text && !c.Lexicon.Begins(entry.Traditional) {
			continue // a character that is hardly met any more; the page has it
		}
		mark := ""
		switch {
		case i > 0 && entry.Traditional != first.Traditional:
			mark = "〔" + entry.Traditional + "〕 "
		case i > 0 && entry.IsProper() && !first.IsProper():
			mark = c.quiet(c.say("专名", "proper noun")) + " "
		}
		single := isUngrouped(entry)
		var before *lexicon.Sense // the one on the last line, if another may join it
		for j := range entry.Senses {
			sense := &entry.Senses[j]
			if isSelf(entry, sense) && (len(lines) > 0 || len(word.Entries) > 1) {
				continue
			}
			texts := c.apart(word, sense)
			for k, text := range texts {
				joins := before != nil && k == 0 && single && analysis.Alike(before, sense) && utf8.RuneCountInString(lines[len(lines)-1])+utf8.RuneCountInString(text) < joinedWidth
				switch {
				case text == "":
					continue
				case joins:
					lines[len(lines)-1] += "; " + text
				case len(lines) == most:
					left++
					continue
				default:
					lines = append(lines, mark+text)
				}
				before = sense
			}
		}
	}
	return lines, left
}

// joinedWidth is how long a line of joined senses may be, in characters.
const joinedWidth = 90

// isUngrouped tells whether an entry gives each synonym as a sense of its own:
// those that have been gone over write them apart by semicolons.
func isUngrouped(e *lexicon.Entry) bool {
	return !slices.ContainsFunc(e.Senses, func(s lexicon.Sense) bool {
		return strings.Contains(s.Gloss, "; ") && !strings.HasPrefix(s.Gloss, "lit. ")
	})
}

// apart gives the literal and the figurative sense of a saying a line each. That
// it is one is said above it.
func (c *Card) apart(word *analysis.Word, sense *lexicon.Sense) []string {
	own := *sense
	if word.Token.POS == "i" || word.Token.POS == "l" {
		own.Tags = slices.DeleteFunc(slices.Clone(own.Tags), func(tag string) bool { return lexicon.RegisterOf(tag) == lexicon.Idiom })
	}
	literal, figurative, ok := literal(own.Gloss)
	if !ok || figurative == "" {
		return []string{c.Sense(&own)}
	}
	own.Gloss = "lit. " + literal
	return []string{c.Sense(&own), c.Sense(&lexicon.Sense{Gloss: "fig. " + figurative})}
}

func (c *Card) classifiers(word *analysis.Word) string {
	var list []string
	for i := range word.Entries {
		if !sameReading(&word.Entries[0], &word.Entries[i]) {
			continue
		}
		for _, cl := range word.Entries[i].Classifiers() {
			text := cl.Simplified + " " + pinyin.Word(cl.Pinyin, pinyin.Marks, false)
			if !slices.Contains(list, text) {
				list = append(list, text)
			}
		}
	}
	return c.labelled("量词", "Classifiers", list)
}

// otherReadings are on one line; the page has them all in full. Those that are
// only old, or live in one word, are left to it.
func (c *Card) otherReadings(word *analysis.Word) string {
	var others []string
	seen := map[string]bool{}
	add := func(reading, gloss string) {
		if reading == "" || seen[reading] || len(others) == maxReadings {
			return
		}
		seen[reading] = true
		if gloss != "" && c.Hover.Gloss {
			reading += " " + c.quiet(gloss)
		}
		others = append(others, reading)
	}
	for i := range word.Entries {
		entry := &word.Entries[i]
		if i == 0 || sameReading(&word.Entries[0], entry) {
			seen[pinyin.Word(entry.Pinyin, pinyin.Marks, false)] = true
			add(pinyin.Word(entry.AlsoPinyin, pinyin.Marks, false), "")
			continue
		}
		if isMarginal(entry) {
			continue
		}
		add(pinyin.Word(entry.Pinyin, pinyin.Marks, false), c.core(entry))
	}
	return c.labelled("另读", "Also read", others)
}

// core is what an entry means in a few words.
func (c *Card) core(entry *lexicon.Entry) string {
	if len(entry.Pinyin) == 1 && !entry.IsProper() {
		if gloss := c.Lexicon.CoreMeaning(entry.Simplified, entry.Pinyin[0]); gloss != "" {
			return brief(gloss, 60)
		}
	}
	return c.short(brief(firstGloss(c.Lexicon, []lexicon.Entry{*entry}), 60))
}

// region says how the word goes elsewhere.
func (c *Card) region(word *analysis.Word) string {
	var list []string
	switch r := &word.Region; r.Name {
	case "Tw":
		list = append(list, c.regional("台湾", "Taiwan", word))
	case "HK":
		list = append(list, c.regional("香港", "Hong Kong", word))
	default:
		if len(r.Taiwan) > 0 {
			list = append(list, c.say("台湾说 ", "in Taiwan ")+strings.Join(r.Taiwan, c.say("、", ", ")))
		}
		if len(r.HongKong) > 0 {
			list = append(list, c.say("香港说 ", "in Hong Kong ")+strings.Join(r.HongKong, c.say("、", ", ")))
		}
	}
	if len(word.Entries) > 0 {
		taiwan := word.Entries[0].TaiwanPinyin
		if len(word.Entries[0].Senses) > 0 && taiwan == nil {
			taiwan = word.Entries[0].Senses[0].TaiwanPinyin
		}
		if reading := pinyin.Word(taiwan, pinyin.Marks, false); reading != "" {
			list = append(list, c.say("台湾读 ", "read in Taiwan ")+reading)
		}
	}
	return c.labelled("地区", "Region", list)
}

// regional says of a word of a region what the mainland says. Some are good
// words everywhere, with a use of their own there.
func (c *Card) regional(chinese, english string, word *analysis.Word) string {
	mainland := c.strong(word.Region.Mainland)
	if word.HSK == 0 && word.Common < analysis.Common {
		return c.say(chinese+"用词，大陆说 ", "a "+english+" word; the mainland says ") + mainland
	}
	return c.say(chinese+"常用来指大陆的 ", "in "+english+" often for the mainland's ") + mainland
}

// Sense is a meaning with its labels; one that only points at another word
// shows that word's meanings in its place.
func (c *Card) Sense(sense *lexicon.Sense) string {
	var parts []string
	said := func(tag string) bool { return strings.Contains(sense.Gloss, "("+tag) } // and more than the label
	if tags := c.tags(slices.DeleteFunc(slices.Clone(sense.Tags), said)); tags != "" {
		parts = append(parts, c.quiet("("+tags+")"))
	}
	switch literal, figurative, ok := literal(sense.Gloss); {
	case ok && figurative != "":
		parts = append(parts, c.quiet(c.say("字面", "literally"))+" "+c.gloss(readable(literal))+c.say("；", "; ")+
			c.quiet(c.say("比喻", "figuratively"))+" "+c.gloss(readable(figurative)))
	case ok:
		parts = append(parts, c.quiet(c.say("字面", "literally"))+" "+c.gloss(readable(literal)))
	case sense.Gloss != "":
		gloss := sense.Gloss
		if rest, ok := strings.CutPrefix(gloss, "fig. "); ok {
			parts = append(parts, c.quiet(c.say("比喻", "figuratively")))
			gloss = rest
		}
		parts = append(parts, c.gloss(c.wide(readable(gloss))))
	}
	if sense.Reference != nil {
		for i, r := range append([]lexicon.Reference{*sense.Reference}, sense.Also...) {
			text := c.quiet(c.referenceName(r.Kind))
			if i > 0 {
				text = c.say("、", "and")
			}
			text += " " + c.strong(r.Simplified)
			if len(r.Pinyin) > 0 {
				text += " " + pinyin.Word(r.Pinyin, pinyin.Marks, false)
			}
			if sense.Gloss == "" {
				if glosses := meanings(c.Lexicon, entriesOf(c.Lexicon, &r), 3); len(glosses) > 0 {
					text += c.say("：", ": ") + c.gloss(strings.Join(glosses, "; "))
				}
			}
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " ")
}

// wide leaves out what a gloss that is too long for a line gives as examples;
// the page has all of it.
func (c *Card) wide(gloss string) string {
	if c.Lines == 0 || utf8.RuneCountInString(gloss) <= maxGloss {
		return gloss
	}
	for _, opening := range []string{" (e.g. ", " (as in ", ", as in ", " such as "} {
		before, rest, ok := strings.Cut(gloss, opening)
		if !ok || before == "" {
			continue
		}
		if _, after, closed := strings.Cut(rest, ")"); closed && opening[1] == '(' {
			before += after
		} else if strings.Count(before, "(") > strings.Count(before, ")") {
			before += ")"
		}
		gloss = before
	}
	return gloss
}

// maxGloss is how long a gloss may be before its examples are left out, in
// characters: about a line of the widest hover.
const maxGloss = 120

func (c *Card) tags(tags []string) string {
	var list []string
	for _, tag := range tags {
		english := tag
		if word, ok := tagWords[tag]; ok {
			english = word
		}
		chinese, ok := tagNames[tag]
		if !ok {
			chinese = english
		}
		list = append(list, c.say(chinese, english))
	}
	return strings.Join(list, c.say("、", ", "))
}

// parts explain a word that the dictionary lacks.
func (c *Card) parts(word *analysis.Word, most int) string {
	var lines []string
	for i := range word.Parts {
		if i == most {
			break
		}
		part := &word.Parts[i]
		line := "- " + c.strong(part.Simplified)
		if reading := pinyin.Word(part.Pinyin, pinyin.Marks, false); reading != "" {
			line += " " + reading
		}
		if gloss := c.core(part); gloss != "" && c.Hover.Gloss {
			line += " " + c.escape(gloss)
		}
		if len(part.Senses) == 0 {
			r, _ := utf8.DecodeRuneInString(part.Simplified)
			line += fmt.Sprintf(" U+%04X", r)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// contrasts are the word's neighbours in other registers, each with what tells
// them apart, but for those that a finding has told already.
func (c *Card) contrasts(word *analysis.Word, most int) string {
	var lines []string
	for i := range word.Contrasts {
		if len(lines) == most {
			break
		}
		contrast := &word.Contrasts[i]
		reason, _ := contrast.Reason()
		if slices.ContainsFunc(word.Findings, func(f analysis.Finding) bool {
			return f.Chinese == reason && slices.ContainsFunc(f.Fixes, func(fix analysis.Fix) bool { return fix.Text == contrast.To })
		}) {
			continue
		}
		lines = append(lines, c.contrast(word, contrast))
	}
	return strings.Join(lines, "\n")
}

func (c *Card) contrast(word *analysis.Word, contrast *analysis.Contrast) string {
	line := "- ⇄ " + c.strong(contrast.To) + " " + c.quiet(c.say(contrast.Register.Chinese(), contrast.Register.String()))
	if reading := pinyin.Word(contrast.Pinyin, pinyin.Marks, false); reading != "" && reading != pinyin.Word(word.Token.Pinyin, pinyin.Marks, false) {
		line += c.say("（对 "+reading+"）", " (for "+reading+")")
	}
	if reason := c.say(contrast.Reason()); reason != "" {
		line += c.say("：", ": ") + c.escape(reason)
	}
	return line
}

// guide is the gist of the word's guide.
func (c *Card) guide(word *analysis.Word) string {
	return c.escape(c.say(word.Gist.Chinese, word.Gist.English))
}

// simplified is the word in the characters that guides go by.
func simplified(word *analysis.Word) string {
	if len(word.Entries) > 0 {
		return word.Entries[0].Simplified
	}
	return word.Token.Text
}

// characters take a word apart: each character with its core meaning and its
// parts.
func (c *Card) characters(word *analysis.Word, fold bool) string {
	if len(word.Characters) > maxCharacters {
		return ""
	}
	single := len(word.Characters) == 1 && word.Token.Text == string(word.Characters[0].Char)
	var lines []string
	seen := map[rune]bool{}
	for i := range word.Characters {
		char := &word.Characters[i]
		if seen[char.Char] || char.Pinyin == "r5" {
			continue
		}
		seen[char.Char] = true
		line := string(char.Char)
		if !single {
			gloss := char.Gloss
			if reading := char.Pinyin; reading != "" {
				if !char.Entry.IsProper() { // the capital is the name's
					reading = strings.ToLower(reading)
				}
				line += " " + pinyin.Syllable(reading, pinyin.Marks)
			}
			if gloss == "" {
				gloss = firstGloss(c.Lexicon, []lexicon.Entry{char.Entry})
			}
			if gloss != "" && c.Hover.Gloss {
				gloss = brief(gloss, 40)
				if !char.Core {
					gloss = c.short(gloss)
				}
				line += " " + c.escape(gloss)
			}
		}
		if parts := c.components(char); parts != "" {
			line += " = " + parts
		} else if single {
			continue
		}
		lines = append(lines, line)
	}
	if len(lines) == 0 {
		return ""
	}
	if fold || len(lines) == 1 {
		return c.labelled("字", "Characters", lines)
	}
	// under a label, lest the list be one with that above it
	return c.quiet(c.say("字", "Characters")) + "\n- " + strings.Join(lines, "\n- ")
}

// components writes the parts of a character: 纟 silk (meaning) + 各 gè (sound).
func (c *Card) components(char *analysis.Character) string {
	var list []string
	for _, part := range char.Parts {
		text := string(part.Char)
		switch meaning := c.say(part.Chinese, part.English); {
		case part.Role == lexicon.PartSound:
			if reading := c.soundOf(string(part.Whole), char); reading != "" {
				text += " " + reading
			}
			text += c.say("（声）", " (sound)")
		case part.Role == lexicon.PartMeaning:
			text += c.say(" "+meaning+"（义）", " "+meaning+" (meaning)")
		case meaning != "" && meaning != text:
			text += " " + c.escape(meaning)
		}
		list = append(list, text)
	}
	return strings.Join(list, " + ")
}

// soundOf is the reading of a part that gives the sound: of several, the one
// nearest to a reading of the character, and a common one before one that only
// another spelling of a character has.
func (c *Card) soundOf(part string, char *analysis.Character) string {
	found, best := "", -1
	mine := []string{char.Pinyin}
	for _, entry := range c.Lexicon.Entries(string(char.Char)) {
		if len(entry.Pinyin) == 1 && !entry.IsProper() {
			mine = append(mine, entry.Pinyin[0])
		}
	}
	for _, entry := range c.Lexicon.Entries(part) {
		if len(entry.Pinyin) != 1 || entry.IsProper() {
			continue
		}
		its, likeness := strings.TrimRight(entry.Pinyin[0], "12345"), 0
		for i, reading := range mine {
			if its == strings.TrimRight(reading, "12345") {
				likeness = max(likeness, 3-min(i, 1))
			}
		}
		if firstOwnGloss(&entry) != "" && !isMarginal(&entry) {
			likeness += 4
		}
		if likeness > best {
			found, best = pinyin.Syllable(entry.Pinyin[0], pinyin.Marks), likeness
		}
	}
	return found
}

// separable is the verb whose part the word is, with its object apart.
func (c *Card) separable(word *analysis.Word) string {
	if word.Separable == nil {
		return ""
	}
	return c.say("离合词", "separable verb") + " " + c.small(word, word.Separable)
}

// within is the longer word that the word is part of here: 北京大学 ▸ 大学. What
// the two mean together comes before what this one can mean.
func (c *Card) within(word *analysis.Word) string {
	if word.Within == nil {
		return ""
	}
	return c.small(word, word.Within) + " ▸ " + c.strong(word.Token.Text)
}

// nested are the words inside it at the cursor, from the longest to the
// shortest: 出租车 ▸ 出租.
func (c *Card) nested(word *analysis.Word) string {
	if len(word.Nested) == 0 {
		return ""
	}
	items := []string{c.strong(word.Token.Text)}
	for i := range word.Nested[:min(len(word.Nested), 3)] {
		items = append(items, c.small(word, &word.Nested[i]))
	}
	return strings.Join(items, " ▸ ")
}

// small is a word in a few words.
func (c *Card) small(word *analysis.Word, entry *lexicon.Entry) string {
	text := c.strong(c.spelling(word, entry)) + " " + pinyin.Word(entry.Pinyin, pinyin.Marks, false)
	if gloss := firstGloss(c.Lexicon, []lexicon.Entry{*entry}); gloss != "" && c.Hover.Gloss {
		text += " " + c.quiet(c.short(brief(gloss, 60)))
	}
	return text
}

// spelling is an entry's headword in the script of the word.
func (c *Card) spelling(word *analysis.Word, entry *lexicon.Entry) string {
	if len(word.Entries) > 0 && word.Token.Text == word.Entries[0].Traditional && word.Token.Text != word.Entries[0].Simplified {
		return entry.Traditional
	}
	return entry.Simplified
}

func (c *Card) link(word *analysis.Word) string {
	if c.Page == "" || c.Plain {
		return ""
	}
	name := c.say("全部释义", "whole page")
	if _, ok := lexicon.GuideTo(simplified(word)); ok {
		name = c.say("用法详解", "guide")
	}
	return "[" + name + "](" + c.Page + ")"
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

func (c *Card) gloss(text string) string { return c.escape(c.short(text)) }

func (c *Card) short(gloss string) string {
	if c.shorten != nil {
		return c.shorten(gloss)
	}
	return gloss
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
	for i := range word.Entries {
		entry := &word.Entries[i]
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
		if firstOwnGloss(entry) != "" {
			return "" // the entry that is meant is written alike
		}
	}
	return ""
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

var commonnessNames = map[analysis.Commonness]name{
	analysis.VeryCommon: {"极常用", "very common"}, analysis.Common: {"常用", "common"}, analysis.FairlyCommon: {"较常用", "fairly common"},
	analysis.Uncommon: {"不太常用", "uncommon"}, analysis.Rare: {"少用", "rare"},
}
