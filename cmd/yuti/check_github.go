package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/yuti-lsp/yuti/analysis"
)

// gitHubReport prints the workflow commands from which GitHub makes annotations.
type gitHubReport struct{ out io.Writer }

func newGitHubReport(out io.Writer) report { return &gitHubReport{out} }

var gitHubLevels = map[analysis.Severity]string{
	analysis.Hint: "notice", analysis.Information: "notice", analysis.Warning: "warning", analysis.Error: "error",
}

// A workflow command is one line; what would end it, or one of its properties
// early, is escaped.
var (
	gitHubMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	gitHubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func (r *gitHubReport) file(file *checked) error {
	for i := range file.findings {
		f := &file.findings[i]
		_, err := fmt.Fprintf(r.out, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n",
			gitHubLevels[f.Severity], gitHubProperty.Replace(file.name), f.line, f.endLine, f.column, f.endColumn,
			gitHubProperty.Replace(f.Code), gitHubMessage.Replace(f.withFixes()))
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *gitHubReport) end() error { return nil }
