package main

import (
	"fmt"
	"io"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lsp"
)

// ignoredReport lists what is kept quiet, a line each, so that it can be found
// and undone.
type ignoredReport struct {
	out     io.Writer
	chinese bool
	count   int
}

// ignoredBy says where to look for what keeps a finding quiet.
var ignoredBy = map[string]struct{ chinese, english string }{
	analysis.IgnoredByText:  {"文中的注释或前置元数据", "a comment or the front matter of the file"},
	analysis.IgnoredByList:  {"设置 ignore", "the setting ignore"},
	analysis.IgnoredByWords: {"设置 words", "the setting words"},
	analysis.IgnoredByRule:  {"设置 rules", "the setting rules"},
}

func (r *ignoredReport) file(file *checked) error {
	if file.document == nil {
		return nil
	}
	r.chinese = file.chinese
	for f, by := range file.document.Ignored() {
		r.count++
		line, column := lineColumn(file.document, f.Span.Start)
		reason := ignoredBy[by].english
		if file.chinese {
			reason = ignoredBy[by].chinese
		}
		_, err := fmt.Fprintf(r.out, "%s:%d:%d %s %s「%s」 ← %s\n", file.name, line, column,
			lsp.SeverityName(f.Severity), f.Code, file.document.Slice(f.Span), reason)
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *ignoredReport) end() error {
	if r.count > 0 {
		return nil
	}
	text := "Nothing is kept quiet."
	if r.chinese {
		text = "没有被忽略的问题。"
	}
	_, err := fmt.Fprintln(r.out, text)
	return err
}
