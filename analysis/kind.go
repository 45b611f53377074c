package analysis

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A text says by its shape what kind of text it is: its title ends in 通知 or
// 工作报告, or most of its lines begin with who speaks. That counts beside how
// its sentences sound, for a report that is full of talk sounds like talk, and
// a chat in stiff words like an office.

// kindWeight is what the kind adds to the odds of one side and takes from the
// other. It was set on drafts of our own.
const kindWeight = 4

// formalTitle matches the titles of official and technical papers. 计划, 方案,
// 总结 and 报告 alone head diaries too.
var formalTitle = regexp.MustCompile(`^关于.+的(?:通知|公告|通报|函|复函|意见|决定|报告|请示|批复|说明|办法|规定|方案|建议)$|` +
	`(?:通知|公告|通告|公示|通报|合同|合同书|协议书|会议纪要|条例|细则|管理办法|管理规定|管理制度|实施办法|实施方案|实施意见|章程|说明书|判决书|裁定书|调解书|起诉状|答辩状|公报|白皮书|规程|决议|决定书|通知书|告知书|意见书)$|` +
	`(?:工作|年度|调查|研究|评估|审计|调研|分析|述职|检测|鉴定|可行性|检查|整改|验收)(?:总结)?(?:报告|总结)$|年度工作(?:计划|要点)$`)

// paperTitle matches the titles of papers, formalCall whom a formal letter
// begins by calling, and casualCall whom one calls who writes to his own.
var (
	paperTitle = regexp.MustCompile(`.{6,}(?:研究|分析|探讨|探析|初探|综述|述评|研究进展|影响因素)$`)
	formalCall = regexp.MustCompile(`^尊敬的.{1,20}：$`)
	casualCall = regexp.MustCompile(`^(?:亲爱的.{1,6}|[爸妈爷奶姥外公婆哥姐弟妹、，和]+)[：，！]$`)
	wideCall   = regexp.MustCompile(`们|各位|同学|读者|顾客|用户|客户|会员|家长|朋友|老师|同事|旅客|业主|您`)
)

const longestTitle = 40 // runes

// titled is the register that a text's first passage, as its title or as whom a
// letter calls, shows it to be in; Neutral when it shows none.
func titled(first string) Register {
	title := strings.TrimSpace(first)
	switch {
	case utf8.RuneCountInString(title) > longestTitle:
	case formalTitle.MatchString(title), paperTitle.MatchString(title), formalCall.MatchString(title):
		return Formal
	case casualCall.MatchString(title) && !wideCall.MatchString(title):
		return Casual
	}
	return Neutral
}

// voices are the lines of a text and the names that they begin with, each with
// the number of its lines: 小美：你到哪儿了？
type voices struct {
	lines, said int
	names       map[string]int
}

const (
	longestName = 6  // runes
	mostNames   = 32 // of a part of a text; who has more is no talk of a few
)

// speaker is the name before the colon that a line begins with. What begins
// with a quotation after it is told: 他说：“来吧。”
func speaker(line string) (string, bool) {
	name, after, ok := strings.Cut(line, "：")
	if !ok || name == "" || utf8.RuneCountInString(name) > longestName || strings.ContainsAny(name, "，。、；！？“”「」《》（） 　") {
		return "", false
	}
	after = strings.TrimLeft(after, " 　")
	return name, after != "" && !strings.HasPrefix(after, "“") && !strings.HasPrefix(after, "「")
}

func voicesOf(text string) (v voices) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		v.lines++
		if name, ok := speaker(line); ok {
			v.said++
			if v.names == nil {
				v.names = map[string]int{}
			}
			v.names[name]++
		}
	}
	return v
}

func (v *voices) add(w *voices) {
	v.lines += w.lines
	v.said += w.said
	for name, n := range w.names {
		if v.names == nil {
			v.names = map[string]int{}
		}
		if _, known := v.names[name]; known || len(v.names) < mostNames {
			v.names[name] += n
		}
	}
}

// onRecord are names under which people are asked and answer for the public.
var onRecord = wordSet("公开发言的人")

// talk tells whether the lines are the talk of a few people among themselves:
// most begin with a name, and the names come back.
func (v *voices) talk() bool {
	if v.said < 4 || v.said*5 < v.lines*3 || len(v.names)*2 > v.said {
		return false
	}
	for name := range v.names {
		for public := range onRecord {
			if strings.Contains(name, public) {
				return false
			}
		}
	}
	return true
}

// Subtitles are what people say, but where a narrator speaks in them: their
// sentences lean to formal by spokenBelow or more on average.
const spokenBelow = 0.8

// mean is how the document's sentences lean on average.
func (s *setting) mean() float32 {
	if s.sentences == 0 {
		return 0
	}
	return float32(s.lean) * leanUnit / float32(s.sentences)
}
