package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/internal/encoding"
	"github.com/yuti-lsp/yuti/lsp"
)

// A finding is what a report says of one place in a file.
type finding struct {
	*analysis.Finding
	file *checked
	text string // what stands there
	// Places are counted from 1, in lines and runes; offsets in bytes of the
	// file, or of its text in UTF-8 when it is in another encoding.
	line, column, endLine, endColumn int
	start, end                       int
}

// message is the finding's reason in the user's language.
func (f *finding) message() string {
	if f.file.chinese {
		return f.Chinese
	}
	return f.English
}

// checked is a file with what was found in it. A report must not keep it: it
// holds the whole document.
type checked struct {
	name     string // as it was named, "-" for standard input
	document *analysis.Document
	chinese  bool   // the language of messages
	encoding string // one of those of package encoding
	mark     int    // bytes of the byte order mark before the document
	findings []finding
	fixed    int    // fixes that were written, or would be
	diff     string // what fixing changes, where only that is asked for
	known    int    // findings left out because the baseline has them
	baseline map[baselineEntry]int
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
	"text":       newTextReport,
	"jsonl":      newJSONLReport,
	"sarif":      newSARIFReport,
	"github":     newGitHubReport,
	"rdjson":     newRDJSONReport,
	"checkstyle": newCheckstyleReport,
}

var formats = []string{"text", "jsonl", "sarif", "github", "rdjson", "checkstyle"}

type checkOptions struct {
	format, failOn, target, stdinName string
	rules                             map[string]string
	fix, since, baseline              string
	diff, writeBaseline, ignored      bool
	maxFindings                       int
}

func checkCommand() *cobra.Command {
	var o checkOptions
	cmd := &cobra.Command{
		Use:   "check [PATH…]",
		Short: "Report findings in files and folders (- is standard input)",
		Long: `Report where a word's register does not fit its sentence, in files and folders.

In folders, files of known formats are looked at, except those that .gitignore
or the setting "exclude" leaves out, and those in hidden folders.

Exit code 0: no finding at or above --fail-on; 1: there are some; 2: it could
not run, or not on all that was asked for.`,
		Example: `  yuti check draft.md
  yuti check --fix draft.md             # take all safe substitutions
  yuti check --fix=all --diff draft.md  # show what taking the best of each would change
  yuti check --since main               # only lines changed since a revision
  yuti check --format jsonl docs | jq .text
  pbpaste | yuti check -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			return o.run(cmd.Context(), args, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.format, "format", "text", "`format` of the report: "+strings.Join(formats, ", "))
	flags.StringVar(&o.failOn, "fail-on", "warning", "lowest `severity` that makes the exit code 1: hint, information, warning, error or never")
	o.sharedFlags(flags)
	flags.StringVar(&o.stdinName, "stdin-name", "-", "`name` of standard input, for its format and in the report")
	flags.StringVar(&o.fix, "fix", "", "write substitutions into the files: `KIND` safe (single good ones), or all (the best of each finding)")
	flags.Lookup("fix").NoOptDefVal = "safe"
	flags.BoolVar(&o.diff, "diff", false, "with --fix, print a patch instead, and write nothing")
	flags.StringVar(&o.since, "since", "", "report only on lines that changed since a `revision` of git")
	flags.StringVar(&o.baseline, "baseline", "", "leave out the findings that a `file` records")
	flags.BoolVar(&o.writeBaseline, "write-baseline", false, "record the findings of the files looked at in the file of --baseline")
	flags.BoolVar(&o.ignored, "ignored", false, "list what comments and settings keep quiet, and what does, instead of the findings")
	flags.IntVar(&o.maxFindings, "max-findings", 0, "report at most `n` findings; 0 is all")
	return cmd
}

// sharedFlags are those that other commands which check files have too.
func (o *checkOptions) sharedFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.target, "target", "", "`register` aimed at: auto, casual, neutral or formal (before what settings say)")
	flags.StringToStringVar(&o.rules, "rules", nil, "`CODE=SEVERITY`,… of rules or families, as in register/stiff=off (before what settings say)")
}

func (o *checkOptions) validateShared() error {
	return oneOf("target", orElse(o.target, "auto"), "auto", "casual", "neutral", "formal")
}

// validate checks the flags and returns the severity to fail on.
func (o *checkOptions) validate() (failOn analysis.Severity, err error) {
	levels := map[string]analysis.Severity{
		"hint": analysis.Hint, "information": analysis.Information, "warning": analysis.Warning,
		"error": analysis.Error, "never": analysis.Error + 1,
	}
	err = errors.Join(
		oneOf("format", o.format, formats...),
		o.validateShared(),
		oneOf("fail-on", o.failOn, "hint", "information", "warning", "error", "never"),
		oneOf("fix", orElse(o.fix, "safe"), "safe", "all"),
	)
	switch {
	case err != nil:
	case o.diff && o.fix == "":
		err = errors.New("--diff goes with --fix or --fix=all")
	case o.diff && o.format != "text":
		err = errors.New("--diff prints a patch; it can't be had with --format " + o.format)
	case o.ignored && (o.fix != "" || o.since != "" || o.baseline != "" || o.format != "text"):
		err = errors.New("--ignored lists all that is kept quiet; it can't go with --fix, --since, --baseline or --format")
	case o.writeBaseline && o.baseline == "":
		err = errors.New("--write-baseline goes with --baseline FILE")
	case o.writeBaseline && (o.fix != "" || o.since != ""):
		err = errors.New("--write-baseline records all findings; it can't go with --fix or --since")
	case o.maxFindings < 0:
		err = errors.New("--max-findings: expected 0 or more")
	}
	return levels[o.failOn], err
}

// layer is what the flags set over the settings files.
func (o *checkOptions) layer() (config.Layer, error) {
	values := map[string]any{}
	if o.target != "" {
		values["target"] = o.target
	}
	if o.rules != nil {
		values["rules"] = o.rules
	}
	data, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	layer, problems := config.FromJSON(data)
	for _, p := range problems {
		return nil, fmt.Errorf("--rules: %s", p.English)
	}
	return layer, nil
}

func (o *checkOptions) run(ctx context.Context, paths []string, in io.Reader, out, errors io.Writer) error {
	failOn, err := o.validate()
	if err != nil {
		return err
	}
	c := &checker{checkOptions: o, in: in}
	layer, err := o.layer()
	if err != nil {
		return err
	}
	c.settings = newSettingsFinder(layer, errors)
	if o.since != "" {
		if c.changes, err = changesSince(ctx, o.since); err != nil {
			return err
		}
	}
	if o.baseline != "" && !o.writeBaseline {
		if c.known, err = readBaseline(o.baseline); err != nil {
			return err
		}
	}
	if _, c.analyzer, err = open(); err != nil {
		return err
	}
	files, problems := c.collect(paths)
	for _, problem := range problems {
		fmt.Fprintln(errors, "yuti:", problem)
	}
	t := tally{options: o, report: reports[o.format](out), failOn: failOn, baseline: map[baselineEntry]int{}, seen: map[string]bool{}}
	switch {
	case o.diff:
		t.report = &diffReport{out: out}
	case o.writeBaseline:
		t.report = &diffReport{out: io.Discard}
	case o.ignored:
		t.report = &ignoredReport{out: out}
	}
	bar := newProgress(out, errors, len(files))
	for file := range c.all(ctx, files) {
		bar.hide()
		switch {
		case file.err != nil:
			fmt.Fprintln(errors, "yuti:", file.err)
			problems = append(problems, file.err)
		case file.skipped != "":
			fmt.Fprintf(errors, "yuti: %s: %s\n", file.name, file.skipped)
		default:
			if err := t.add(file, c.known); err != nil {
				return err
			}
		}
		bar.step()
	}
	bar.hide()
	if err := t.end(errors, c.known); err != nil {
		return err
	}
	switch {
	case len(problems) > 0 || ctx.Err() != nil:
		return exitCode(exitCannotRun)
	case o.writeBaseline:
		return (&baseline{name: o.baseline}).write(t.baseline, t.seen)
	case t.failed:
		return exitCode(exitFindings)
	}
	return nil
}

// A tally hands files on to the report and counts.
type tally struct {
	options *checkOptions
	report  report
	failOn  analysis.Severity

	failed            bool
	shown, left       int // findings in the report, and beyond --max-findings
	fixed, fixedFiles int
	known             int
	baseline          map[baselineEntry]int
	seen              map[string]bool // files, as the baseline names them
}

func (t *tally) add(file *checked, known *baseline) error {
	for i := range file.findings {
		t.failed = t.failed || file.findings[i].Severity >= t.failOn
	}
	if file.fixed > 0 {
		t.fixed, t.fixedFiles = t.fixed+file.fixed, t.fixedFiles+1
	}
	t.known += file.known
	for entry, count := range file.baseline {
		t.baseline[entry] += count
	}
	if t.options.baseline != "" {
		t.seen[(&baseline{name: t.options.baseline}).path(file.name)] = true
	}
	if most := t.options.maxFindings; most > 0 && t.shown+len(file.findings) > most {
		t.left += t.shown + len(file.findings) - most
		file.findings = file.findings[:most-t.shown]
	}
	t.shown += len(file.findings)
	return t.report.file(file)
}

// end closes the report and tells on the side what it does not.
func (t *tally) end(errors io.Writer, known *baseline) error {
	if err := t.report.end(); err != nil {
		return err
	}
	say := func(chinese, english string, values ...any) {
		if speaksChinese() {
			english = chinese
		}
		fmt.Fprintf(errors, "yuti: "+english+"\n", values...)
	}
	if t.left > 0 {
		say("另有 %d 处没有列出（--max-findings %d）。", "%d more are not shown (--max-findings %d).", t.left, t.options.maxFindings)
	}
	switch {
	case t.options.fix == "":
	case t.options.diff:
		say("可改 %d 处（%s）。", "%d could be fixed in %s.", t.fixed, counted(t.fixedFiles))
	default:
		say("已改 %d 处（%s）。", "%d fixed in %s.", t.fixed, counted(t.fixedFiles))
	}
	if t.options.writeBaseline {
		n := 0
		for _, count := range t.baseline {
			n += count
		}
		say("已记入 %d 处：%s。", "%d recorded in %s.", n, t.options.baseline)
	}
	if known != nil {
		say("基线中已有 %d 处，未列出。", "%d are in the baseline and not shown.", t.known)
		if gone := known.gone(t.seen); gone > 0 {
			say("基线中有 %d 处已不存在；可用 --write-baseline 更新。", "%d of the baseline are gone; --write-baseline brings it up to date.", gone)
		}
	}
	return nil
}

// counted is a number of files, in words.
func counted(files int) string {
	switch {
	case speaksChinese():
		return fmt.Sprintf("%d 个文件", files)
	case files == 1:
		return "1 file"
	}
	return fmt.Sprintf("%d files", files)
}

// A checker reads and checks files.
type checker struct {
	*checkOptions
	analyzer *analysis.Analyzer
	in       io.Reader
	settings *settingsFinder
	changes  *changes  // nil without --since
	known    *baseline // nil without --baseline
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

func (c *checker) check(from source) *checked {
	file := &checked{name: from.name}
	if from.name == "-" {
		file.name = c.stdinName
	}
	var lines map[int]bool
	if c.changes != nil && from.name != "-" {
		var ok bool
		if lines, ok = c.changes.of(from.name); !ok {
			return file
		}
	}
	values, settings := c.settings.of(from.name)
	data, err := c.read(from, values.MaxSize)
	switch {
	case err != nil:
		file.err = err
		if tooLarge(err) && !from.asked {
			file.err, file.skipped = nil, err.Error()
		}
		return file
	}
	text, name, err := encoding.Decode(data)
	if err != nil {
		if file.skipped = err.Error() + "; skipped"; from.asked {
			file.err = fmt.Errorf("%s: %w", file.name, err)
		}
		return file
	}
	file.chinese = values.Locale == "zh" || values.Locale == "auto" && speaksChinese()
	if file.encoding = name; name == encoding.UTF8Mark {
		file.mark = len(byteOrderMark)
	}
	file.document = c.analyzer.Open(text, lsp.FormatOf(filepath.ToSlash(file.name)), settings)
	if c.ignored {
		return file
	}
	file.findings = c.find(file, lines)
	if c.fix != "" {
		c.fixFile(file, from, lines)
	}
	if c.writeBaseline {
		file.baseline = map[baselineEntry]int{}
		b := &baseline{name: c.baseline}
		for i := range file.findings {
			file.baseline[b.entry(&file.findings[i])]++
		}
		file.findings = nil
	}
	return file
}

const byteOrderMark = "\ufeff"

// find lists the findings of a file, and what is wrong with its own
// instructions, in order; lines are those to look at, nil for all.
func (c *checker) find(file *checked, lines map[int]bool) []finding {
	d := file.document
	var found []analysis.Finding
	for _, p := range d.Problems() {
		found = append(found, analysis.Finding{
			Span: p.Span, Code: "yuti/instruction", Severity: analysis.Warning, Chinese: p.Chinese, English: p.English,
		})
	}
	found = slices.AppendSeq(found, d.Findings(analysis.Span{End: d.Len()}))
	slices.SortStableFunc(found, func(a, b analysis.Finding) int { return a.Span.Start - b.Span.Start })
	var list []finding
	for i := range found {
		f := finding{Finding: &found[i], file: file, text: strings.Clone(d.Slice(found[i].Span))}
		f.line, f.column = lineColumn(d, f.Span.Start)
		f.endLine, f.endColumn = lineColumn(d, f.Span.End)
		f.start, f.end = f.Span.Start+file.mark, f.Span.End+file.mark
		switch {
		case lines != nil && !lines[f.line]:
		case c.known != nil && c.known.has(&f):
			file.known++
		default:
			list = append(list, f)
		}
	}
	return list
}

// errTooLarge tells of a file that is larger than the settings allow.
type errTooLarge struct{ megabytes int }

func (e errTooLarge) Error() string {
	return fmt.Sprintf("larger than %d MB (max-size); skipped", e.megabytes)
}

func tooLarge(err error) bool { return errors.As(err, new(errTooLarge)) }

func (c *checker) read(from source, most int) ([]byte, error) {
	if from.name == "-" {
		data, err := io.ReadAll(c.in)
		if err != nil {
			return nil, fmt.Errorf("standard input: %w", err)
		}
		return data, nil
	}
	info, err := os.Stat(from.name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: not a regular file", from.name)
	case info.Size() > int64(most)<<20:
		if from.asked {
			return nil, fmt.Errorf("%s: %w", from.name, errTooLarge{most})
		}
		return nil, errTooLarge{most}
	}
	return os.ReadFile(from.name)
}

// lineColumn counts from 1, in lines and runes.
func lineColumn(d *analysis.Document, offset int) (line, column int) {
	line = d.LineAt(offset)
	return line + 1, utf8.RuneCountInString(d.Slice(analysis.Span{Start: d.LineStart(line), End: offset})) + 1
}
