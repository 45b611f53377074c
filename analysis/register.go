package analysis

// A Register is what a word or a text sounds like.
type Register uint8

// The registers of words. Texts are aimed at one of Casual, Neutral, Formal.
const (
	Neutral    Register = iota // 通用
	Casual                     // 口语, for texts
	Formal                     // 书面
	Official                   // 公文
	Literary                   // 文言
	Colloquial                 // 口语
	Slang                      // 俚语
	Internet                   // 网语
	Dialect                    // 方言
	Honorific                  // 敬语

	// targets is how many of them a text can be aimed at, from 0
	targets = Formal + 1
)

var registerNames = [...]struct{ english, chinese string }{
	Neutral: {"neutral", "通用"}, Casual: {"casual", "口语"}, Formal: {"formal", "书面"},
	Official: {"official", "公文"}, Literary: {"literary", "文言"}, Colloquial: {"colloquial", "口语"},
	Slang: {"slang", "俚语"}, Internet: {"internet", "网语"}, Dialect: {"dialect", "方言"}, Honorific: {"honorific", "敬语"},
}

// String is the register's English name, as the command line and JSON print it.
func (r Register) String() string { return registerNames[r].english }

// Chinese is the register's name in Chinese.
func (r Register) Chinese() string { return registerNames[r].chinese }

// spoken tells whether words of the register are those of talk.
func (r Register) spoken() bool {
	return r == Colloquial || r == Slang || r == Internet || r == Dialect
}
