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
}

// A Word is what is known of a word in its sentence, as a hover shows it.
type Word struct {
	Token Token
	// Entries are the dictionary entries of the word, those whose reading fits
	// here first.
	Entries []lexicon.Entry
	// Parts explain a word that the dictionary lacks, longest pieces first.
	Parts []lexicon.Entry
	// Nested are the shorter words under the cursor.
	Nested []Token
	HSK    int
	// Level is the word's level in the user's own list, "" if none.
	Level string
	// Register is what the word sounds like, and Why where that comes from:
	// "contrast", "dictionary" or "".
	Register Register
	Why      string
	// Contrasts are the substitutions known for the word, in either direction.
	Contrasts []Contrast
	// Findings are those that overlap the word.
	Findings []Finding
}

// A Contrast is one substitution known for a word.
type Contrast struct {
	To       string
	Register Register // of To
	When     string   // the reason, in Chinese
	WhenEn   string   // the same in English
}
