package lsp

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"go.lsp.dev/jsonrpc2"
)

// ask calls a method of our own over the wire and reads its result.
func (c *client) ask(method, params string, result any) error {
	c.t.Helper()
	var answer json.RawMessage
	if _, err := c.conn.Call(c.t.Context(), method, jsonrpc2.RawMessage(params), (*jsonrpc2.RawMessage)(&answer)); err != nil {
		return err
	}
	return json.Unmarshal(answer, result)
}

func (c *client) mustAsk(method, params string, result any) {
	c.t.Helper()
	if err := c.ask(method, params, result); err != nil {
		c.t.Fatalf("%s: %v", method, err)
	}
}

// utf16Session is a session with a client that counts as VS Code does.
func utf16Session(t *testing.T, locale string) *client {
	t.Helper()
	return session(t, `{"locale": "`+locale+`", "capabilities": `+strings.Replace(everything, `"utf-8", "utf-16"`, `"utf-16"`, 1)+`}`)
}

func TestWords(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "# 标题\r\n\r\n𠮷，旁边的`银行`，ok\r\n")
	var result wordsResult
	c.mustAsk(methodWords, `{"textDocument": {"uri": "file:///drafts/draft.md"}, "range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 99}}}`, &result)
	var got []string
	var starts []uint32
	line := []rune("𠮷，旁边的`银行`，ok")
	for _, w := range result.Words {
		if w.Range.Start.Line != 2 || w.Range.End.Line != 2 {
			t.Errorf("a word on another line: %+v", w.Range)
		}
		// 𠮷 counts two in UTF-16 and one here.
		from, to := max(0, int(w.Range.Start.Character)-1), int(w.Range.End.Character)-1
		text := string(line[from:to])
		if !w.Chinese {
			text = "(" + text + ")"
		}
		got, starts = append(got, text), append(starts, w.Range.Start.Character)
	}
	if want := []string{"𠮷", "(，)", "旁边", "的", "(，)", "(ok)"}; !reflect.DeepEqual(got, want) {
		t.Errorf("words: got %q at %v, want %q", got, starts, want)
	}
}

func TestWordsOfAFileThatIsNotOpen(t *testing.T) {
	c := utf16Session(t, "en")
	var result *wordsResult
	c.mustAsk(methodWords, `{"textDocument": {"uri": "file:///elsewhere.md"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}}`, &result)
	if result != nil {
		t.Errorf("got %+v", result)
	}
}

func TestGuide(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "和你的朋友多联络，然后去购买。\n")
	var result guideResult
	c.mustAsk(methodGuide, `{"textDocument": {"uri": "file:///drafts/draft.md"}, "position": {"line": 0, "character": 7}}`, &result)
	if result.Word != "联络" || !result.Guide || !strings.HasPrefix(result.Markdown, "# 联络") {
		t.Errorf("got %+v", result)
	}
	for _, link := range []string{"### [沟通](yuti:guide/沟通)\n", "- [联系](yuti:guide/联系) "} {
		if !strings.Contains(result.Markdown, link) {
			t.Errorf("no %q in\n%s", link, result.Markdown)
		}
	}
	if strings.Contains(result.Markdown, "未检出") {
		t.Error("a note for those who write rules is shown")
	}
	// A link leads to a word out of any text.
	result = guideResult{}
	c.mustAsk(methodGuide, `{"word": "联系"}`, &result)
	if result.Word != "联系" || !strings.Contains(result.Markdown, "liánxì") {
		t.Errorf("got %+v", result)
	}
	for what, params := range map[string]string{
		"a blank":  `{"textDocument": {"uri": "file:///drafts/draft.md"}, "position": {"line": 1, "character": 0}}`,
		"no word":  `{"word": "xyzzy"}`,
		"nothing":  `{}`,
		"not open": `{"textDocument": {"uri": "file:///elsewhere.md"}, "position": {"line": 0, "character": 0}}`,
	} {
		var result *guideResult
		c.mustAsk(methodGuide, params, &result)
		if result != nil {
			t.Errorf("%s: got %+v", what, result)
		}
	}
}

func TestStatus(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "<!-- yuti: target=casual -->\n\n和朋友多联络。妈，我即将到家了，饭好了没？\n")
	status := func(file string) *statusResult {
		var result *statusResult
		c.mustAsk(methodStatus, `{"textDocument": {"uri": "`+file+`"}}`, &result)
		return result
	}
	got := status("file:///drafts/draft.md")
	if got == nil || !got.Chinese || got.Target != "casual" || got.Source != "document" || got.Counts["register"] != 2 || got.Safe < 1 {
		t.Errorf("got %+v", got)
	}
	c.open("file:///drafts/formal.md", "特此通知。请各部门遵照执行，并于本月底前予以回复。\n")
	if got := status("file:///drafts/formal.md"); got.Target != "formal" || got.Source != "text" || got.Judged != "formal" {
		t.Errorf("got %+v", got)
	}
	c.open("file:///drafts/english.md", "No Chinese here.\n")
	if got := status("file:///drafts/english.md"); got.Chinese || got.Target != "" {
		t.Errorf("got %+v", got)
	}
	if got := status("file:///elsewhere.md"); got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestPinyin(t *testing.T) {
	c := utf16Session(t, "en")
	c.open(draft, "他在银行工作。\r\n\r\n```\ncode\n```\n如果有任何问题，请随时联络我。\n")
	var result pinyinResult
	c.mustAsk(methodPinyin, `{"textDocument": {"uri": "file:///drafts/draft.md"}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 6, "character": 0}}}`, &result)
	want := "他在银行工作。\nTā zài yínháng gōngzuò.\n\n```\ncode\n```\n如果有任何问题，请随时联络我。\nRúguǒ yǒu rènhé wèntí, qǐng suíshí liánluò wǒ.\n"
	if result.Text != want {
		t.Errorf("got\n%s\nwant\n%s", result.Text, want)
	}
	// A word that the range cuts is read as a whole; tone sandhi follows the settings.
	c.mustAsk(methodPinyin, `{"textDocument": {"uri": "file:///drafts/draft.md"}, "range": {"start": {"line": 0, "character": 3}, "end": {"line": 0, "character": 6}}}`, &result)
	if result.Text != "行工作\nYínháng gōngzuò" {
		t.Errorf("got %q", result.Text)
	}
}

func TestRequestsThatAreWrong(t *testing.T) {
	c := utf16Session(t, "en")
	for method, code := range map[string]jsonrpc2.Code{"yuti/words": jsonrpc2.InvalidParams, "yuti/nothing": jsonrpc2.MethodNotFound} {
		err := c.ask(method, `{"range": 3}`, new(any))
		var wire *jsonrpc2.Error
		if !errors.As(err, &wire) || wire.Code != code {
			t.Errorf("%s: got %v", method, err)
		}
	}
	c.open(draft, "银行。\n")
	if hover, err := c.hoverAt(draft, 0, 0); err != nil || hover == nil {
		t.Errorf("the session goes on: %v", err)
	}
}

func TestDefinitionTellsTheWord(t *testing.T) {
	c := session(t, `{"capabilities": {"textDocument": {"definition": {"linkSupport": true}}}}`)
	c.open(draft, "𠮷和朋友多联络。\n")
	var links []struct {
		OriginSelectionRange struct{ Start, End struct{ Line, Character int } }
		TargetURI            string
	}
	c.mustAsk("textDocument/definition", `{"textDocument": {"uri": "file:///drafts/draft.md"}, "position": {"line": 0, "character": 7}}`, &links)
	if len(links) != 1 || links[0].OriginSelectionRange.Start.Character != 6 || links[0].OriginSelectionRange.End.Character != 8 || !strings.HasSuffix(links[0].TargetURI, ".md") {
		t.Errorf("got %+v", links)
	}
}
