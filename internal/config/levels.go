package config

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Levels are a user's own level list, such as HSK 3.0 or that of a school.
type Levels struct {
	Path string // of the file, "" where none is set
	// Of maps words to levels, which are any text.
	Of map[string]string
	// Problems are the lines that say nothing, with their places in the file;
	// the others hold.
	Problems []Problem
}

// ReadLevels reads the user's own level list: a word and its level a line, with
// a comma or a tab between. Lines that begin with # are remarks, a first line
// that names the columns a heading. The error is that of reading the file.
func (s Settings) ReadLevels(root string) (Levels, error) {
	if s.Levels == "" {
		return Levels{}, nil
	}
	name := s.Levels
	if !filepath.IsAbs(name) {
		name = filepath.Join(root, name)
	}
	list := Levels{Path: name}
	data, err := os.ReadFile(name)
	if err != nil {
		return list, fmt.Errorf("levels: %w", err)
	}
	list.Of, list.Problems = parseLevels(data)
	return list, nil
}

func parseLevels(data []byte) (levels map[string]string, problems []Problem) {
	levels = map[string]string{}
	text := strings.TrimPrefix(string(data), byteOrderMark)
	start := len(data) - len(text)
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes, reader.Comment = -1, true, '#'
	if strings.Contains(text, "\t") && !strings.Contains(text, ",") {
		reader.Comma = '\t'
	}
	for first := true; ; first = false {
		from := int(reader.InputOffset())
		record, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return levels, problems
		}
		to := int(reader.InputOffset())
		word, level := "", ""
		if len(record) >= 2 {
			word, level = strings.TrimSpace(record[0]), strings.TrimSpace(record[1])
		}
		switch {
		case err == nil && first && headings[strings.ToLower(word)]:
		case err == nil && word != "" && level != "" && utf8.ValidString(word+level):
			levels[word] = level
		default:
			line := strings.TrimRight(text[from:to], "\r\n")
			lead := len(line) - len(strings.TrimLeft(line, "\r\n"))
			p := Problem{
				Start: start + from + lead, End: start + from + len(line),
				Chinese: "这一行应写成「词,等级」。", English: "expected a word, a comma and its level",
			}
			p.Line, p.Column = lineColumn(data, p.Start)
			problems = append(problems, p)
		}
		if err != nil && to == from {
			return levels, problems // it can't go on
		}
	}
}

var headings = map[string]bool{"word": true, "words": true, "simplified": true, "hanzi": true, "词": true, "词语": true, "词汇": true, "生词": true}

// Placed finds the place of a problem's key in the text of a settings file.
func Placed(data []byte, p Problem) Problem {
	at := locate(data).find(p.Key, -1)
	p.Start, p.End = int(at.Offset), int(at.Offset+at.Length)
	p.Line, p.Column = lineColumn(data, p.Start)
	return p
}
