package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/mark"
	"github.com/yuti-lsp/yuti/lsp"
)

// textReport is for people: each finding under its line.
type textReport struct {
	out             io.Writer
	colour, chinese bool
	findings, fixes int
	files, looked   int // files with findings, and all
	codes           map[string]int
}

func newTextReport(out io.Writer) report {
	file, ok := out.(*os.File)
	return &textReport{out: out, colour: ok && isTerminal(file) && os.Getenv("NO_COLOR") == "", chinese: speaksChinese(), codes: map[string]int{}}
}

func (r *textReport) file(file *checked) error {
	r.chinese = file.chinese
	r.looked++
	for i := range file.findings {
		if _, err := io.WriteString(r.out, r.finding(&file.findings[i])); err != nil {
			return err
		}
	}
	if len(file.findings) > 0 {
		r.files++
	}
	return nil
}

func (r *textReport) end() error {
	if r.looked == 0 {
		return nil
	}
	if r.findings == 0 {
		_, err := fmt.Fprintln(r.out, r.say("没有发现问题。", "Nothing found."))
		return err
	}
	codes := slices.SortedFunc(maps.Keys(r.codes), func(a, b string) int {
		return cmp.Or(r.codes[b]-r.codes[a], strings.Compare(a, b))
	})
	for i, code := range codes {
		codes[i] = fmt.Sprintf("%s %d", code, r.codes[code])
	}
	_, err := fmt.Fprintf(r.out, r.say("共 %d 处（%d/%s），%d 处可放心替换：%s。\n", "%d found in %d of %s; %d with a safe substitution: %s.\n"),
		r.findings, r.files, counted(r.looked), r.fixes, strings.Join(codes, r.say("，", ", ")))
	return err
}

// finding is a heading that editors and terminals make a link of, the source if
// the line is a translation, the line, and the mark under it with the reason and
// what to write instead.
func (r *textReport) finding(f *finding) string {
	r.findings++
	r.codes[f.Code]++
	heading := fmt.Sprintf("%s:%d:%d", f.file.name, f.line, f.column)
	if lsp.KindOf(f.Finding) == "safe" {
		r.fixes++
	}
	line, start, end := excerpt(f)
	shown := mark.Printable(line)
	under := mark.Draw(line, start, end)
	source := ""
	if pair, ok := f.file.document.PairAt(f.Span.Start); ok {
		source = "    " + r.paint("2", r.say("原文：", "source: ")+mark.Printable(strings.Join(strings.Fields(pair.Source), " "))) + "\n"
	}
	return fmt.Sprintf("%s %s %s\n%s    %s\n    %s %s\n\n",
		r.paint("1", heading), r.paint(colours[f.Severity], lsp.SeverityName(f.Severity)), r.paint("2", f.Code),
		source, shown, r.paint("33", under), f.withFixes())
}

// withFixes is the finding's reason with what could be written instead, in one
// line.
func (f *finding) withFixes() string {
	message := f.message()
	for i, fix := range f.Fixes {
		message += []string{" → ", " / "}[min(i, 1)]
		switch {
		case fix.Text != "":
			message += fix.Text
		case f.file.chinese:
			message += "（删去）"
		default:
			message += "(leave out)"
		}
	}
	return message
}

func (r *textReport) say(chinese, english string) string {
	if r.chinese {
		return chinese
	}
	return english
}

var colours = map[analysis.Severity]string{
	analysis.Hint: "2", analysis.Information: "36", analysis.Warning: "33", analysis.Error: "31",
}

func (r *textReport) paint(colour, text string) string {
	if !r.colour {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// A line longer than this many runes is cut to what is around the finding.
const (
	longLine = 40
	around   = 16
)

// excerpt is the finding's line, or the part around it, and where in it the
// finding is. A finding that goes on in the next line is shown to the end of
// its first.
func excerpt(f *finding) (line string, start, end int) {
	document := f.file.document
	from := document.LineStart(f.line - 1)
	line = strings.TrimRight(document.Slice(analysis.Span{Start: from, End: document.LineStart(f.line)}), "\r\n")
	start, end = f.Span.Start-from, min(f.Span.End-from, len(line))
	if utf8.RuneCountInString(line) <= longLine {
		return line, start, end
	}
	cut, rest := start, end
	for n := 0; n < around && cut > 0; n++ {
		_, size := utf8.DecodeLastRuneInString(line[:cut])
		cut -= size
	}
	for n := 0; n < around && rest < len(line); n++ {
		_, size := utf8.DecodeRuneInString(line[rest:])
		rest += size
	}
	before, after := "", ""
	if cut > 0 {
		before = "…"
	}
	if rest < len(line) {
		after = "…"
	}
	return before + line[cut:rest] + after, start - cut + len(before), end - cut + len(before)
}
