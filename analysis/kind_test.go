package analysis

import (
	"os"
	"testing"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// A text shows by its title, or by who speaks in it, what kind it is.
func TestKind(t *testing.T) {
	for text, want := range map[string]Register{
		"# 2026年度社区卫生服务工作报告\n\n今年干得不错。\n":           Formal,
		"关于召开家长会的通知\n\n各位家长：周五下午两点开会。\n":            Formal,
		"**技术服务合同**\n\n第一条 甲方委托乙方维护网站。\n":           Formal,
		"# 我的减肥计划\n\n每天跑步。\n":                       Neutral,
		"# 吃瓜报告\n\n笑死我了。\n":                         Neutral,
		"通知一下，明天的会取消了，大家不用来了。\n":                    Neutral,
		"尊敬的王经理：\n\n您好！价钱有点贵。\n":                    Formal,
		"亲爱的奶奶：\n\n您近来身体是否安康？\n":                    Casual,
		"亲爱的同学们：\n\n大家上午好！\n":                       Neutral,
		"# 城市居民垃圾分类行为影响因素研究\n\n**摘要**：大家都知道。\n":     Formal,
		"# 读书会第十二期纪要\n\n本期读的是《受戒》。\n":               Neutral,
		"小美：你到哪儿了？\n大伟：路上。\n小美：快点。\n大伟：马上。\n":       Casual,
		"小美：你到哪儿了？\n\n大伟：路上。\n\n小美：快点。\n\n大伟：马上。\n": Casual,
		"记者：您几岁开始学艺？\n陈师傅：十四岁。\n记者：苦吗？\n陈师傅：苦。\n":   Neutral,
		"时间：周五\n地点：二楼\n主持：老王\n到场：十人\n":              Neutral,
		"他说：“来吧。”\n她说：“不去。”\n他说：“走。”\n她说：“好。”\n":    Neutral,
	} {
		d := analyzer(t).Open(text, Markdown, nil)
		d.look()
		if got := d.setting.kind; got != want {
			t.Errorf("%q is taken for %v, not %v", text, got, want)
		}
	}
}

// Subtitles are taken for talk, and those of a narrator are not.
func TestKindOfSubtitles(t *testing.T) {
	const cue = "1\n00:00:01,000 --> 00:00:03,000\n"
	for text, want := range map[string]Register{
		cue + "请告知我，那个夜晚发生了什么。\n":                  Casual,
		cue + "本研究采集土壤样品二十四份，测定其有机质含量，结果表明差异显著。\n": Neutral,
	} {
		d := analyzer(t).Open(text, prose.SRT, nil)
		d.look()
		if got := d.setting.kind; got != want {
			t.Errorf("%q is taken for %v, not %v", text, got, want)
		}
	}
}

// TestPlainly: official texts are not written plainly, plain formal ones are.
func TestPlainly(t *testing.T) {
	for name, want := range map[string]bool{
		"contract-service": false, "judgment-loan": false, "letter-formal": false, "minutes-formal": false, "notice-exam": false,
		"fresh-26": true, "fresh-27": true, "fresh-28": true, "fresh-29": true, "fresh-30": true, "fresh-31": true,
	} {
		text, err := os.ReadFile("testdata/quiet/" + name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		d := analyzer(t).Open(string(text), Markdown, nil)
		d.look()
		s := d.facts.subject
		t.Logf("%s: %d of %d words, %d in a thousand", name, s.small, s.narrated, 1000*s.small/s.narrated)
		if d.setting.plainly != want {
			t.Errorf("%s: written plainly is %v", name, d.setting.plainly)
		}
	}
}
