package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/lsp"
)

// A finding is what a report says of one place in a file.
type finding struct {
	*analysis.Finding
	file *checked
	// Places are counted from 1, in lines and runes; offsets in bytes of the
	// file.
	line, column, endLine, endColumn int
	start, end                       int
}

// checked is a file with what was found in it.
type checked struct {
	name     string // as it was named, "-" for standard input
	document *analysis.Document
	chinese  bool // the language of messages
	findings []finding
	skipped  string // why it was not looked at, "" if it was
	err      error
}

// A report writes findings in one format. file is called for every file in a
// stable order, end once.
type report interface {
	file(*checked) error
	end() error
}

// reports are the formats by name.
var reports = map[string]func(io.Writer) report{
	"text":  newTextReport,
	"jsonl": newJSONLReport,
}

type checkOptions struct {
	format, failOn, target, stdinName string
}

func checkCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Report findings in files and folders (- is standard input)",
		Long: `Report where a word's register does not fit its sentence, in files and folders.

Exit code 0: no finding at or above --fail-on; 1: there are some; 2: it could
not run.`,
		Example: "  yuti check draft.md\n  yuti check --format jsonl docs | jq .text\n  pbpaste | yuti check -",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			return o.run(cmd.Context(), args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.format, "format", "text", "`format` of the report: text or jsonl")
	flags.StringVar(&o.failOn, "fail-on", "warning", "lowest `severity` that makes the exit code 1: hint, information, warning, error or never")
	flags.StringVar(&o.target, "target", "", "`register` aimed at: auto, casual, neutral or formal (before what settings say)")
	flags.StringVar(&o.stdinName, "stdin-name", "-", "`name` of standard input, for its format and in the report")
	return cmd
}

func (o *checkOptions) validate() (failOn analysis.Severity, err error) {
	if _, ok := reports[o.format]; !ok {
		return 0, oneOf("format", o.format, "text", "jsonl")
	}
	if o.target != "" {
		if err := oneOf("target", o.target, "auto", "casual", "neutral", "formal"); err != nil {
			return 0, err
		}
	}
	levels := map[string]analysis.Severity{
		"hint": analysis.Hint, "information": analysis.Information, "warning": analysis.Warning,
		"error": analysis.Error, "never": analysis.Error + 1,
	}
	failOn, ok := levels[o.failOn]
	if !ok {
		return 0, oneOf("fail-on", o.failOn, "hint", "information", "warning", "error", "never")
	}
	return failOn, nil
}

func (o *checkOptions) run(ctx context.Context, paths []string, in io.Reader, out, errors io.Writer) error {
	failOn, err := o.validate()
	if err != nil {
		return err
	}
	_, analyzer, err := open()
	if err != nil {
		return err
	}
	c := &checker{checkOptions: o, analyzer: analyzer, in: in, settings: newSettingsFinder(o, errors)}
	files, problems := c.collect(paths)
	for _, problem := range problems {
		fmt.Fprintln(errors, "yuti:", problem)
	}
	report := reports[o.format](out)
	code := exitCode(0)
	for file := range c.all(ctx, files) {
		if file.err != nil {
			fmt.Fprintln(errors, "yuti:", file.err)
			problems = append(problems, file.err)
			continue
		}
		if file.skipped != "" {
			fmt.Fprintf(errors, "yuti: %s: %s\n", file.name, file.skipped)
			continue
		}
		for i := range file.findings {
			if file.findings[i].Severity >= failOn {
				code = exitFindings
			}
		}
		if err := report.file(file); err != nil {
			return err
		}
	}
	if err := report.end(); err != nil {
		return err
	}
	if len(problems) > 0 || ctx.Err() != nil {
		code = exitCannotRun
	}
	if code != 0 {
		return code
	}
	return nil
}

// A checker reads and checks files.
type checker struct {
	*checkOptions
	analyzer *analysis.Analyzer
	in       io.Reader
	settings *settingsFinder
}

// A source is a file to check.
type source struct {
	name string
	// asked tells that it was named, not found in a folder: then it has to be
	// readable.
	asked bool
}

// collect lists the files of the paths in a stable order: those that are
// named, and in folders those of known formats that no setting excludes.
func (c *checker) collect(paths []string) (files []source, problems []error) {
	for _, path := range paths {
		if path == "-" {
			files = append(files, source{name: path, asked: true})
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			problems = append(problems, err)
			continue
		}
		if !info.IsDir() {
			files = append(files, source{name: path, asked: true})
			continue
		}
		err = filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				problems = append(problems, err)
				return nil
			case entry.IsDir():
				if name != path && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules" || c.settings.excluded(name)) {
					return filepath.SkipDir
				}
			case entry.Type().IsRegular() && isProse(name) && !c.settings.excluded(name):
				files = append(files, source{name: name})
			}
			return nil
		})
		if err != nil {
			problems = append(problems, err)
		}
	}
	return files, problems
}

// isProse tells by the name whether a file of a folder is looked at.
func isProse(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".md", ".markdown", ".mdx", ".qmd", ".rmd", ".txt", ".text":
		return true
	}
	return false
}

// all checks the files on all cores and yields them in their order. Only what
// was found in them is kept while they wait for their turn.
func (c *checker) all(ctx context.Context, files []source) func(yield func(*checked) bool) {
	return func(yield func(*checked) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		results := make([]chan *checked, len(files))
		for i := range results {
			results[i] = make(chan *checked, 1)
		}
		slots := make(chan struct{}, 2*runtime.GOMAXPROCS(0))
		go func() {
			for i, file := range files {
				select {
				case slots <- struct{}{}:
				case <-ctx.Done():
					return
				}
				go func() { results[i] <- c.check(file) }()
			}
		}()
		for _, result := range results {
			select {
			case file := <-result:
				<-slots
				if !yield(file) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// maxSize is the largest file that is read, in bytes.
const maxSize = 64 << 20

func (c *checker) check(from source) *checked {
	file := &checked{name: from.name}
	data, err := c.read(from)
	if from.name == "-" {
		file.name = c.stdinName
	}
	switch {
	case err != nil:
		file.err = err
		return file
	case bytes.IndexByte(data[:min(len(data), 8<<10)], 0) >= 0 || !utf8.Valid(data):
		if file.skipped = "not UTF-8 text; skipped"; from.asked {
			file.err = fmt.Errorf("%s: not UTF-8 text", file.name)
		}
		return file
	}
	values, settings := c.settings.of(from.name)
	file.chinese = values.Locale == "zh" || values.Locale == "auto" && speaksChinese()
	text, mark := strings.CutPrefix(string(data), "\ufeff")
	shift := 0
	if mark {
		shift = len("\ufeff")
	}
	file.document = c.analyzer.Open(text, lsp.FormatOf(filepath.ToSlash(file.name)), settings)
	for f := range file.document.Findings(analysis.Span{End: file.document.Len()}) {
		placed := finding{Finding: &f, file: file, start: f.Span.Start + shift, end: f.Span.End + shift}
		placed.line, placed.column = lineColumn(file.document, f.Span.Start)
		placed.endLine, placed.endColumn = lineColumn(file.document, f.Span.End)
		file.findings = append(file.findings, placed)
	}
	return file
}

func (c *checker) read(from source) ([]byte, error) {
	if from.name == "-" {
		data, err := io.ReadAll(c.in)
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return data, nil
	}
	info, err := os.Stat(from.name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSize {
		return nil, fmt.Errorf("%s: larger than %d MB", from.name, maxSize>>20)
	}
	return os.ReadFile(from.name)
}

// lineColumn counts from 1, in lines and runes.
func lineColumn(d *analysis.Document, offset int) (line, column int) {
	line = d.LineAt(offset)
	return line + 1, utf8.RuneCountInString(d.Slice(analysis.Span{Start: d.LineStart(line), End: offset})) + 1
}

// A settingsFinder finds the settings of a file: those of the nearest folder
// above it that has a settings file. Each is read once.
type settingsFinder struct {
	options *checkOptions
	errors  io.Writer
	mu      sync.Mutex
	folders map[string]*folderSettings
}

type folderSettings struct {
	root     string
	values   config.Settings
	analysis *analysis.Settings
}

func newSettingsFinder(o *checkOptions, errors io.Writer) *settingsFinder {
	return &settingsFinder{options: o, errors: errors, folders: map[string]*folderSettings{}}
}

// of returns the settings that hold for a file.
func (s *settingsFinder) of(name string) (config.Settings, *analysis.Settings) {
	folder := s.folder(name)
	return folder.values, folder.analysis
}

func (s *settingsFinder) excluded(name string) bool {
	folder := s.folder(name)
	if len(folder.values.Exclude) == 0 {
		return false
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return false
	}
	inside, err := filepath.Rel(folder.root, path)
	return err == nil && folder.values.Excluded(filepath.ToSlash(inside))
}

func (s *settingsFinder) folder(name string) *folderSettings {
	s.mu.Lock()
	defer s.mu.Unlock()
	directory := "."
	if name != "-" {
		directory = filepath.Dir(name)
	}
	path, err := filepath.Abs(directory)
	if err != nil {
		path = directory
	}
	return s.find(path)
}

// find looks upwards from a folder. s.mu is held.
func (s *settingsFinder) find(path string) *folderSettings {
	if found, ok := s.folders[path]; ok {
		return found
	}
	layer, problems, err := config.ReadFile(filepath.Join(path, config.FileName))
	var found *folderSettings
	switch parent := filepath.Dir(path); {
	case err == nil && layer == nil && problems == nil && parent != path:
		found = s.find(parent)
	default:
		found = s.make(path, layer)
	}
	if err != nil {
		fmt.Fprintln(s.errors, "yuti:", err)
	}
	for _, p := range problems {
		fmt.Fprintf(s.errors, "yuti: %s:%s\n", nearName(filepath.Join(path, config.FileName)), p.Error())
	}
	s.folders[path] = found
	return found
}

// nearName is a path as seen from the working directory, if it lies in it.
func nearName(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if near, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(near) {
		return near
	}
	return path
}

func (s *settingsFinder) make(root string, layer config.Layer) *folderSettings {
	layers := []config.Layer{layer}
	if s.options.target != "" {
		layers = append(layers, config.Layer{"target": s.options.target})
	}
	values := config.Merge(layers...)
	levels, err := values.ReadLevels(root)
	if err != nil {
		fmt.Fprintln(s.errors, "yuti:", err)
	}
	return &folderSettings{root: root, values: values, analysis: lsp.AnalysisSettings(values, levels)}
}
