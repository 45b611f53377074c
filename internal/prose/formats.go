package prose

import (
	"path"
	"slices"
	"strings"
)

// The formats that have a name of their own; those of program files are in the
// table of comment syntaxes.
const (
	Text      Format = "text" // what any other is treated as
	Markdown  Format = "markdown"
	HTML      Format = "html"
	LaTeX     Format = "latex"
	Typst     Format = "typst"
	AsciiDoc  Format = "asciidoc"
	RST       Format = "rst"
	PO        Format = "po"
	XLIFF     Format = "xliff"
	SRT       Format = "srt"
	WebVTT    Format = "vtt"
	JSON      Format = "json"
	YAML      Format = "yaml"
	GitCommit Format = "git-commit"
)

// A kind is all that is known of a format.
type kind struct {
	parse func(text string, first bool) Piece
	// next cuts off a piece, as Next does; nil where a file is one piece.
	next func(text string, start int) int
	// drafts tells that files of this kind are drafts by themselves, which are
	// looked at in a folder without being named.
	drafts bool
	// comment is what a comment stands between, "" where there are none.
	comment [2]string
	ownLine bool // a comment must have a line, or lines, of its own
	code    bool // a program, whose comments are read
	// languages are the names editors have for the format; names are ends of
	// file names (".md"), or whole ones.
	languages, names []string
}

// kinds is the one table of formats: the language server and the command line
// both go by it.
var kinds = map[Format]*kind{
	Text: {parse: parseText, next: nextText, drafts: true, comment: [2]string{"<!-- ", " -->"},
		languages: []string{"plaintext", "text"}, names: []string{".txt", ".text"}},
	Markdown: {parse: parseMarkdown, next: nextMarkdown, drafts: true, comment: [2]string{"<!-- ", " -->"},
		languages: []string{"markdown", "mdx", "quarto", "rmd"}, names: []string{".md", ".markdown", ".mdx", ".qmd", ".rmd", ".mdown", ".mkd"}},
	HTML: {parse: whole(parseHTML), drafts: true, comment: [2]string{"<!-- ", " -->"},
		languages: []string{"html", "xhtml", "vue", "svelte", "handlebars", "jinja-html", "django-html"}, names: []string{".html", ".htm", ".xhtml", ".vue", ".svelte"}},
	LaTeX: {parse: whole(parseLaTeX), drafts: true, comment: [2]string{"% "},
		languages: []string{"latex", "tex", "plaintex", "context"}, names: []string{".tex", ".ltx", ".latex"}},
	Typst: {parse: whole(parseTypst), drafts: true, comment: [2]string{"// "},
		languages: []string{"typst"}, names: []string{".typ"}},
	AsciiDoc: {parse: whole(parseAsciiDoc), drafts: true, comment: [2]string{"// "}, ownLine: true,
		languages: []string{"asciidoc", "asciidoctor"}, names: []string{".adoc", ".asciidoc", ".asc"}},
	RST: {parse: whole(parseRST), drafts: true, comment: [2]string{".. "}, ownLine: true,
		languages: []string{"restructuredtext", "rst"}, names: []string{".rst", ".rest"}},
	PO: {parse: whole(parsePO), drafts: true, comment: [2]string{"# "}, ownLine: true,
		languages: []string{"po", "gettext"}, names: []string{".po"}},
	XLIFF: {parse: whole(parseXLIFF), drafts: true, comment: [2]string{"<!-- ", " -->"},
		languages: []string{"xliff"}, names: []string{".xlf", ".xliff", ".sdlxliff", ".mqxliff"}},
	SRT: {parse: whole(parseSRT), drafts: true,
		languages: []string{"srt", "subrip", "subtitles"}, names: []string{".srt"}},
	WebVTT: {parse: whole(parseWebVTT), drafts: true, comment: [2]string{"NOTE "}, ownLine: true,
		languages: []string{"vtt", "webvtt"}, names: []string{".vtt"}},
	JSON: {parse: whole(parseJSON),
		languages: []string{"json", "jsonc", "json5"}, names: []string{".json", ".jsonc", ".arb"}},
	YAML: {parse: whole(parseYAML), comment: [2]string{"# "},
		languages: []string{"yaml", "dockercompose", "github-actions-workflow"}, names: []string{".yaml", ".yml"}},
	GitCommit: {parse: whole(parseGitCommit), comment: [2]string{"# "}, ownLine: true,
		languages: []string{"git-commit", "gitcommit"}, names: []string{"COMMIT_EDITMSG", "MERGE_MSG", "TAG_EDITMSG", "SQUASH_MSG"}},
}

var byLanguage, byName = map[string]Format{}, map[string]Format{}

func init() {
	for i := range syntaxes {
		s := &syntaxes[i]
		kinds[s.format] = &kind{parse: whole(s.parse), comment: s.comment(), code: true, languages: s.languages, names: s.names}
	}
	for format, k := range kinds {
		for _, language := range k.languages {
			byLanguage[language] = format
		}
		for _, name := range k.names {
			byName[strings.ToLower(name)] = format
		}
	}
}

// whole makes a parser of one that has no eye for where its piece stands.
func whole(parse func(string) Piece) func(string, bool) Piece {
	return func(text string, _ bool) Piece { return parse(text) }
}

// FormatOf is the format of a file: by the editor's name for its language, ""
// when there is none, else by its own name: an editor that knows nothing of
// subtitles calls them plain text. What nobody knows is plain text.
func FormatOf(language, name string) Format {
	if format, ok := byLanguage[strings.ToLower(language)]; ok && format != Text {
		return format
	}
	base := strings.ToLower(path.Base(name))
	if format, ok := byName[base]; ok {
		return format
	}
	if format, ok := byName[path.Ext(base)]; ok {
		return format
	}
	return Text
}

// IsDraft tells by its name whether a file of a folder is a draft that is
// looked at without being asked for: programs and resource files are not.
func IsDraft(name string) bool {
	base := strings.ToLower(path.Base(name))
	format, ok := byName[base]
	if !ok {
		format, ok = byName[path.Ext(base)]
	}
	return ok && kinds[format].drafts
}

// Formats lists all formats by name.
func Formats() []Format {
	list := make([]Format, 0, len(kinds))
	for format := range kinds {
		list = append(list, format)
	}
	slices.Sort(list)
	return list
}
