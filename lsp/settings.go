package lsp

import (
	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
)

// settings are what is in force for the files of one folder. They are
// immutable; a change makes new ones.
type settings struct {
	root     string // the folder's path, "" for none
	values   config.Settings
	analysis *analysis.Settings
	levels   map[string]string
}

func newSettings(root string, levels map[string]string, terms []analysis.Term, layers ...config.Layer) *settings {
	values := config.Merge(layers...)
	return &settings{root: root, values: values, levels: levels, analysis: AnalysisSettings(values, levels, terms)}
}

// AnalysisSettings gives analysis what it needs of the settings, with the
// user's own level list and glossary.
func AnalysisSettings(values config.Settings, levels map[string]string, terms []analysis.Term) *analysis.Settings {
	s := &analysis.Settings{
		Words: values.Words, Ignore: values.Ignore, Taiwan: values.Readings == "taiwan", Levels: levels,
		Keys: values.Keys, Glossary: terms,
	}
	if target, ok := targets[values.Target]; ok {
		s.Target, s.Explicit = target, true
	}
	if len(values.Rules) > 0 {
		s.Rules = make(map[string]analysis.Severity, len(values.Rules))
		for code, severity := range values.Rules {
			s.Rules[code] = severities[severity]
		}
	}
	return s
}

var targets = map[string]analysis.Register{
	"casual": analysis.Casual, "neutral": analysis.Neutral, "formal": analysis.Formal,
}

var severities = map[string]analysis.Severity{
	"off": analysis.Off, "hint": analysis.Hint, "information": analysis.Information,
	"warning": analysis.Warning, "error": analysis.Error,
}

// SeverityName is a severity's name in settings and on the command line.
func SeverityName(severity analysis.Severity) string {
	for name, s := range severities {
		if s == severity {
			return name
		}
	}
	return ""
}
