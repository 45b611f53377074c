package lexicon

import "strings"

// A Register is a group of labels by which the dictionary says how formal, how
// dated or whose a word is.
type Register string

const (
	Literary   Register = "literary"
	Formal     Register = "formal"    // formal, written, official
	Dated      Register = "dated"     // classical, archaic, old
	Honorific  Register = "honorific" // honorific, polite, humble
	Colloquial Register = "colloquial"
	Slang      Register = "slang"
	Dialect    Register = "dialect"
	Vulgar     Register = "vulgar"   // vulgar, derogatory
	Idiom      Register = "idiom"    // idiom, proverb, saying
	Regional   Register = "regional" // Taiwan, Hong Kong
	Neologism  Register = "neologism"
	Jocular    Register = "jocular" // jocular, euphemism
)

// RegisterOf returns the register group of a label; "" for one that tells
// grammar or field.
func RegisterOf(tag string) Register { return registers[tag] }

var registers = map[string]Register{
	"literary": Literary, "poetic": Literary,
	"formal": Formal, "written": Formal, "official": Formal,
	"classical": Dated, "archaic": Dated, "old": Dated,
	"honorific": Honorific, "polite": Honorific, "humble": Honorific, "courteous": Honorific, "respectful": Honorific,
	"coll.": Colloquial,
	"slang": Slang, "Internet slang": Slang,
	"dialect": Dialect,
	"vulgar":  Vulgar, "derog.": Vulgar,
	"idiom": Idiom, "proverb": Idiom, "saying": Idiom,
	"Tw": Regional, "HK": Regional,
	"neologism": Neologism,
	"jocular":   Jocular, "euphemism": Jocular,
}

// otherTags are the labels that tell grammar, usage or field.
var otherTags = setOf(
	"bound form", "loanword", "fig.", "lit.", "onom.", "interj.", "suffix", "prefix", "attributive", "particle", "classifier",
	"Internet", "PRC", "surname", "name", "place name", "historical", "esp.", "usu.", "abbr.", "emphatic", "intensifier",
	"accounting", "ACG", "aeronautics", "aerospace", "agriculture", "anatomy", "ancient", "archaeology", "arch.", "architecture", "art",
	"astrology", "astronomy", "automotive", "aviation", "badminton", "ball sports", "banking", "baseball", "basketball", "biochemistry",
	"biology", "botany", "boxing", "Buddhism", "calligraphy", "cards", "Catholicism", "chemistry", "chess", "Chinese opera", "Christianity",
	"cinema", "civil engineering", "commerce", "computer", "computing", "construction", "cooking", "Daoism", "dentistry", "ecology",
	"economics", "education", "electricity", "electronics", "engineering", "fashion", "film", "finance", "folk religion", "football", "gaming",
	"genetics", "geography", "geology", "geometry", "golf", "grammar", "gymnastics", "history", "horticulture", "immunology", "insurance",
	"Islam", "journalism", "Judaism", "law", "linguistics", "logic", "mahjong", "maritime", "martial arts", "math.", "mechanics",
	"medicine", "metallurgy", "meteorology", "microbiology", "military", "mineralogy", "mining", "music", "mythology", "nautical",
	"neuroscience", "optics", "ornithology", "paleontology", "pharm.", "pharmacology", "philosophy", "phonetics", "photography", "physics",
	"physiology", "poker", "politics", "printing", "psychology", "publishing", "railway", "religion", "shipping", "soccer", "sociology",
	"sport", "sports", "statistics", "surgery", "table tennis", "TCM", "telecommunications", "telecom", "tennis", "textiles", "theater", "theology",
	"tourism", "trading", "athletics", "business", "computer networking", "cosmetics", "cryptography", "cuisine", "electrical", "entomology", "epidemiology",
	"gambling", "government", "manufacturing", "metonym", "political", "Protestantism", "seismology", "semantics", "typesetting", "weightlifting",
	"Chinese chess", "Chinese folk religion", "Chinese mythology", "adjective", "noun", "verb", "adverb", "phonetic", "typography", "video games", "volleyball", "weather", "zoology",
)

// sameTags gives the form under which a label is listed above.
var sameTags = map[string]string{
	"colloquial": "coll.", "coll": "coll.", "spoken": "coll.", "informal": "coll.",
	"derogatory": "derog.", "pejorative": "derog.", "euphemistic": "euphemism", "humorous": "jocular", "joking": "jocular",
	"Taiwan": "Tw", "Tw.": "Tw", "Hong Kong": "HK",
	"old usage": "old", "old term": "old", "dated": "old", "obsolete": "archaic", "arch": "archaic", "poet.": "poetic",
	"literary term": "literary", "lit": "lit.", "fig": "fig.", "polite term": "polite", "courtesy": "courteous", "honorific term": "honorific",
	"internet slang": "Internet slang", "Chinese idiom": "idiom", "interjection": "interj.", "onomatopoeia": "onom.",
	"loan": "loanword", "mathematics": "math.", "math": "math.", "elec.": "electronics", "hon.": "honorific", "humble expr.": "humble", "formal writing": "formal", "polite expr.": "polite",
	"medical": "medicine", "med.": "medicine", "comp.": "computing", "Chinese medicine": "TCM",
	"vulg.": "vulgar", "bound morpheme": "bound form", "topolect": "dialect", "regional": "dialect",
}

// phraseTags say what a whole phrase is, wherever in the sense they stand.
var phraseTags = []string{"idiom", "proverb", "saying"}

func isPhraseTag(tag string) bool { return registers[tag] == Idiom }

func setOf(tags ...string) map[string]bool {
	set := make(map[string]bool, len(tags))
	for _, tag := range tags {
		set[tag] = true
	}
	return set
}

// parseTags reads what stands in one pair of parentheses as labels: "coll.",
// "Tw, HK", "literary or dialect". It is whole when nothing else is said there
// that a reader would miss; of "Beijing dialect" the label is dialect, and the
// text is not whole; of "idiom, from Analects" it is idiom. No tags are
// returned when the text does not begin with a label.
func parseTags(text string) (tags []string, whole bool) {
	whole = true
	for _, joint := range []string{" and ", " or ", "; ", " / ", "/"} {
		text = strings.ReplaceAll(text, joint, ", ")
	}
	for part := range strings.SplitSeq(text, ", ") {
		tag, exact := labelOf(part)
		if tag == "" {
			if len(tags) > 0 && RegisterOf(tags[0]) != "" {
				return tags, false // "(idiom, from Analects)"
			}
			return nil, false
		}
		tags = append(tags, tag)
		whole = whole && exact
	}
	return tags, whole
}

func labelOf(part string) (tag string, exact bool) {
	if same, ok := sameTags[part]; ok {
		part = same
	}
	if registers[part] != "" || otherTags[part] {
		return part, true
	}
	for _, adverb := range []string{"chiefly ", "mainly ", "mostly ", "usually ", "esp. ", "often ", "somewhat ", "also ", "now "} {
		if rest, ok := strings.CutPrefix(part, adverb); ok {
			tag, _ := labelOf(rest)
			return tag, false
		}
	}
	switch {
	case strings.HasSuffix(part, " dialect"), strings.HasSuffix(part, "Cantonese"), part == "Shanghainese":
		return "dialect", false
	case strings.HasSuffix(part, " slang"):
		return "slang", false
	case strings.HasPrefix(part, "neologism"):
		return "neologism", false
	}
	return "", false
}
