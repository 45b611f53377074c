package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/encoding"
	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/internal/safefile"
	"github.com/yuti-lsp/yuti/lsp"
)

// fixRounds bounds how often a file is looked at again after fixing: findings
// that overlap are fixed one after the other.
const fixRounds = 5

// fixFile takes the substitutions that are asked for. What is left to report is
// what is found afterwards, or, where only a patch is wanted, what there was.
func (c *checker) fixFile(file *checked, from source, lines map[int]bool) {
	if file.encoding != encoding.UTF8 && file.encoding != encoding.UTF8Mark && len(c.edits(file.findings)) > 0 {
		// a file of another encoding might not hold what is put in
		file.err = fmt.Errorf("%s: in %s, and not rewritten; convert it to UTF-8 to have it fixed", file.name, file.encoding)
		return
	}
	before, found := file.document, file.findings
	var done []udiff.Edit // of the last round, when it was the only one
	for round := 0; round < fixRounds; round++ {
		edits := c.edits(file.findings)
		if len(edits) == 0 {
			break
		}
		done = nil
		if round == 0 {
			done = edits
		}
		text, err := udiff.Apply(file.document.Text(), edits)
		if err != nil {
			file.err = fmt.Errorf("%s: %w", file.name, err)
			return
		}
		file.fixed += len(edits)
		file.document = file.document.Edit(analysis.Span{End: file.document.Len()}, text)
		file.known = 0
		file.findings = c.find(file, lines)
	}
	if file.fixed == 0 {
		return
	}
	if format := before.Format(); prose.Skeleton(format, before.Text()) != prose.Skeleton(format, file.document.Text()) {
		file.err = fmt.Errorf("%s: fixing would change its structure; nothing was written", file.name)
		return
	}
	mark := strings.Repeat(byteOrderMark, file.mark/len(byteOrderMark))
	if c.diff {
		name := filepath.ToSlash(file.name)
		old, text := mark+before.Text(), mark+file.document.Text()
		if done == nil || mark != "" {
			done = udiff.Lines(old, text)
		}
		file.diff, file.err = udiff.ToUnified("a/"+name, "b/"+name, old, done, udiff.DefaultContextLines)
		file.document, file.findings = before, found
		return
	}
	if from.name == "-" {
		file.err = fmt.Errorf("--fix: standard input can't be written to; use --diff")
		return
	}
	if err := safefile.Write(from.name, "", []byte(mark+file.document.Text())); err != nil {
		file.err = err
	}
}

// edits are those of the first fixes of findings that do not overlap.
func (c *checker) edits(findings []finding) []udiff.Edit {
	var edits []udiff.Edit
	end := -1
	for i := range findings {
		f := findings[i].Finding
		if kind := lsp.KindOf(f); kind == "advice" || kind == "choice" && c.fix != "all" || f.Fixes[0].Span().Start < end {
			continue
		}
		for _, e := range f.Fixes[0].Edits {
			edits = append(edits, udiff.Edit{Start: e.Span.Start, End: e.Span.End, New: e.Text})
		}
		end = f.Fixes[0].Span().End
	}
	return edits
}

// diffReport prints the patch that fixing would make.
type diffReport struct{ out io.Writer }

func (r *diffReport) file(file *checked) error {
	_, err := io.WriteString(r.out, file.diff)
	return err
}

func (r *diffReport) end() error { return nil }
