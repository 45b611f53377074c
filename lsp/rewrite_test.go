package lsp

import (
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/prose"
)

// What is written into a file leaves it a file of its format: strings stay
// quoted, cues keep their times, commands their arguments. An action that a
// format has no room for is not offered.
func TestRewritesInFormats(t *testing.T) {
	const notOffered = ""
	for _, test := range []struct{ name, language, text, title, want string }{
		{"chapter.tex", "latex", "\\section{西安的历史}\n% 请联络我\n增长 50\\%，见\\ref{历史}。甲 & 乙 \\\\\n", "写入拼音：汉字(hànzì)",
			"\\section{西安(Xī'ān)的(de)历史(lìshǐ)}\n% 请联络我\n增长(zēngzhǎng) 50\\%，见(jiàn)\\ref{历史}。甲(jiǎ) & 乙(yǐ) \\\\\n"},
		{"chapter.tex", "latex", "增长 50\\%。\n", "写入拼音：每行下另起一行", notOffered},
		{"chapter.tex", "latex", "增长 50\\%。\n", "写入拼音：HTML 注音（ruby）", notOffered},
		{"chapter.tex", "latex", "\\section{头发与\\emph{发展}}\\label{sec:头发}\n", "转换为繁体", "\\section{頭髮與\\emph{發展}}\\label{sec:头发}\n"},

		{"zh.po", "po", "msgid \"Hello \\\"you\\\"\"\nmsgstr \"你好，\\\"西安\\\" %s\\n\"\n", "写入拼音：汉字(hànzì)",
			"msgid \"Hello \\\"you\\\"\"\nmsgstr \"你(nǐ)好(hǎo)，\\\"西安(Xī'ān)\\\" %s\\n\"\n"},
		{"zh.po", "po", "msgid \"Hello\"\nmsgstr \"你好\"\n", "写入拼音：每行下另起一行", notOffered},
		{"zh.po", "po", "msgid \"Hair\"\nmsgstr \"\"\n\"头发\\n\"\n\"发展\"\n", "转换为繁体", "msgid \"Hair\"\nmsgstr \"\"\n\"頭髮\\n\"\n\"發展\"\n"},

		{"film.srt", "srt", "1\n00:00:01,000 --> 00:00:02,500\n<i>请联络我</i>\n好吗？\n\n2\n00:00:03,000 --> 00:00:04,000\n好。\n", "写入拼音：汉字(hànzì)",
			"1\n00:00:01,000 --> 00:00:02,500\n<i>请(qǐng)联络(liánluò)我(wǒ)</i>\n好(hǎo)吗(ma)？\n\n2\n00:00:03,000 --> 00:00:04,000\n好(hǎo)。\n"},
		{"film.srt", "srt", "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>请联络我</i>\r\n好吗？\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n好。", "写入拼音：每行下另起一行",
			"1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>请联络我</i>\r\nQǐng liánluò wǒ\r\n好吗？\r\nHǎo ma?\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n好。\r\nHǎo."},
		{"film.srt", "srt", "1\n00:00:01,000 --> 00:00:02,500\n头发{\\an8}发展\n", "转换为繁体", "1\n00:00:01,000 --> 00:00:02,500\n頭髮{\\an8}發展\n"},
		{"film.vtt", "vtt", "WEBVTT\n\n00:01.000 --> 00:02.500 line:0\n请联络我\n", "写入拼音：每行下另起一行",
			"WEBVTT\n\n00:01.000 --> 00:02.500 line:0\n请联络我\nQǐng liánluò wǒ\n"},

		{"page.html", "html", "<p title=\"头发\">头发 &amp; 面条</p>\n", "写入拼音：HTML 注音（ruby）",
			"<p title=\"头发\"><ruby>头发<rp>(</rp><rt>tóufa</rt><rp>)</rp></ruby> &amp; <ruby>面条<rp>(</rp><rt>miàntiáo</rt><rp>)</rp></ruby></p>\n"},
		{"zh.json", "json", "{\"ok\": \"西安\"}\n", "写入拼音：汉字(hànzì)", "{\"ok\": \"西安(Xī'ān)\"}\n"},
		{"zh.json", "json", "{\"ok\": \"西安\"}\n", "写入拼音：每行下另起一行", notOffered},
		{"zh.yaml", "yaml", "ok: '西安'\n", "写入拼音：汉字(hànzì)", "ok: '西安(Xī''ān)'\n"},
		{"zh.yaml", "yaml", "ok: 西安\n", "写入拼音：汉字(hànzì)", notOffered}, // a quote would need quotes round it all
		{"zh.xlf", "xliff", "<xliff version=\"1.2\"><file target-language=\"zh\"><body><trans-unit id=\"1\"><source>Hi</source><target>头发</target></trans-unit></body></file></xliff>\n", "转换为繁体",
			"<xliff version=\"1.2\"><file target-language=\"zh\"><body><trans-unit id=\"1\"><source>Hi</source><target>頭髮</target></trans-unit></body></file></xliff>\n"},
		{"notes.rst", "rst", "历史\n====\n\n我们学习。\n", "写入拼音：汉字(hànzì)", "历史\n====\n\n我们(wǒmen)学习(xuéxí)。\n"},
		{"notes.rst", "rst", "历史\n====\n\n我们学习。\n", "写入拼音：每行下另起一行", notOffered},
		{"draft.txt", "plaintext", "我们学习。\n", "写入拼音：每行下另起一行", "我们学习。\nWǒmen xuéxí.\n"},
	} {
		t.Run(test.name+" "+test.title, func(t *testing.T) {
			c := session(t, `{"locale": "zh", "capabilities": `+everything+`}`)
			file := uri.URI("file:///drafts/" + test.name)
			if err := c.DidOpen(t.Context(), &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{
				URI: file, LanguageID: protocol.LanguageKind(test.language), Version: 1, Text: test.text,
			}}); err != nil {
				t.Fatal(err)
			}
			text := newPlainText(test.text)
			m := newMapper(text, utf8Bytes)
			found, err := c.CodeAction(t.Context(), &protocol.CodeActionParams{
				TextDocument: protocol.TextDocumentIdentifier{URI: file}, Range: m.rangeOf(analysis.Span{End: text.Len()}),
				Context: protocol.CodeActionContext{Only: []protocol.CodeActionKind{"refactor.rewrite"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			got := notOffered
			for _, action := range found {
				if action := action.(*protocol.CodeAction); action.Title == test.title {
					got = applied(m, action)
				}
			}
			if got != test.want {
				t.Fatalf("got\n%s\nwant\n%s", got, test.want)
			}
			if got == notOffered {
				return
			}
			// read again, the file has the same frame: what is no prose is as it was
			format := prose.FormatOf(test.language, test.name)
			if before, after := frame(format, test.text), frame(format, got); before != after && strings.HasSuffix(test.title, "hànzì)") {
				t.Errorf("the frame was\n%s\nand is\n%s", before, after)
			}
		})
	}
}

// applied is the text after an action's edits, as a client applies them.
func applied(m *mapper, action *protocol.CodeAction) string {
	type change struct {
		span analysis.Span
		text string
	}
	var changes []change
	for _, document := range action.Edit.DocumentChanges {
		for _, e := range document.(*protocol.TextDocumentEdit).Edits {
			edit := e.(*protocol.TextEdit)
			changes = append(changes, change{m.spanOf(edit.Range), edit.NewText})
		}
	}
	var b strings.Builder
	at := 0
	text := m.text.Slice(analysis.Span{End: m.text.Len()})
	for _, c := range changes { // which are in text order
		b.WriteString(text[at:c.span.Start] + c.text)
		at = c.span.End
	}
	return b.String() + text[at:]
}

// frame is the text with the prose of its blocks, escapes in it too, taken out.
func frame(format prose.Format, text string) string {
	piece := prose.Parse(format, text, true)
	var b strings.Builder
	at := 0
	for _, block := range piece.Blocks {
		for _, run := range block.Runs {
			if gap := text[at:max(at, run.Source)]; gap != "" || at == 0 {
				b.WriteString(gap + "…")
			}
			at = max(at, run.Source+max(run.Len, run.Width))
		}
	}
	return b.String() + text[at:]
}
