package analysis

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuti-lsp/yuti/internal/page"
)

// A clue is a word or pattern that shows what register a text is in.
type clue struct {
	weight float32 // towards formal when positive, towards casual when negative
	word   string
	form   *pattern
	story  story // what kind of story it shows, beside the register
	strong bool  // it shows it alone
	// computing: it shows that software is written of, modern: that it is of our
	// days, bygone: that it is of our grandparents'; and no register
	computing, modern, bygone bool
}

var evidenceKeys = map[string]bool{"向": true, "重": true, "形": true, "时": true}

// loadEvidence reads evidence.md: sections with a direction (向：口 or 书), a
// weight (重), words, and patterns (形); 时：旧 where they are of another age (旧！ where one
// alone shows it), 向：叙 and 时：叙 where they are of a story and show no register,
// 向：机 where they are of computers, 向：今 and 昔 where they are things of our days
// and of our grandparents', and show none either.
func loadEvidence(classes map[string]*wordClass) ([]*clue, error) {
	const file = "evidence.md"
	text, err := pages.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(file, string(text), evidenceKeys)
	if err != nil {
		return nil, err
	}
	var clues []*clue
	for _, s := range p.Sections {
		weight, err := strconv.ParseFloat(s.Value("重"), 32)
		if err != nil || weight <= 0 {
			return nil, fmt.Errorf("%s:%d: 重 %q is not a number above 0", file, s.Line, s.Value("重"))
		}
		switch s.Value("向") {
		case "口":
			weight = -weight
		case "书", "叙", "机", "今", "昔":
		default:
			return nil, fmt.Errorf("%s:%d: 向 is 口, 书, 叙, 机, 今 or 昔, not %q", file, s.Line, s.Value("向"))
		}
		name := s.Value("时")
		kind, ok := storiesByName[strings.TrimSuffix(name, "！")]
		if name != "" && !ok {
			return nil, fmt.Errorf("%s:%d: 时 is 旧, 旧！, 叙 or nothing, not %q", file, s.Line, name)
		}
		c := clue{weight: float32(weight), story: kind, strong: strings.HasSuffix(name, "！"), computing: s.Value("向") == "机", modern: s.Value("向") == "今", bygone: s.Value("向") == "昔"}
		for _, f := range s.Fields {
			if f.Key != "形" {
				continue
			}
			for _, source := range splitPatterns(f.Value) {
				pat, err := compilePattern(source, "", classes)
				if err != nil {
					return nil, fmt.Errorf("%s:%d: %w", file, f.Line, err)
				}
				if _, _, ok := pat.anchors(); !ok {
					return nil, fmt.Errorf("%s:%d: pattern %q has no word that must stand in it", file, f.Line, source)
				}
				c := c
				c.form = pat
				clues = append(clues, &c)
			}
		}
		for _, line := range s.Prose {
			if strings.HasPrefix(line, ">") {
				continue
			}
			for _, w := range strings.Fields(line) {
				c := c
				c.word = w
				clues = append(clues, &c)
			}
		}
	}
	return clues, nil
}
