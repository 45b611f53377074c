package main

import (
	"encoding/xml"
	"io"

	"github.com/yuti-lsp/yuti/analysis"
)

// checkstyleReport writes the XML of Checkstyle, which many tools of continuous
// integration read.
type checkstyleReport struct {
	out  io.Writer
	root checkstyle
}

type checkstyle struct {
	XMLName xml.Name         `xml:"checkstyle"`
	Version string           `xml:"version,attr"`
	Files   []checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

func newCheckstyleReport(out io.Writer) report {
	return &checkstyleReport{out: out, root: checkstyle{Version: "8.0"}}
}

var checkstyleSeverities = map[analysis.Severity]string{
	analysis.Hint: "info", analysis.Information: "info", analysis.Warning: "warning", analysis.Error: "error",
}

func (r *checkstyleReport) file(file *checked) error {
	if len(file.findings) == 0 {
		return nil
	}
	entry := checkstyleFile{Name: file.name}
	for i := range file.findings {
		f := &file.findings[i]
		entry.Errors = append(entry.Errors, checkstyleError{
			f.line, f.column, checkstyleSeverities[f.Severity], f.withFixes(), "yuti." + f.Code,
		})
	}
	r.root.Files = append(r.root.Files, entry)
	return nil
}

func (r *checkstyleReport) end() error {
	if _, err := io.WriteString(r.out, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(r.out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(r.root); err != nil {
		return err
	}
	_, err := io.WriteString(r.out, "\n")
	return err
}
