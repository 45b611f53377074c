package prose

// CommentOf writes a comment in the syntax of a format, on a line of its own or
// at the end of one; ok is false for a format that has none.
func CommentOf(format Format, text string) (comment string, ok bool) {
	switch format {
	case Markdown, Text:
		return "<!-- " + text + " -->", true
	}
	return "", false
}
