package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/pinyin"
	"github.com/yuti-lsp/yuti/internal/review"
	"github.com/yuti-lsp/yuti/internal/safefile"
	"github.com/yuti-lsp/yuti/lsp"
)

func reviewCommand() *cobra.Command {
	var o checkOptions
	var output, title string
	cmd := &cobra.Command{
		Use:   "review FILE… -o report.html",
		Short: "Write a page by which to read drafts and their findings",
		Long: `Write one HTML page by which a person reads drafts: the text with its findings,
pinyin on demand, substitutions to accept, figures, and the revised text or a
patch to take away. The page needs no network.`,
		Example: "  yuti review chapter.md -o chapter.html",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.validateShared(); err != nil {
				return err
			}
			page, err := o.page(args, title, cmd.InOrStdin(), cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			var html bytes.Buffer
			if err := review.Write(&html, page); err != nil {
				return err
			}
			if output == "-" {
				_, err := cmd.OutOrStdout().Write(html.Bytes())
				return err
			}
			for _, name := range args {
				if same(name, output) {
					return fmt.Errorf("-o %s is a draft to read: the page would take its place", output)
				}
			}
			return safefile.Write(output, "", html.Bytes())
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&output, "output", "o", "", "`file` for the page; - is standard output")
	flags.StringVar(&title, "title", "", "`title` of the page; the files' names if there is none")
	flags.StringVar(&o.stdinName, "stdin-name", "-", "`name` of standard input, for its format and in the page")
	o.sharedFlags(flags)
	_ = cmd.MarkFlagRequired("output")
	return cmd
}

// same tells whether two names are of one file.
func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// page reads drafts.
func (o *checkOptions) page(names []string, title string, in io.Reader, problems io.Writer) (*review.Page, error) {
	layer, err := o.layer()
	if err != nil {
		return nil, err
	}
	c := &checker{checkOptions: o, in: in, settings: newSettingsFinder(layer, problems)}
	if _, c.analyzer, err = open(); err != nil {
		return nil, err
	}
	page := &review.Page{Title: title, Locale: "en", Version: orElse(version, "(unversioned)")}
	var shown []string
	for _, name := range names {
		file := c.check(source{name: name, asked: true})
		if file.err != nil {
			return nil, file.err
		}
		if file.chinese {
			page.Locale = "zh"
		}
		page.Files = append(page.Files, c.reviewed(file))
		shown = append(shown, filepath.Base(file.name))
	}
	if len(page.Files) == 0 {
		return nil, errors.New("there is nothing to read")
	}
	page.Title = orElse(page.Title, strings.Join(shown, "、"))
	return page, nil
}

// reviewed gathers what the page shows of a file.
func (c *checker) reviewed(file *checked) review.File {
	d := file.document
	text := d.Text()
	at := newUnits(text)
	target := d.Target()
	out := review.File{
		Name: file.name, Text: text, Target: target.Register.String(), Source: target.Source, Judged: d.Judged().String(),
		Passages: []review.Passage{}, Findings: []review.Finding{},
	}
	for p := range d.Paragraphs() {
		passage := review.Passage{
			Start: at.of(p.Span.Start), End: at.of(p.Span.End), Lean: p.Lean, Sentences: p.Sentences, Words: []review.Word{},
		}
		if pair, ok := d.PairAt(p.Span.Start); ok {
			passage.Original = pair.Source
		}
		here := p.Span.Start
		gap := func(to int) {
			if to > here {
				passage.Words = append(passage.Words, review.Word{Length: at.of(to) - at.of(here), Level: -2})
				here = to
			}
		}
		for t := range d.Tokens(p.Span) {
			if t.Span.Start < here || t.Span.Len() == 0 {
				continue
			}
			gap(t.Span.Start)
			w := review.Word{Length: at.of(t.Span.End) - at.of(t.Span.Start), Level: -1}
			if t.Han {
				w.Reading, w.Level = pinyin.Word(t.Pinyin, pinyin.Marks, t.Proper), c.analyzer.HSK(t.Text)
				out.Figures.Words++
				out.Figures.Levels[w.Level]++
			}
			passage.Words = append(passage.Words, w)
			if t.Han {
				out.Figures.Characters += utf8.RuneCountInString(t.Text)
			}
			switch t.Text {
			case "你", "妳":
				out.Figures.Ni++
			case "您":
				out.Figures.Nin++
			case "的":
				out.Figures.De++
			}
			here = t.Span.End
		}
		gap(p.Span.End)
		out.Passages = append(out.Passages, passage)
	}
	for i := range file.findings {
		f := &file.findings[i]
		found := review.Finding{
			Start: at.of(f.Span.Start), End: at.of(f.Span.End), Code: f.Code, Severity: lsp.SeverityName(f.Severity),
			Chinese: f.Chinese, English: f.English, Fixes: []review.Fix{},
		}
		for _, fix := range f.Fixes {
			r := review.Fix{Text: fix.Text, Safe: fix.Kind == analysis.Safe}
			for _, e := range fix.Edits {
				r.Edits = append(r.Edits, review.Edit{Start: at.of(e.Span.Start), End: at.of(e.Span.End), Text: e.Text})
			}
			found.Fixes = append(found.Fixes, r)
		}
		out.Findings = append(out.Findings, found)
	}
	return out
}

// units counts UTF-16 code units up to offsets in bytes of a text.
type units struct {
	text string
	// every holds the count at each multiple of step bytes, as far as that is
	// not inside a rune.
	every []int32
}

const step = 256

func newUnits(text string) *units {
	u := &units{text: text}
	n := int32(0)
	for i, r := range text {
		for len(u.every)*step <= i {
			u.every = append(u.every, n)
		}
		if n++; r > 0xFFFF {
			n++
		}
	}
	return u
}

// of returns the count before the byte at an offset.
func (u *units) of(offset int) int {
	k := min(offset/step, len(u.every)-1)
	if k < 0 {
		return 0
	}
	n, i := int(u.every[k]), k*step
	for i > 0 && i < len(u.text) && !utf8.RuneStart(u.text[i]) {
		i++ // the count is that of the rune that begins at or after the mark
	}
	for i < offset {
		r, size := utf8.DecodeRuneInString(u.text[i:])
		i += size
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}
