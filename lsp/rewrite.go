package lsp

import (
	"go.lsp.dev/protocol"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/pinyin"
)

// The kinds of actions that write a selection anew.
const (
	rewritePinyinKind protocol.CodeActionKind = "refactor.rewrite.pinyin"
	rewriteScriptKind protocol.CodeActionKind = "refactor.rewrite.script"
)

// rewrites write the pinyin of the selection into the text, or the selection in
// another script. A cursor selects nothing, and gets nothing.
func (s *snapshot) rewrites(params *protocol.CodeActionParams) []protocol.CommandOrCodeAction {
	span := s.spanOf(params.Range)
	if span.Len() <= 0 {
		return nil
	}
	var actions []protocol.CommandOrCodeAction
	add := func(kind protocol.CodeActionKind, chinese, english string, edits []analysis.Edit) {
		if len(edits) > 0 {
			actions = append(actions, &protocol.CodeAction{Title: s.say(chinese, english), Kind: new(kind), Edit: s.workspaceEdit(edits)})
		}
	}
	if wanted(params.Context.Only, rewritePinyinKind) {
		tones := func(tokens []analysis.Token) []analysis.Token {
			return WithSandhi(s.server.lexicon, tokens, s.settings.values.Hints.Sandhi)
		}
		style := pinyin.Style(s.settings.values.Hints.Style)
		add(rewritePinyinKind, "写入拼音：汉字(hànzì)", "Write pinyin: 汉字(hànzì)", s.document.Annotate(span, analysis.Brackets, style, tones))
		if analysis.TakesRuby(s.document.Format()) {
			add(rewritePinyinKind, "写入拼音：HTML 注音（ruby）", "Write pinyin: HTML ruby", s.document.Annotate(span, analysis.Ruby, style, tones))
		}
		add(rewritePinyinKind, "写入拼音：每行下另起一行", "Write pinyin: on a line below", s.document.Annotate(span, analysis.Below, style, tones))
	}
	if wanted(params.Context.Only, rewriteScriptKind) {
		traditional, taiwan := s.document.Convert(span, analysis.Traditional), s.document.Convert(span, analysis.TaiwanTraditional)
		add(rewriteScriptKind, "转换为简体", "Convert to simplified characters", s.document.Convert(span, analysis.Simplified))
		add(rewriteScriptKind, "转换为繁体", "Convert to traditional characters", traditional)
		if !sameEdits(traditional, taiwan) {
			add(rewriteScriptKind, "转换为台湾正体", "Convert to the characters of Taiwan", taiwan)
		}
	}
	return actions
}

func sameEdits(a, b []analysis.Edit) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}
