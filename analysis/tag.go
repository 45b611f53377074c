package analysis

import "strings"

// A tag is a part of speech by number: jieba's notation, which the
// segmentation dictionary is in. A novel is kept as words, and a number takes a
// sixteenth of what a string does.
type tag uint8

// The tags that segmentation gives to what is not in the dictionary, and those
// that are asked for by number.
const (
	noTag        tag = iota // unknown
	markTag                 // what is no word
	latinTag                // a word in another script
	numeralTag              // m
	verbTag                 // v
	twiceTag                // z, adjectives in a form of their own
	nounTag                 // n
	personTag               // nr
	foreignTag              // nrt
	compoundTag             // nrfg
	placeTag                // ns
	bodyTag                 // nt
	otherNameTag            // nz
	timeTag                 // t
	particleTag             // u
)

// tagNames are the tags: those above, in their order, and the others of the
// dictionary.
var tagNames = [...]string{
	"", "x", "eng", "m", "v", "z", "n", "nr", "nrt", "nrfg", "ns", "nt", "nz", "t", "u",
	"a", "ad", "ag", "an", "b", "c", "d", "df", "dg", "e", "f", "g", "h", "i", "j", "k", "l", "mg", "mq", "ng", "o", "p", "q", "r", "rg", "rr",
	"rz", "s", "tg", "ud", "ug", "uj", "ul", "uv", "uz", "vd", "vg", "vi", "vn", "vq", "y", "zg",
}

var tagNumbers = func() map[string]tag {
	numbers := map[string]tag{}
	for i, name := range tagNames {
		numbers[name] = tag(i)
	}
	return numbers
}()

func (t tag) String() string { return tagNames[t] }

// is tells whether the tag, in its notation, begins with another: "nr" with
// "n".
func (t tag) is(prefix string) bool { return strings.HasPrefix(tagNames[t], prefix) }

// letter is the first letter of the tag: the class without what narrows it; 0
// for no tag.
func (t tag) letter() byte { return tagLetters[t] }

var tagLetters = func() (letters [len(tagNames)]byte) {
	for i, name := range tagNames[1:] {
		letters[i+1] = name[0]
	}
	return letters
}()

// isProper tells whether it is the tag of a name.
func (t tag) isProper() bool { return t >= personTag && t <= bodyTag }
