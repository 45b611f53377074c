package prose

import (
	"regexp"
	"strings"
)

// CommentOf writes a comment in the syntax of a format, on a line of its own or
// at the end of one; ok is false for a format that has none.
func CommentOf(format Format, text string) (comment string, ok bool) {
	k := kinds[format]
	if k == nil || k.comment[0] == "" {
		return "", false
	}
	return k.comment[0] + text + k.comment[1], true
}

// OwnLine tells that in a format a comment can't stand at the end of a line:
// what it says of the next line goes above that, where Above says.
func OwnLine(format Format) bool { return kinds[format] != nil && kinds[format].ownLine }

// Above is where a comment on what stands at an offset can be put: at the
// beginning of a line, of that entry or cue in formats made of such. Gap tells
// that an empty line must follow.
func Above(format Format, text string, offset int) (at int, gap bool) {
	at = strings.LastIndexAny(text[:offset], "\n\r") + 1
	if format == AsciiDoc || format == GitCommit {
		return at, false
	}
	for at > 0 {
		above := strings.LastIndexAny(strings.TrimSuffix(strings.TrimSuffix(text[:at], "\n"), "\r"), "\n\r") + 1
		if blank(text[above:at]) {
			break
		}
		at = above
	}
	return at, format == RST || format == WebVTT
}

var (
	firstLines = map[Format]*regexp.Regexp{
		XLIFF:  regexp.MustCompile(`^\s*<\?xml[^>]*\?>[ \t]*(?:\r\n?|\n)?`),
		HTML:   regexp.MustCompile(`^\s*(?:<\?xml[^>]*\?>\s*)?(?i:<!doctype[^>]*>)[ \t]*(?:\r\n?|\n)?`),
		WebVTT: regexp.MustCompile(`^WEBVTT[^\n\r]*(?:\r\n?|\n)(?:[^\n\r]+(?:\r\n?|\n))*(?:\r\n?|\n)`),
	}
	shebang = regexp.MustCompile(`^(?:#!|<\?php)[^\n\r]*(?:\r\n?|\n)?`)
)

// Top is the first offset of a file at which a comment can stand, after what
// has to come first: a byte-order mark, a declaration, the line that names the
// interpreter.
func Top(format Format, text string) int {
	at := 0
	if strings.HasPrefix(text, byteOrderMark) {
		at = len(byteOrderMark)
	}
	first := firstLines[format]
	if first == nil && kinds[format] != nil && kinds[format].code {
		first = shebang
	}
	if first != nil {
		at += len(first.FindString(text[at:]))
	}
	return at
}
