package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

// measureWords prints the part of the table that is about segmentation.
func measureWords(lex *lexicon.Lexicon, a *analysis.Analyzer, shared string) error {
	file := filepath.Join(shared, "ud-gsdsimp-dev.conllu")
	if _, err := os.Stat(file); err != nil {
		fmt.Printf("%s is absent: no figures for segmentation.\n\n", file)
		return nil
	}
	gold, err := readGold(lex, file)
	if err != nil {
		return err
	}
	fmt.Printf("words of UD GSDSimp dev: %d sentences, %d words, %d of them not in the lexicon\n\n", len(gold.texts), gold.words, gold.unknown)
	fmt.Printf("%34s  %6s  %15s  %6s\n", "", "F1", "unknown, recall", "MB/s")
	row := func(name string, s score, seconds float64) {
		fmt.Printf("%34s  %6.4f  %13.1f %%  %6.1f\n", name, s.f1(), 100*s.unknownRecall(), float64(gold.bytes)/1e6/seconds)
	}
	all := systems(a)
	for i := range all {
		all[i].texts = gold.texts
	}
	traditional := make([]string, len(gold.texts))
	for i, text := range gold.texts {
		traditional[i] = lex.ToTraditional(text)
	}
	all = append(all, system{"yuti, the text in traditional", yuti(a), traditional})
	seconds := quickest(all, 12*time.Second)
	for i, s := range all {
		row(s.name, gold.score(s.texts, s.cut), seconds[i])
	}
	if words, seconds, err := jieba("analysis/eval", gold.texts); err != nil {
		fmt.Printf("%34s  not measured: %v\n", "jieba", err)
	} else {
		n := -1
		row("jieba with HMM (@node-rs/jieba)", gold.score(gold.texts, func(string) []string { n++; return words[n] }), seconds)
	}
	fmt.Println()
	return nil
}

// A system cuts a text into words; they tile it, white space left out or not.
type system struct {
	name  string
	cut   func(text string) []string
	texts []string // that it is to cut
}

// systems are yuti and what can be asked in Go.
func systems(a *analysis.Analyzer) []system {
	list := []system{
		{name: "yuti, words alone", cut: yuti(a)},
		{name: "yuti, words and readings", cut: func(text string) []string {
			tokens := a.Analyze(text, nil)
			words := make([]string, len(tokens))
			for i, t := range tokens {
				words[i] = t.Text
			}
			return words
		}},
	}
	// gse as it comes: with its own dictionary, which takes some seconds to load
	segmenter := gse.Segmenter{SkipLog: true}
	if err := segmenter.LoadDictEmbed("zh_s"); err != nil {
		fmt.Printf("%34s  not measured: %v\n", "gse", err)
		return list
	}
	segmenter.LoadModel()
	return append(list,
		system{name: "gse Segment", cut: func(text string) []string { return gse.ToSlice(segmenter.Segment([]byte(text))) }},
		system{name: "gse Cut with HMM", cut: func(text string) []string { return segmenter.Cut(text, true) }},
	)
}

func yuti(a *analysis.Analyzer) func(string) []string {
	return func(text string) []string {
		spans := a.Segment(text, nil)
		words := make([]string, len(spans))
		for i, s := range spans {
			words[i] = text[s.Start:s.End]
		}
		return words
	}
}

// turn is how many texts a system cuts before the next has its turn.
const turn = 20

// quickest is the time in seconds of each system over its texts: of every few
// texts the quickest time of all passes, added up. The systems take turns after
// as few, since others may be at work on the machine.
func quickest(all []system, limit time.Duration) []float64 {
	best := make([][]float64, len(all))
	for end := time.Now().Add(limit); time.Now().Before(end); {
		for from := 0; ; from += turn {
			done := true
			for i, s := range all {
				if from >= len(s.texts) {
					continue
				}
				done = false
				start := time.Now()
				for _, text := range s.texts[from:min(from+turn, len(s.texts))] {
					s.cut(text)
				}
				took := time.Since(start).Seconds()
				if k := from / turn; k == len(best[i]) {
					best[i] = append(best[i], took)
				} else {
					best[i][k] = min(best[i][k], took)
				}
			}
			if done {
				break
			}
		}
	}
	seconds := make([]float64, len(all))
	for i := range best {
		for _, took := range best[i] {
			seconds[i] += took
		}
	}
	return seconds
}

// jieba cuts texts with the npm package, where it is installed in dir.
func jieba(dir string, texts []string) (words [][]string, seconds float64, err error) {
	if _, err := exec.LookPath("node"); err != nil {
		return nil, 0, fmt.Errorf("there is no Node")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules/@node-rs/jieba")); err != nil {
		return nil, 0, fmt.Errorf("run npm install --no-package-lock in %s", dir)
	}
	in, err := json.Marshal(texts)
	if err != nil {
		return nil, 0, err
	}
	command := exec.Command("node", "jieba.mjs")
	command.Dir, command.Stdin, command.Stderr = dir, bytes.NewReader(in), os.Stderr
	out, err := command.Output()
	if err != nil {
		return nil, 0, fmt.Errorf("node jieba.mjs: %w", err)
	}
	var result struct {
		Words   [][]string
		Seconds float64
	}
	if err := json.Unmarshal(out, &result); err != nil {
		return nil, 0, fmt.Errorf("node jieba.mjs: %w", err)
	}
	if len(result.Words) != len(texts) {
		return nil, 0, fmt.Errorf("node jieba.mjs: %d texts of %d", len(result.Words), len(texts))
	}
	return result.Words, result.Seconds, nil
}

// gold is a corpus with its words.
type gold struct {
	texts          []string
	spans          []map[[2]int]bool // by text: words as ranges of runes, true when unknown
	words, unknown int
	bytes          int
}

// readGold reads a CoNLL-U file. A word of Han characters is unknown when the
// segmentation dictionary lacks it.
func readGold(lex *lexicon.Lexicon, file string) (*gold, error) {
	dict, err := lex.Dictionary()
	if err != nil {
		return nil, err
	}
	g := &gold{}
	var text strings.Builder
	at := 0
	spans := map[[2]int]bool{}
	err = lines(file, func(line string) {
		fields := strings.Split(line, "\t")
		switch {
		case line == "" && len(spans) > 0:
			g.texts = append(g.texts, strings.TrimRight(text.String(), " "))
			g.spans = append(g.spans, spans)
			g.bytes += text.Len()
			text.Reset()
			at, spans = 0, map[[2]int]bool{}
		case len(fields) == 10 && !strings.ContainsAny(fields[0], "-."):
			word := fields[1]
			n := utf8.RuneCountInString(word)
			unknown := false
			if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				_, known := dict.WordID(word)
				unknown = !known
			}
			spans[[2]int{at, at + n}] = unknown
			g.words++
			if unknown {
				g.unknown++
			}
			text.WriteString(word)
			at += n
			if !strings.Contains(fields[9], "SpaceAfter=No") {
				text.WriteByte(' ')
				at++
			}
		}
	})
	return g, err
}

// A score counts words.
type score struct{ gold, found, same, unknown, unknownFound int }

func (s score) f1() float64            { return 2 * float64(s.same) / float64(s.gold+s.found) }
func (s score) unknownRecall() float64 { return float64(s.unknownFound) / float64(max(1, s.unknown)) }

// score compares what cut makes of texts, which may be those of the corpus in
// another script, with the gold words.
func (g *gold) score(texts []string, cut func(string) []string) score {
	s := score{gold: g.words, unknown: g.unknown}
	for i, text := range texts {
		at := 0
		for _, word := range cut(text) {
			n := utf8.RuneCountInString(word)
			if strings.TrimSpace(word) != "" {
				s.found++
				if unknown, ok := g.spans[i][[2]int{at, at + n}]; ok {
					s.same++
					if unknown {
						s.unknownFound++
					}
				}
			}
			at += n
		}
	}
	return s
}
