package lsp

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.lsp.dev/protocol"
	"golang.org/x/tools/txtar"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/mark"
)

var update = flag.Bool("update", false, "rewrite what the scenes in testdata expect")

// The scenes in testdata: the first line says why there is one. text.md is the
// document; a line of marks under a line of it names a section and its place:
//
//	-- text.md --
//	银行在行走的人群里。
//	＾＾ hover
//	-- hover --
//	háng
//
// A hover's section lists lines that must be in it, in their order, or must not
// ("! "): dictionary text is not kept here. Of the others, which must match as a
// whole, "fix" lists the titles of the actions, the preferred one starred;
// "diagnostics" draws all findings; "hints" is the text with its pinyin;
// "fixed" the text after the first action at "fix"; "fixall" after
// source.fixAll; "brackets", "ruby", "below", "simplified", "traditional" and
// "taiwan" the text after the selection, or all of it, is rewritten so. "settings" and "locale" are what the editor says. Each scene is
// played in all three position encodings.
func TestScenes(t *testing.T) {
	scenes, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scenes) == 0 {
		t.Fatalf("no scenes: %v", err)
	}
	for _, path := range scenes {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range []encoding{utf8Bytes, utf16, utf32} {
				newScene(t, archive, e).play()
			}
			if *update {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

type scene struct {
	*client
	t        *testing.T
	encoding encoding
	archive  *txtar.Archive
	text     *plainText
	places   map[string]analysis.Span
}

var annotation = regexp.MustCompile(`^([\s　]*[＾^]+) ([a-z0-9]+)$`)

func newScene(t *testing.T, archive *txtar.Archive, e encoding) *scene {
	t.Helper()
	s := &scene{t: t, encoding: e, archive: archive, places: map[string]analysis.Span{}}
	var kept strings.Builder
	start, line := 0, "" // of the line above
	for next := range strings.Lines(s.section("text.md")) {
		if match := annotation.FindStringSubmatch(strings.TrimSuffix(next, "\n")); match != nil {
			from, to, ok := mark.Read(line, match[1])
			if !ok {
				t.Fatalf("not marks: %q", next)
			}
			s.places[match[2]] = analysis.Span{Start: start + from, End: start + to}
			continue
		}
		start, line = kept.Len(), strings.TrimSuffix(next, "\n")
		kept.WriteString(next)
	}
	s.text = newPlainText(kept.String())
	locale := strings.TrimSpace(s.section("locale"))
	capabilities := strings.Replace(everything, `["utf-8", "utf-16"]`, fmt.Sprintf("[%q]", e.kind()), 1)
	settings := s.section("settings")
	if settings == "" {
		settings = "null"
	}
	// As initial options, so that no answer is given before they hold.
	s.client = session(t, fmt.Sprintf(`{"capabilities": %s, "locale": %q, "initializationOptions": %s}`, capabilities, locale, settings))
	if got := s.initialized.Capabilities.PositionEncoding; got != e.kind() {
		t.Fatalf("positions are counted in %s, not %s", got, e.kind())
	}
	s.open(draft, s.text.text)
	return s
}

func (s *scene) section(name string) string {
	for _, file := range s.archive.Files {
		if file.Name == name {
			return string(file.Data)
		}
	}
	return ""
}

func (s *scene) mapper() *mapper { return newMapper(s.text, s.encoding) }

func (s *scene) play() {
	for i := range s.archive.Files {
		file := &s.archive.Files[i]
		var got string
		switch name := file.Name; {
		case strings.HasPrefix(name, "hover"):
			s.hover(name, string(file.Data))
			continue
		case name == "fix":
			got = s.titles()
		case name == "fixed":
			got = s.apply(s.actionsAt("fix")[:1])
		case name == "fixall":
			got = s.apply(s.actions(analysis.Span{}, protocol.CodeActionKindSourceFixAll))
		case name == "diagnostics":
			got = s.diagnostics()
		case name == "hints":
			got = s.hints()
		case rewriteTitles[name] != "":
			got = s.rewritten(rewriteTitles[name])
		default:
			continue
		}
		if *update {
			file.Data = []byte(got)
		} else if got != string(file.Data) {
			s.t.Errorf("%s: %s:\n%s\nwant:\n%s", s.encoding.kind(), file.Name, got, file.Data)
		}
	}
}

func (s *scene) hover(name, want string) {
	place, ok := s.places[name]
	if !ok {
		s.t.Fatalf("no place is marked %s", name)
	}
	// Anywhere in the word is on the word.
	position := s.mapper().position(place.End - 1)
	hover, err := s.hoverAt(draft, position.Line, position.Character)
	if err != nil {
		s.t.Fatal(err)
	}
	if hover == nil {
		if strings.TrimSpace(want) != "nothing" {
			s.t.Errorf("%s: no hover", name)
		}
		return
	}
	if got := s.mapper().spanOf(*hover.Range); got != place {
		s.t.Errorf("%s: %s is about %q, want %q", s.encoding.kind(), name, s.text.Slice(got), s.text.Slice(place))
	}
	text := hoverText(hover)
	rest := text
	for line := range strings.Lines(want) {
		line = strings.TrimSpace(line)
		if absent, ok := strings.CutPrefix(line, "! "); ok {
			if strings.Contains(text, absent) {
				s.t.Errorf("%s contains %q:\n%s", name, absent, text)
			}
			continue
		}
		_, after, ok := strings.Cut(rest, line)
		if !ok {
			s.t.Errorf("%s lacks %q:\n%s", name, line, text)
		}
		rest = after
	}
	if lines := strings.Count(text, "\n") + 1; lines > 25 {
		s.t.Errorf("%s has %d lines", name, lines)
	}
	if strings.ContainsAny(text, "<>") {
		s.t.Errorf("%s has HTML:\n%s", name, text)
	}
}

func (s *scene) actionsAt(name string) []*protocol.CodeAction {
	place, ok := s.places[name]
	if !ok {
		s.t.Fatalf("no place is marked %s", name)
	}
	actions := s.actions(analysis.Span{Start: place.Start, End: place.Start}, protocol.CodeActionKindQuickFix)
	return slices.DeleteFunc(actions, func(a *protocol.CodeAction) bool { return *a.Kind == ignoreKind })
}

func (s *scene) actions(span analysis.Span, kind protocol.CodeActionKind) []*protocol.CodeAction {
	found, err := s.CodeAction(s.t.Context(), &protocol.CodeActionParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: s.mapper().rangeOf(span),
		Context: protocol.CodeActionContext{Only: []protocol.CodeActionKind{kind}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var actions []*protocol.CodeAction
	for _, action := range found {
		actions = append(actions, action.(*protocol.CodeAction))
	}
	return actions
}

// rewriteTitles are the titles of the actions that rewrite a selection.
var rewriteTitles = map[string]string{
	"brackets": "写入拼音：汉字(hànzì)", "ruby": "写入拼音：HTML 注音（ruby）", "below": "写入拼音：每行下另起一行",
	"simplified": "转换为简体", "traditional": "转换为繁体", "taiwan": "转换为台湾正体",
}

// rewritten is the text after the action with the title, or "not offered".
func (s *scene) rewritten(title string) string {
	span, ok := s.places["selection"]
	if !ok {
		span = analysis.Span{End: s.text.Len()}
	}
	if none := s.actions(analysis.Span{Start: span.Start, End: span.Start}, "refactor.rewrite"); len(none) > 0 {
		s.t.Errorf("%d rewrites are offered where nothing is selected", len(none))
	}
	for _, action := range s.actions(span, "refactor.rewrite") {
		if action.Title == title {
			return s.apply([]*protocol.CodeAction{action})
		}
	}
	return "not offered\n"
}

func (s *scene) titles() string {
	var b strings.Builder
	for _, action := range s.actionsAt("fix") {
		if is(action.IsPreferred) {
			b.WriteString("* ")
		}
		fmt.Fprintln(&b, action.Title)
	}
	return b.String()
}

// apply applies the edits of actions as a client would: from the end.
func (s *scene) apply(actions []*protocol.CodeAction) string {
	text := s.text.text
	var edits []*protocol.TextEdit
	for _, action := range actions {
		for _, change := range action.Edit.DocumentChanges {
			for _, edit := range change.(*protocol.TextDocumentEdit).Edits {
				edits = append(edits, edit.(*protocol.TextEdit))
			}
		}
	}
	m := s.mapper()
	slices.SortFunc(edits, func(a, b *protocol.TextEdit) int { return m.toOffset(b.Range.Start) - m.toOffset(a.Range.Start) })
	for _, edit := range edits {
		span := m.spanOf(edit.Range)
		text = text[:span.Start] + edit.NewText + text[span.End:]
	}
	return text
}

func (s *scene) diagnostics() string {
	var b strings.Builder
	m := s.mapper()
	for _, d := range s.newest(draft, 1) {
		var data diagnosticData
		if err := json.Unmarshal(d.Data, &data); err != nil {
			s.t.Errorf("data %s: %v", d.Data, err)
		}
		span := m.spanOf(d.Range)
		start := s.text.LineStart(s.text.LineAt(span.Start))
		line := s.text.Slice(analysis.Span{Start: start, End: m.lineEnd(s.text.LineAt(span.Start))})
		note := fmt.Sprintf("%v %s %s", d.Code, data.Kind, strings.Join(data.Fixes, " "))
		b.WriteString(mark.Lines(line, []mark.Note{{Start: span.Start - start, End: span.End - start, Text: strings.TrimSpace(note)}}))
	}
	return b.String()
}

// hints is the text with its hints in brackets where they are shown.
func (s *scene) hints() string {
	m := s.mapper()
	hints, err := s.InlayHint(s.t.Context(), &protocol.InlayHintParams{
		TextDocument: protocol.TextDocumentIdentifier{URI: draft}, Range: m.rangeOf(analysis.Span{End: s.text.Len()}),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	text := s.text.text
	for _, hint := range slices.Backward(hints) {
		offset := m.toOffset(hint.Position)
		text = text[:offset] + "[" + string(hint.Label.(protocol.String)) + "]" + text[offset:]
	}
	return text
}
