package config

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/yuti-lsp/yuti/internal/encoding"
	"github.com/yuti-lsp/yuti/internal/glossary"
)

// A Glossary is the user's glossary of terms.
type Glossary struct {
	Path  string // of the file, "" where none is set
	Terms []glossary.Term
	// Problems are the entries that make no sense, with their places in the
	// file; the others hold.
	Problems []Problem
}

// maxGlossary bounds a glossary, in bytes.
const maxGlossary = 16 << 20

// ReadGlossary reads the glossary. A relative path is taken from root. Unless
// anywhere is set, because the user's own editor names the file, it must lie
// inside root: a workspace that somebody else wrote is not to read other files.
// The error is that of reading the file.
func (s Settings) ReadGlossary(root string, anywhere bool) (Glossary, error) {
	if s.Glossary == "" {
		return Glossary{}, nil
	}
	name := s.Glossary
	if !filepath.IsAbs(name) {
		name = filepath.Join(root, name)
	}
	list := Glossary{Path: name}
	if inside, err := filepath.Rel(root, name); !anywhere && (err != nil || !filepath.IsLocal(inside)) {
		return list, fmt.Errorf("glossary: %s lies outside of %s", name, root)
	}
	info, err := os.Stat(name)
	if err == nil && (info.Size() > maxGlossary || !info.Mode().IsRegular()) {
		err = fmt.Errorf("%s: not a file of at most %d MB", name, maxGlossary>>20)
	}
	if err != nil {
		return list, fmt.Errorf("glossary: %w", err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return list, fmt.Errorf("glossary: %w", err)
	}
	text, encoded, err := encoding.Decode(data)
	if err != nil {
		return list, fmt.Errorf("glossary: %s: %w", name, err)
	}
	terms, problems := glossary.Parse(name, text)
	shift := 0
	if encoded == encoding.UTF8Mark {
		shift = len(byteOrderMark)
	}
	list.Terms = terms
	for _, p := range problems {
		list.Problems = append(list.Problems, Problem{
			Start: p.Start + shift, End: p.End + shift, Line: p.Line, Column: p.Column, Chinese: p.Chinese, English: p.English,
		})
	}
	return list, nil
}
