package main

import (
	"io"
	"net/url"
	"path/filepath"

	"github.com/yuti-lsp/yuti/analysis"
)

// homepage is where reports say that yuti can be found; nothing is fetched.
const homepage = "https://github.com/yuti-lsp/yuti"

// sarifReport writes SARIF 2.1.0. The types are ours because the libraries that
// have them bring an HTTP client along, which yuti must not contain; a test
// checks what is written against the schema.
type sarifReport struct {
	out   io.Writer
	run   sarifRun
	rules map[string]int
}

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	Version        string      `json:"version"`
	InformationURI string      `json:"informationUri"`
	Rules          []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID string `json:"id"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	Fixes        []sarifFix        `json:"fixes,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int        `json:"startLine"`
	StartColumn int        `json:"startColumn"`
	EndLine     int        `json:"endLine"`
	EndColumn   int        `json:"endColumn"`
	Snippet     *sarifText `json:"snippet,omitempty"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted sarifText   `json:"insertedContent"`
}

func newSARIFReport(out io.Writer) report {
	return &sarifReport{out: out, rules: map[string]int{}, run: sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: "yuti", Version: orElse(version, "unversioned"), InformationURI: homepage, Rules: []sarifRule{},
		}},
		ColumnKind: "unicodeCodePoints", Results: []sarifResult{},
	}}
}

var sarifLevels = map[analysis.Severity]string{
	analysis.Hint: "note", analysis.Information: "note", analysis.Warning: "warning", analysis.Error: "error",
}

func (r *sarifReport) file(file *checked) error {
	artifact := sarifArtifact{(&url.URL{Path: filepath.ToSlash(file.name)}).EscapedPath()}
	for i := range file.findings {
		f := &file.findings[i]
		index, ok := r.rules[f.Code]
		if !ok {
			index = len(r.rules)
			r.rules[f.Code] = index
			r.run.Tool.Driver.Rules = append(r.run.Tool.Driver.Rules, sarifRule{f.Code})
		}
		region := f.sarifRegion(f.Span)
		region.Snippet = &sarifText{f.text}
		result := sarifResult{
			RuleID: f.Code, RuleIndex: index, Level: sarifLevels[f.Severity], Message: sarifText{f.message()},
			Locations:    []sarifLocation{{sarifPhysical{artifact, region}}},
			Fingerprints: map[string]string{"yuti/v1": digest(f.Code + f.text + f.lineText())},
		}
		for _, fix := range f.Fixes {
			change := sarifChange{Artifact: artifact}
			for _, e := range fix.Edits {
				change.Replacements = append(change.Replacements, sarifReplacement{f.sarifRegion(e.Span), sarifText{e.Text}})
			}
			result.Fixes = append(result.Fixes, sarifFix{sarifText{orElse(fix.Text, "（删去）")}, []sarifChange{change}})
		}
		r.run.Results = append(r.run.Results, result)
	}
	return nil
}

// sarifRegion converts a span of the finding's document.
func (f *finding) sarifRegion(span analysis.Span) sarifRegion {
	var region sarifRegion
	region.StartLine, region.StartColumn = lineColumn(f.file.document, span.Start)
	region.EndLine, region.EndColumn = lineColumn(f.file.document, span.End)
	return region
}

func (r *sarifReport) end() error {
	encoder := newEncoder(r.out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{r.run},
	})
}
