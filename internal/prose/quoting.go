package prose

import (
	"strings"
)

// A Quoting is how text must be written where it stands in a file.
type Quoting uint8

// The quotings. Plain text is written as it is.
const (
	Plain Quoting = iota
	QuotedMarkdown
	QuotedHTML // XML too
	QuotedCDATA
	QuotedLaTeX
	QuotedTypst
	QuotedAsciiDoc
	QuotedRST
	QuotedPO
	QuotedSRT
	QuotedJSON
	QuotedYAMLPlain // a scalar without quotes
	QuotedYAMLSingle
	QuotedYAMLDouble
	QuotedCommit  // of Git
	QuotedComment // of a program, that ends with its line
	QuotedSlashStar
	QuotedOther // a comment between any other pair of marks
)

// Escape returns text as it has to be written; ok is false when it can't be
// written there without harm.
func (q Quoting) Escape(text string) (written string, ok bool) {
	if strings.ContainsAny(text, "\x00\r") || !escapesBreaks[q] && strings.Contains(text, "\n") {
		return "", false
	}
	switch q {
	case QuotedMarkdown:
		// a backslash does not keep a backtick from ending code
		return strings.ReplaceAll(backslashed(text, "\\*_[]<>&$~|"), "`", "&#96;"), true
	case QuotedHTML:
		return htmlEscapes.Replace(text), true
	case QuotedCDATA:
		return text, !strings.ContainsAny(text, "]>")
	case QuotedLaTeX:
		return latexEscapes.Replace(text), true
	case QuotedTypst:
		return backslashed(text, "\\#*_`$<>@[]~/"), true
	case QuotedAsciiDoc:
		// a reference by number would hold a #, which pairs with one in the text
		return text, !strings.ContainsAny(text, "*_`+#^~|[]{}\\&<>:")
	case QuotedRST:
		return backslashed(text, "\\*_|"), !strings.Contains(text, "`")
	case QuotedPO, QuotedJSON, QuotedYAMLDouble:
		return stringEscapes.Replace(text), true
	case QuotedSRT:
		return text, !strings.ContainsAny(text, "<>{}")
	case QuotedYAMLSingle:
		return strings.ReplaceAll(text, "'", "''"), true
	case QuotedYAMLPlain:
		return text, !strings.ContainsAny(text, ":#{}[],&*!|>'\"%@`\\?-=~")
	case QuotedCommit, QuotedComment:
		// at the beginning of a line these mean something
		return text, text == "" || !strings.ContainsAny(text[:1], "#*-+@:=/\\!<>&|;%.~")
	case QuotedSlashStar:
		return text, !strings.ContainsAny(text, "*/") && (text == "" || !strings.ContainsAny(text[:1], "@:-+\\#"))
	case QuotedOther:
		return text, !strings.ContainsAny(text, "*#-={}()|\"'<>/")
	default:
		return text, true
	}
}

// escapesBreaks are the quotings that have a way to write a line break.
var escapesBreaks = [...]bool{QuotedPO: true, QuotedJSON: true, QuotedYAMLDouble: true, QuotedOther: false}

var (
	htmlEscapes   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	stringEscapes = strings.NewReplacer("\\", "\\\\", "\"", "\\\"", "\n", "\\n", "\t", "\\t")
	latexEscapes  = strings.NewReplacer("\\", "\\textbackslash{}", "{", "\\{", "}", "\\}", "$", "\\$", "&", "\\&", "#", "\\#",
		"_", "\\_", "%", "\\%", "~", "\\textasciitilde{}", "^", "\\textasciicircum{}")
)

// backslashed puts a backslash before each of some characters, and before a
// mark that would mean something at the beginning of a line.
func backslashed(text, special string) string {
	var b strings.Builder
	for i, r := range text {
		if strings.ContainsRune(special, r) || i == 0 && strings.ContainsRune("#+-=>:", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
