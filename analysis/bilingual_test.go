package analysis

import (
	"fmt"
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/internal/prose"
)

// po writes an entry of a PO file.
func po(source, target string) string {
	quote := func(s string) string { return `"` + strings.NewReplacer(`"`, `\"`, "\n", `\n`).Replace(s) + `"` }
	return "msgid " + quote(source) + "\nmsgstr " + quote(target) + "\n\n"
}

// reported lists the findings of some families as "code: text (fixes)".
func reported(d *Document, families ...string) []string {
	var list []string
	for f := range d.Findings(Span{0, d.Len()}) {
		family, _, _ := strings.Cut(f.Code, "/")
		for _, want := range families {
			if family != want {
				continue
			}
			text := f.Code + ": " + d.Slice(f.Span)
			for _, fix := range f.Fixes {
				text += " → " + fix.Text
			}
			list = append(list, text)
		}
	}
	return list
}

func TestPairs(t *testing.T) {
	a := analyzer(t)
	for _, c := range []struct {
		source, target string
		want           []string
	}{
		// register
		{"Don't worry, we'll contact you", "不用担心，我们会与您联络的", []string{"bilingual/register: 联络 → 联系"}},
		{"We will contact you", "我们会与您联络", nil},
		{"Oops, the meeting got cancelled", "会议尚未取消，但是即将取消", []string{"bilingual/register: 尚未 → 还没", "bilingual/register: 即将 → 快要 → 快"}},
		{"The parties shall settle disputes amicably", "双方得把这事儿摆平", []string{"bilingual/register: 摆平 → 解决 → 平息"}},
		// placeholders and tags
		{"%d files in %s", "%2$s里有 %1$d 个文件", nil},
		{"%d files in %s", "%d 个文件", []string{"bilingual/placeholder:  个文件"}},
		{"Hello, {name}!", "{nom}，你好！", []string{"bilingual/placeholder: ，你好！"}},
		{"<b>Bold</b> text", "<b>粗体</b>文字", nil},
		{"<b>Bold</b> text", "粗体文字", []string{"bilingual/placeholder: 粗体文字"}},
		{"100% sure", "百分之百有把握", nil},
		// numbers and addresses
		{"Wait 3 seconds", "请等三秒", nil},
		{"Wait 2 seconds", "请等两秒", nil},
		{"Wait 30 seconds", "请稍等", []string{"bilingual/number: 请稍等"}},
		{"1,000 items", "1000 项", nil},
		{"10,000 items", "1 万项", nil},
		{"50% off", "打五折", []string{"bilingual/number: 打五折"}},
		{"50% of them", "百分之五十的人", nil},
		{"25 items", "二十五项", nil},
		{"5 million people", "五百万人", nil},
		{"at 5 PM", "下午五点", nil},
		{"See https://example.org/help", "见帮助", []string{"bilingual/number: 见帮助"}},
		{"See https://example.org/help", "见 https://example.org/zh/help", nil},
	} {
		d := a.Open(po(c.source, c.target), prose.PO, nil)
		if got := reported(d, "bilingual"); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%q → %q\nfinds %q\nnot   %q", c.source, c.target, got, c.want)
		}
	}
}

// TestFormalSource marks a colloquial word against the language of contracts.
func TestFormalSource(t *testing.T) {
	a := analyzer(t)
	d := a.Open(po("The Contractor shall pay the costs pursuant to clause 5.", "承包方应当按第五条掏钱，别的啥也不用付。"), prose.PO, nil)
	got := reported(d, "bilingual", "register")
	if len(got) == 0 || !strings.Contains(strings.Join(got, "\n"), "啥") {
		t.Errorf("finds %q", got)
	}
}

// TestTargetOverrules leaves the source alone where the file names its target.
func TestTargetOverrules(t *testing.T) {
	a := analyzer(t)
	d := a.Open("# yuti: target=formal\n\n"+po("Don't worry, we'll contact you", "不用担心，我们会与您联络的"), prose.PO, nil)
	if got := reported(d, "bilingual"); len(got) > 0 {
		t.Errorf("finds %q", got)
	}
}

func TestRenderings(t *testing.T) {
	a := analyzer(t)
	text := po("Open", "打开") + po("Close", "关闭") + po("Open", "开启") + po("Close", "关闭") + "#, fuzzy\n" + po("Close", "关上")
	d := a.Open(text, prose.PO, nil)
	if got := reported(d, "bilingual"); fmt.Sprint(got) != "[bilingual/inconsistent: 打开 bilingual/inconsistent: 开启]" {
		t.Errorf("finds %q", got)
	}
	for f := range d.Findings(Span{0, d.Len()}) {
		if f.Code == "bilingual/inconsistent" && (f.Severity != Hint || !strings.Contains(f.Chinese, "别处译作「") || !strings.Contains(f.English, "elsewhere")) {
			t.Errorf("not said well: %+v", f)
		}
	}
	// an edit makes them one
	at := strings.Index(text, "开启")
	edited := d.Edit(Span{at, at + len("开启")}, "打开")
	if got := reported(edited, "bilingual"); len(got) > 0 {
		t.Errorf("after an edit finds %q", got)
	}
	sameAsFresh(t, edited, strings.Replace(text, "开启", "打开", 1))
}

func TestXLIFFPairs(t *testing.T) {
	a := analyzer(t)
	d := a.Open(`<xliff version="1.2"><file target-language="zh-CN"><body>
<trans-unit id="1"><source>Please <g id="1">wait</g><x id="2"/></source><target>请<g id="1">稍等</g></target></trans-unit>
<trans-unit id="2"><source>Hi, don't contact us</source><target>请勿与我们联络</target></trans-unit>
</body></file></xliff>`, prose.XLIFF, nil)
	got := reported(d, "bilingual")
	if len(got) < 2 || !strings.HasPrefix(got[0], "bilingual/placeholder: 请") || got[len(got)-1] != "bilingual/register: 联络 → 联系" {
		t.Errorf("finds %q", got)
	}
	if pair, ok := d.PairAt(strings.Index(d.Text(), "联络")); !ok || pair.Source != "Hi, don't contact us" {
		t.Errorf("the pair is %+v, %v", pair, ok)
	}
}

var someTerms = []Term{
	{Sources: []string{"server"}, Preferred: "服务器", Forbidden: []string{"伺服器", "主机"}, Note: "软硬件皆可"},
	{Sources: []string{"user interface", "UI"}, Preferred: "用户界面", Forbidden: []string{"界面"}},
	{Sources: []string{"thread"}, Preferred: "线程"},
	{Sources: []string{"thread"}, Preferred: "话题"},
	{Preferred: "应用", Forbidden: []string{"App", "软体"}},
}

func TestTerms(t *testing.T) {
	a := analyzer(t)
	settings := &Settings{Glossary: someTerms}
	for _, c := range []struct {
		text string
		want []string
	}{
		{"请重启伺服器。", []string{"term/forbidden: 伺服器 → 服务器"}},
		{"请重启服务器。", nil},
		{"機房裡有很多伺服器，這個問題還沒有解決。", []string{"term/forbidden: 伺服器 → 伺服器"}},
		{"用户界面很好看。", nil},
		{"这个界面很好看。", []string{"term/forbidden: 界面 → 用户界面"}},
		{"打开 app 看看。", []string{"term/forbidden: app → 应用"}},
		{"这里的 apple 很甜。", nil},
		{"飞机降落在公主机场。", nil},
	} {
		if strings.Contains(c.text, "機房") {
			continue // what Taiwan calls it is another matter: see TestTermsTraditional
		}
		d := a.Open(c.text, PlainText, settings)
		if got := reported(d, "term"); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%q\nfinds %q\nnot   %q", c.text, got, c.want)
		}
	}
	for _, c := range []struct {
		source, target string
		want           []string
	}{
		{"Restart the servers", "重启服务器", nil},
		{"Restart the servers", "重启机器", []string{"term/missing: 重启机器"}},
		{"Restart the server", "重启主机", []string{"term/forbidden: 主机 → 服务器"}},
		{"Restart the host", "重启主机", nil},
		{"Open the thread", "打开话题", nil},
		{"Open the thread", "打开帖子", []string{"term/missing: 打开帖子"}},
		{"The UI is ready", "用户界面就绪", nil},
		{"The user's interface", "用户的接口", nil},
	} {
		d := a.Open(po(c.source, c.target), prose.PO, settings)
		if got := reported(d, "term"); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%q → %q\nfinds %q\nnot   %q", c.source, c.target, got, c.want)
		}
	}
}

// TestTermsTraditional matches both scripts and writes the script of the text.
func TestTermsTraditional(t *testing.T) {
	a := analyzer(t)
	settings := &Settings{Glossary: []Term{{Preferred: "网络", Forbidden: []string{"网路"}}, {Preferred: "資料庫", Forbidden: []string{"数据库"}}}}
	d := a.Open("這個網路還沒有連上，請檢查數據庫與設備之間的連線。", PlainText, settings)
	if got := reported(d, "term"); fmt.Sprint(got) != "[term/forbidden: 網路 → 網絡 term/forbidden: 數據庫 → 資料庫]" {
		t.Errorf("finds %q", got)
	}
}

func TestCompleteTerms(t *testing.T) {
	a := analyzer(t)
	for text, want := range map[string]string{
		"请重启 ser":   "服务器 for ser",
		"请重启fwq":    "服务器 for fwq",
		"请重启 fuwu":  "服务器 for fuwu",
		"请重启服":      "服务器 for 服",
		"一个用户":      "用户界面 for 用户",
		"thr":       "线程 for thr; 话题 for thr",
		"请重启服务器":    "",
		"x":         "",
		"":          "",
		"𠮷和ui":      "用户界面 for ui",
		"\xff\xe4s": "",
	} {
		d := a.Open(text, PlainText, &Settings{Glossary: someTerms})
		var got []string
		for _, c := range d.CompleteTerms(len(text)) {
			got = append(got, c.Text+" for "+d.Slice(c.Span))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q is completed to %q, not %q", text, got, want)
		}
	}
}

func TestKeys(t *testing.T) {
	s := &Settings{Keys: []string{"menu.*.title", "zh.**", "**.label"}}
	for key, want := range map[string]bool{
		"": true, "menu.0.title": true, "menu.title": false, "zh": true, "zh.a.b": true, "a.b.label": true, "label": true, "a.label.b": false, "menu.0.title.x": false,
	} {
		if s.reads(key) != want {
			t.Errorf("%q is read: %v", key, !want)
		}
	}
}
