package main

import (
	"io"

	"github.com/yuti-lsp/yuti/analysis"
)

// rdjsonReport is for reviewdog: its Diagnostic Format, one object for all.
type rdjsonReport struct {
	out    io.Writer
	result rdResult
}

type rdResult struct {
	Source      rdSource       `json:"source"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdDiagnostic struct {
	Message     string         `json:"message"`
	Location    rdLocation     `json:"location"`
	Severity    string         `json:"severity"`
	Code        rdCode         `json:"code"`
	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdLocation struct {
	Path  string  `json:"path"`
	Range rdRange `json:"range"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

// An rdPosition counts from 1, in lines and bytes.
type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

func newRDJSONReport(out io.Writer) report {
	return &rdjsonReport{out, rdResult{Source: rdSource{"yuti", homepage}, Diagnostics: []rdDiagnostic{}}}
}

var rdSeverities = map[analysis.Severity]string{
	analysis.Hint: "INFO", analysis.Information: "INFO", analysis.Warning: "WARNING", analysis.Error: "ERROR",
}

func (r *rdjsonReport) file(file *checked) error {
	for i := range file.findings {
		f := &file.findings[i]
		diagnostic := rdDiagnostic{
			Message: f.message(), Location: rdLocation{file.name, f.rdRange(f.Span)},
			Severity: rdSeverities[f.Severity], Code: rdCode{f.Code},
		}
		for _, fix := range f.Fixes {
			for _, e := range fix.Edits {
				diagnostic.Suggestions = append(diagnostic.Suggestions, rdSuggestion{f.rdRange(e.Span), e.Text})
			}
		}
		r.result.Diagnostics = append(r.result.Diagnostics, diagnostic)
	}
	return nil
}

// rdRange converts a span of the finding's document.
func (f *finding) rdRange(span analysis.Span) rdRange {
	at := func(offset int) rdPosition {
		line := f.file.document.LineAt(offset)
		column := offset - f.file.document.LineStart(line) + 1
		if line == 0 {
			column += f.file.mark
		}
		return rdPosition{line + 1, column}
	}
	return rdRange{at(span.Start), at(span.End)}
}

func (r *rdjsonReport) end() error { return newEncoder(r.out).Encode(r.result) }
