package lsp

// What the dictionary's and gse's labels are called in a hover.

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

// tagNames are the dictionary's labels in Chinese; in English they stay as they
// are, but for the abbreviations of tagWords.
var tagNames = map[string]string{
	"literary": "书面语", "poetic": "诗", "formal": "正式", "written": "书面", "official": "公文", "classical": "文言", "archaic": "古",
	"old": "旧", "honorific": "敬", "polite": "客气", "humble": "谦", "courteous": "客气", "respectful": "敬", "coll.": "口语", "slang": "俚语",
	"Internet slang": "网语", "dialect": "方言", "vulgar": "粗俗", "derog.": "贬", "idiom": "成语", "proverb": "谚语", "saying": "俗语",
	"Tw": "台湾", "HK": "香港", "neologism": "新词", "jocular": "戏谑", "euphemism": "婉辞", "bound form": "语素", "loanword": "外来词",
	"fig.": "比喻", "lit.": "字面", "onom.": "拟声", "interj.": "叹词", "suffix": "后缀", "prefix": "前缀", "particle": "助词",
	"classifier": "量词", "PRC": "大陆", "surname": "姓", "name": "名", "historical": "史", "abbr.": "简称", "computing": "计算机", "computer": "计算机", "Internet": "互联网", "economics": "经济", "grammar": "语法", "philosophy": "哲学",
	"Buddhism": "佛教", "medicine": "医学", "TCM": "中医", "math.": "数学", "chemistry": "化学", "physics": "物理", "biology": "生物",
	"law": "法律", "linguistics": "语言学", "music": "音乐", "military": "军事", "finance": "金融", "sports": "体育", "sport": "体育",
}

var tagWords = map[string]string{
	"Tw": "Taiwan", "HK": "Hong Kong", "coll.": "colloquial", "derog.": "derogatory", "onom.": "onomatopoeia", "interj.": "interjection",
	"fig.": "figurative", "lit.": "literal", "abbr.": "abbreviation", "PRC": "mainland", "math.": "mathematics", "TCM": "Chinese medicine",
	"bound form": "morpheme",
}
