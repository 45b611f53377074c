package main

import (
	"encoding/json"
	"io"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lsp"
)

// jsonlReport is for programs: one object a finding.
type jsonlReport struct{ encoder *json.Encoder }

func newJSONLReport(out io.Writer) report { return &jsonlReport{newEncoder(out)} }

// newEncoder writes JSON as it is, without escapes for HTML.
func newEncoder(out io.Writer) *json.Encoder {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	return encoder
}

// jsonFinding is the contract: lines and columns count from 1, columns in
// runes; start and end are bytes of the file.
type jsonFinding struct {
	File      string      `json:"file"`
	Line      int         `json:"line"`
	Column    int         `json:"column"`
	EndLine   int         `json:"endLine"`
	EndColumn int         `json:"endColumn"`
	Start     int         `json:"start"`
	End       int         `json:"end"`
	Text      string      `json:"text"`
	Code      string      `json:"code"`
	Severity  string      `json:"severity"`
	Message   jsonMessage `json:"message"`
	Fixes     []jsonFix   `json:"fixes"`
}

type jsonMessage struct {
	Chinese string `json:"zh"`
	English string `json:"en"`
}

type jsonFix struct {
	Text string `json:"text"`
	Kind string `json:"kind"` // "safe" or "choice"
}

func (r *jsonlReport) file(file *checked) error {
	for i := range file.findings {
		f := &file.findings[i]
		fixes := make([]jsonFix, 0, len(f.Fixes))
		for _, fix := range f.Fixes {
			kind := "choice"
			if fix.Kind == analysis.Safe {
				kind = "safe"
			}
			fixes = append(fixes, jsonFix{fix.Text, kind})
		}
		err := r.encoder.Encode(jsonFinding{
			File: file.name, Line: f.line, Column: f.column, EndLine: f.endLine, EndColumn: f.endColumn,
			Start: f.start, End: f.end, Text: f.text, Code: f.Code,
			Severity: lsp.SeverityName(f.Severity), Message: jsonMessage{f.Chinese, f.English}, Fixes: fixes,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *jsonlReport) end() error { return nil }
