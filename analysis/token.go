package analysis

import "github.com/yuti-lsp/yuti/lexicon"

// A Token is a word of the text with its reading there. Tokens tile their
// paragraph's prose: joined, they are the text, punctuation and spaces too.
type Token struct {
	Span Span
	Text string
	// POS is the part of speech, a tag in the notation of jieba ("n", "v",
	// "nr", "x" for what is not a word).
	POS string
	// Pinyin has one item per rune of Text: tone numbers, 5 neutral, ü as ü,
	// "r5" for 儿 of erhua, "" for what has no reading. 一 and 不 are as
	// textbooks print them; other tones as in the dictionary.
	Pinyin []string
	// Han tells whether the token is a Chinese word.
	Han bool
	// Proper tells whether the word is a name.
	Proper bool
	inner  bool // as in word
}

// A Word is what is known of a word in its sentence, as a hover shows it.
type Word struct {
	Token Token
	// Entries are the dictionary entries of the word: those whose reading and
	// senses fit here first, and in each the senses that fit first.
	Entries []lexicon.Entry
	// Parts explain a word that the dictionary lacks, longest pieces first. One
	// without senses is a character that the dictionary lacks too.
	Parts []lexicon.Entry
	// Within is the longest headword that the word is part of here, with its
	// neighbours: 北京大学 for the 大学 in it; nil when there is none.
	Within *lexicon.Entry
	// Separable is the verb that the word is part of where verb and object
	// stand apart: 洗澡 for both in 洗了个澡; nil when there is none.
	Separable *lexicon.Entry
	// Nested are the shorter words inside it that hold the cursor, longest
	// first.
	Nested     []lexicon.Entry
	Characters []Character
	// Numeral is how digits are read out; nil for words. Of a numeral nothing
	// else is told but the entries of one that means more, 996, or of the unit
	// under the cursor, the 年 of 2026年.
	Numeral *Numeral
	Region  Region
	Common  Commonness
	HSK     int
	// Level is the word's level in the user's own list, "" if none.
	Level string
	// Guide is the word's guide, nil when there is none, and Gist what it says
	// of the word as it is read and used here; empty when it says nothing of that.
	Guide *lexicon.Guide
	Gist  lexicon.Text
	// Register is what the word sounds like, and Why where that comes from:
	// "contrast", "guide", "dictionary", with the dictionary's Label, or "".
	Register   Register
	Why, Label string
	// Contrasts are the substitutions known for the word, in either direction:
	// in a sentence, those for the word as it is read and used there.
	Contrasts []Contrast
	// Findings are those that overlap the word.
	Findings []Finding
}

// A Contrast is one substitution known for a word.
type Contrast struct {
	To       string
	Register Register // of To
	// Back tells that the contrast is To's: the word is what can be written
	// instead of it.
	Back bool
	// Pinyin is the reading that the contrast is about, of a word that has
	// several; nil for any.
	Pinyin []string
	rule   *rule
}

// Reason is when one says the one and when the other, in Chinese and in English.
func (c *Contrast) Reason() (chinese, english string) { return c.rule.chinese, c.rule.english }
