// Package config knows the settings: their one schema, how they are read from
// .yuti.toml and from the editor's JSON, and how the two are put together.
//
// A wrong value or an unknown key is a Problem with its place; the rest of the
// file still holds.
package config

import (
	"maps"
	"slices"
)

// FileName is the name of the settings file at a workspace's root.
const FileName = ".yuti.toml"

// Settings are the values in force. Settings from Merge are complete: what no
// source sets has its default.
type Settings struct {
	// Target is the register aimed at: "auto", "casual", "neutral", "formal".
	Target string
	Hints  Hints
	Hover  Hover
	Tokens Tokens
	// Readings is "mainland" or "taiwan": whose standard readings follow.
	Readings string
	// Rules maps a code ("family/rule") or a family to "off", "hint",
	// "information", "warning" or "error".
	Rules map[string]string
	// Words are the user's own words, Ignore those that are never flagged.
	Words, Ignore []string
	// Keys are the keys of resource files whose values are prose, as patterns.
	Keys []string
	// Exclude are glob patterns of files that are not checked.
	Exclude []string
	// Glossary and Levels are paths of files, "" for none; a relative one is
	// taken from the workspace's root.
	Glossary, Levels string
	// MaxSize is the size in megabytes above which `yuti check` passes a file
	// over.
	MaxSize int
	// Locale is the language of messages: "auto" (the editor's), "zh", "en".
	Locale string
}

// Hints say which words get pinyin in the text, and how it is written.
type Hints struct {
	Pinyin string // "all", "above-hsk", "polyphones", "off"
	Level  int    // 1 to 6: with "above-hsk", words above it get a hint
	Style  string // "marks", "numbers", "zhuyin"
	Sandhi string // "none", "yi-bu", "full"
}

// Tokens say which words are coloured, in editors that colour by semantic
// tokens.
type Tokens struct {
	Register bool // words with a finding
	Level    bool // words above the level of the hints
	Names    bool
}

// Hover says what a hover shows.
type Hover struct {
	Gloss  bool // the English meaning, for those who don't want to guess
	Zhuyin bool // zhuyin beside the pinyin
	Lines  int  // how many lines it may have
}

// A Kind is the type of a setting's value.
type Kind uint8

// The kinds of settings.
const (
	Choice   Kind = iota // one of Values
	Number               // a whole number from Min to Max
	Flag                 // true or false
	List                 // strings; the lists of several sources add up
	Globs                // a List of glob patterns
	Severity             // a table of codes, each with one of Values
	Path                 // the path of a file
)

// A Setting is one entry of the schema.
type Setting struct {
	Key              string // dotted, as in "hints.pinyin"
	Kind             Kind
	Values           []string
	Min, Max         int
	Default          any // string, int, bool, or nil for none
	Chinese, English string
	// Means explains each of a Choice's Values, Chinese and English.
	Means [][2]string

	set func(*Settings, any)
}

var severities = []string{"off", "hint", "information", "warning", "error"}

// Schema lists all settings, in the order in which they are documented.
var Schema = []Setting{
	{
		Key: "target", Kind: Choice, Values: []string{"auto", "casual", "neutral", "formal"}, Default: "auto",
		Chinese: "文章的目标语体；auto 由注释、前置元数据或正文判断。",
		English: "The register that texts are aimed at; auto takes it from a comment, the front matter or the text itself.",
		Means: [][2]string{
			{"由注释、前置元数据或正文判断", "Worked out from a comment, the front matter or the text"},
			{"口语：聊天、私信、家常话", "Casual: chat, letters among friends, talk at home"},
			{"通用：多数场合都合适", "Neutral: what fits nearly everywhere"},
			{"书面：公文、通知、报告", "Formal: notices, reports, official letters"},
		},
		set: func(s *Settings, v any) { s.Target = v.(string) },
	},
	{
		Key: "hints.pinyin", Kind: Choice, Values: []string{"all", "above-hsk", "polyphones", "off"}, Default: "all",
		Chinese: "哪些词标注拼音：全部、高于所设 HSK 等级的、多音字，或不标。",
		English: "Which words get pinyin in the text: all, those above an HSK level, those with polyphones, or none.",
		Means: [][2]string{
			{"所有词", "All words"},
			{"高于所设 HSK 等级的词", "Words above the HSK level that is set"},
			{"含多音字的词", "Words with a character that has several readings"},
			{"不标注", "None"},
		},
		set: func(s *Settings, v any) { s.Hints.Pinyin = v.(string) },
	},
	{
		Key: "hints.level", Kind: Number, Min: 1, Max: 6, Default: 4,
		Chinese: "hints.pinyin 为 above-hsk 时，高于此 HSK 等级的词才标注。",
		English: "With hints.pinyin above-hsk, the HSK level that words must be above.",
		set:     func(s *Settings, v any) { s.Hints.Level = v.(int) },
	},
	{
		Key: "hints.style", Kind: Choice, Values: []string{"marks", "numbers", "zhuyin"}, Default: "marks",
		Chinese: "标音的写法：声调符号、数字或注音符号。",
		English: "How readings are written: tone marks, tone numbers or zhuyin.",
		Means: [][2]string{
			{"声调符号：yínháng", "Tone marks: yínháng"},
			{"数字：yin2hang2", "Tone numbers: yin2hang2"},
			{"注音符号：ㄧㄣˊ ㄏㄤˊ", "Zhuyin: ㄧㄣˊ ㄏㄤˊ"},
		},
		set: func(s *Settings, v any) { s.Hints.Style = v.(string) },
	},
	{
		Key: "hints.sandhi", Kind: Choice, Values: []string{"none", "yi-bu", "full"}, Default: "yi-bu",
		Chinese: "变调：不标、只标“一”“不”，或连上声也标。",
		English: "Tone sandhi: none, of 一 and 不 only, or of third-tone chains too.",
		Means: [][2]string{
			{"不标变调，按词典", "None: as dictionaries have it"},
			{"只标“一”“不”的变调，与教科书相同", "Of 一 and 不 only, as textbooks print it"},
			{"连上声连读也标", "Of third-tone chains too"},
		},
		set: func(s *Settings, v any) { s.Hints.Sandhi = v.(string) },
	},
	{
		Key: "hover.gloss", Kind: Flag, Default: true,
		Chinese: "悬停时显示英文释义。",
		English: "Show the English meaning in the hover.",
		set:     func(s *Settings, v any) { s.Hover.Gloss = v.(bool) },
	},
	{
		Key: "hover.zhuyin", Kind: Flag, Default: false,
		Chinese: "悬停时在拼音旁显示注音符号。",
		English: "Show zhuyin beside the pinyin in the hover.",
		set:     func(s *Settings, v any) { s.Hover.Zhuyin = v.(bool) },
	},
	{
		Key: "hover.lines", Kind: Number, Min: 4, Max: 200, Default: 24,
		Chinese: "悬停最多显示多少行。",
		English: "How many lines a hover may have.",
		set:     func(s *Settings, v any) { s.Hover.Lines = v.(int) },
	},
	{
		Key: "tokens.register", Kind: Flag, Default: false,
		Chinese: "给有问题的词着色（语义高亮）。",
		English: "Colour words with a finding (semantic tokens).",
		set:     func(s *Settings, v any) { s.Tokens.Register = v.(bool) },
	},
	{
		Key: "tokens.level", Kind: Flag, Default: false,
		Chinese: "给高于 hints.level 的词着色（语义高亮）。",
		English: "Colour words above hints.level (semantic tokens).",
		set:     func(s *Settings, v any) { s.Tokens.Level = v.(bool) },
	},
	{
		Key: "tokens.names", Kind: Flag, Default: false,
		Chinese: "给人名、地名等专名着色（语义高亮）。",
		English: "Colour names of people and places (semantic tokens).",
		set:     func(s *Settings, v any) { s.Tokens.Names = v.(bool) },
	},
	{
		Key: "readings", Kind: Choice, Values: []string{"mainland", "taiwan"}, Default: "mainland",
		Chinese: "读音以大陆还是台湾的标准为准。",
		English: "Whose standard readings follow, the mainland's or Taiwan's.",
		Means: [][2]string{
			{"大陆《普通话异读词审音表》", "The standard of the mainland"},
			{"台湾《国语一字多音审订表》", "The standard of Taiwan"},
		},
		set: func(s *Settings, v any) { s.Readings = v.(string) },
	},
	{
		Key: "rules", Kind: Severity, Values: severities,
		Chinese: "各规则（如 register/stiff）或各类规则（如 translationese）的级别。",
		English: "The severity of a rule (register/stiff) or of a family of rules (translationese).",
		set: func(s *Settings, v any) {
			s.Rules = maps.Clone(s.Rules)
			if s.Rules == nil {
				s.Rules = map[string]string{}
			}
			maps.Copy(s.Rules, v.(map[string]string))
		},
	},
	{
		Key: "words", Kind: List,
		Chinese: "自定义词：不拆分，也不提示。",
		English: "Words of your own: segmented whole and never flagged.",
		set:     func(s *Settings, v any) { s.Words = slices.Concat(s.Words, v.([]string)) },
	},
	{
		Key: "ignore", Kind: List,
		Chinese: "从不提示的词。",
		English: "Words that are never flagged.",
		set:     func(s *Settings, v any) { s.Ignore = slices.Concat(s.Ignore, v.([]string)) },
	},
	{
		Key: "exclude", Kind: Globs,
		Chinese: "不检查的文件（glob）。",
		English: "Files that are not checked, as glob patterns.",
		set:     func(s *Settings, v any) { s.Exclude = slices.Concat(s.Exclude, v.([]string)) },
	},
	{
		Key: "max-size", Kind: Number, Min: 1, Max: 1024, Default: 64,
		Chinese: "yuti check 跳过大于此数（MB）的文件。",
		English: "yuti check passes over files larger than this, in MB.",
		set:     func(s *Settings, v any) { s.MaxSize = v.(int) },
	},
	{
		Key: "glossary", Kind: Path, Default: "",
		Chinese: "术语表文件（CSV：原文,首选译法,禁用说法,备注；或 TBX）。",
		English: "The file of a glossary: CSV (source,preferred,forbidden,note) or TBX.",
		set:     func(s *Settings, v any) { s.Glossary = v.(string) },
	},
	{
		Key: "keys", Kind: List,
		Chinese: "JSON、YAML 资源文件里哪些键的值是文字：* 代表键的一节，** 代表任意几节；不设则全部都是。",
		English: "The keys of JSON and YAML resource files whose values are prose: * is one part of a key, ** any number; without any, all are.",
		set:     func(s *Settings, v any) { s.Keys = slices.Concat(s.Keys, v.([]string)) },
	},
	{
		Key: "levels", Kind: Path, Default: "",
		Chinese: "自己的词汇等级表（CSV：词,等级），与 HSK 并列显示。",
		English: "A CSV of levels of your own (word,level), shown beside HSK.",
		set:     func(s *Settings, v any) { s.Levels = v.(string) },
	},
	{
		Key: "locale", Kind: Choice, Values: []string{"auto", "zh", "en"}, Default: "auto",
		Chinese: "消息的语言；auto 随编辑器。",
		English: "The language of messages; auto follows the editor.",
		Means: [][2]string{
			{"随编辑器的界面语言", "That of the editor"},
			{"中文", "Chinese"},
			{"英文", "English"},
		},
		set: func(s *Settings, v any) { s.Locale = v.(string) },
	},
}

var byKey = func() map[string]*Setting {
	keys := make(map[string]*Setting, len(Schema))
	for i := range Schema {
		keys[Schema[i].Key] = &Schema[i]
	}
	return keys
}()

// A Layer is what one source sets: keys with values that passed the schema.
type Layer map[string]any

// Merge puts layers together over the defaults. A later layer wins over an
// earlier one; lists add up, and tables key by key.
func Merge(layers ...Layer) Settings {
	var s Settings
	for i := range Schema {
		if Schema[i].Default != nil {
			Schema[i].set(&s, Schema[i].Default)
		}
	}
	for _, layer := range layers {
		for i := range Schema {
			if value, ok := layer[Schema[i].Key]; ok {
				Schema[i].set(&s, value)
			}
		}
	}
	return s
}
