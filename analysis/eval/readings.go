package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/analysis/train/readings"
	"github.com/yuti-lsp/yuti/lexicon"
)

// The sentences with gold readings of this repository. The rules were written
// with the first in view; nothing was fitted to the second. The others were
// written before yuti had read them, measured once, and then mended by: what
// they gave that once is in analysis/testdata/everyday.README.md.
const everydayFile = "analysis/testdata/everyday.tsv"

var otherFiles = []struct{ name, file string }{
	{"check", "analysis/testdata/everyday-check.tsv"},
	{"blind", "analysis/testdata/everyday-blind.tsv"},
	{"fresh", "analysis/testdata/everyday-fresh.tsv"},
	{"third", "analysis/testdata/everyday-third.tsv"},
	{"fourth", "analysis/testdata/everyday-fourth.tsv"},
	{"fifth", "analysis/testdata/everyday-fifth.tsv"},
}

// measureReadings prints the part of the table that is about readings.
func measureReadings(lex *lexicon.Lexicon, a *analysis.Analyzer, shared string) error {
	everyday, err := readSyllables(everydayFile)
	if err != nil {
		return err
	}
	others := make([]*syllables, len(otherFiles))
	counts := make([]string, len(otherFiles))
	for i, f := range otherFiles {
		if others[i], err = readSyllables(f.file); err != nil {
			return err
		}
		counts[i] = fmt.Sprintf("%s (%d)", f.name, len(others[i].texts))
	}
	cpp, err := readings.CPP(shared, "cpp-dev")
	if err != nil {
		fmt.Printf("no figures for polyphones: %v\n\n", err)
	}
	fmt.Printf("readings: everyday sentences (%d), others: %s, CPP dev (%d), per cent right\n\n", len(everyday.texts), strings.Join(counts, ", "), len(cpp))
	fmt.Printf("%28s  %8s %6s %8s %6s ", "", "everyday", "一, 不", "neutral", "儿")
	for _, f := range otherFiles {
		fmt.Printf(" %6s", f.name)
	}
	fmt.Printf("  %6s %17s\n", "CPP", "mean over chars")
	row := func(name string, read, citation func(texts []string) ([][]string, error)) error {
		everydayRead, err := read(everyday.texts)
		if err != nil {
			fmt.Printf("%28s  not measured: %v\n", name, err)
			return nil
		}
		s := everyday.score(everydayRead)
		fmt.Printf("%28s  %8.2f %6.2f %8.2f %6.2f ", name, s.all.percent(), s.yiBu.percent(), s.neutral.percent(), s.er.percent())
		for _, other := range others {
			otherRead, err := read(other.texts)
			if err != nil {
				return err
			}
			c := other.score(otherRead)
			fmt.Printf(" %6.2f", c.all.percent())
		}
		if cpp != nil {
			got, err := citation(nil)
			if err != nil {
				return err
			}
			all, mean := scorePolyphones(cpp, got)
			fmt.Printf("  %6.2f %17.2f", all, mean)
		}
		fmt.Println()
		return nil
	}
	cppTexts := make([]string, len(cpp))
	for i, s := range cpp {
		cppTexts[i] = s.Text
	}
	marked := func(read func([]string) ([][]string, error)) func([]string) ([][]string, error) {
		return func([]string) ([][]string, error) {
			list, err := read(cppTexts)
			for i := range list {
				list[i] = []string{markedOf(cpp[i], list[i])}
			}
			return list, err
		}
	}
	err = row("yuti, cross-validated", func(texts []string) ([][]string, error) { return readAll(a, texts), nil },
		func([]string) ([][]string, error) { return single(readings.CrossValidated(a, lex, cpp)) })
	if err != nil {
		return err
	}
	usual, err := usualReadings(lex, cpp)
	if err != nil {
		return err
	}
	if err := row("the usual reading", func(texts []string) ([][]string, error) { return usual.read(texts), nil },
		func([]string) ([][]string, error) { return single(readings.MajorityOf(cpp), nil) }); err != nil {
		return err
	}
	const dir = "analysis/eval"
	goPinyin := func(texts []string) ([][]string, error) {
		return ask(filepath.Join(dir, "peers"), texts, "go", "run", ".")
	}
	if err := row("go-pinyin", goPinyin, marked(goPinyin)); err != nil {
		return err
	}
	pinyinPro := func(sandhi string) func(texts []string) ([][]string, error) {
		return func(texts []string) ([][]string, error) {
			if _, err := exec.LookPath("node"); err != nil {
				return nil, fmt.Errorf("there is no Node")
			}
			if _, err := os.Stat(filepath.Join(dir, "node_modules/pinyin-pro")); err != nil {
				return nil, fmt.Errorf("run npm install --no-package-lock in %s", dir)
			}
			return ask(dir, texts, "node", "pinyin-pro.mjs", sandhi)
		}
	}
	if err := row("pinyin-pro", pinyinPro("sandhi"), marked(pinyinPro("citation"))); err != nil {
		return err
	}
	fmt.Println()
	return nil
}

// ask has another program read texts: a JSON array of texts goes in, one of
// arrays with a syllable for each Han character comes out.
func ask(dir string, texts []string, name string, args ...string) ([][]string, error) {
	in, err := json.Marshal(texts)
	if err != nil {
		return nil, err
	}
	command := exec.Command(name, args...)
	var complaint bytes.Buffer
	command.Dir, command.Stdin, command.Stderr = dir, bytes.NewReader(in), &complaint
	out, err := command.Output()
	if err != nil {
		first, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		return nil, fmt.Errorf("%s in %s: %w: %s", name, dir, err, first)
	}
	var list [][]string
	if err := json.Unmarshal(out, &list); err != nil {
		return nil, fmt.Errorf("%s in %s: %w", name, dir, err)
	}
	if len(list) != len(texts) {
		return nil, fmt.Errorf("%s in %s: %d texts of %d", name, dir, len(list), len(texts))
	}
	return list, nil
}

func single(list []string, err error) ([][]string, error) {
	out := make([][]string, len(list))
	for i, r := range list {
		out[i] = []string{r}
	}
	return out, err
}

// markedOf picks the reading of a sentence's marked character from those of
// its Han characters.
func markedOf(s readings.Sentence, list []string) string {
	n := 0
	for _, r := range s.Text[:s.At] {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	if n < len(list) {
		return list[n]
	}
	return ""
}

// readAll gives the readings of the Han characters of texts.
func readAll(a *analysis.Analyzer, texts []string) [][]string {
	all := make([][]string, len(texts))
	for i, text := range texts {
		for _, t := range a.Analyze(text, nil) {
			k := 0
			for _, r := range t.Text {
				if unicode.Is(unicode.Han, r) {
					all[i] = append(all[i], strings.ToLower(t.Pinyin[k]))
				}
				k++
			}
		}
	}
	return all
}

// usual reads every character by itself: the reading that CPP has most, else
// that of most words in the dictionary.
type usual map[rune]string

func usualReadings(lex *lexicon.Lexicon, cpp []readings.Sentence) (usual, error) {
	list, err := readings.Usual(lex, nil)
	if err != nil {
		return nil, err
	}
	dict, err := lex.Dictionary()
	if err != nil {
		return nil, err
	}
	for id, text := range dict.Words() {
		r := []rune(text)
		if len(r) == 1 && list[r[0]] == "" {
			for _, reading := range dict.Readings(id, nil) {
				list[r[0]] = strings.ToLower(reading.Syllable(0))
				break
			}
		}
	}
	for char, reading := range readings.Majority(cpp) {
		list[char] = reading
	}
	return list, nil
}

func (u usual) read(texts []string) [][]string {
	all := make([][]string, len(texts))
	for i, text := range texts {
		for _, r := range text {
			if unicode.Is(unicode.Han, r) {
				all[i] = append(all[i], u[r])
			}
		}
	}
	return all
}

// A share is so many of all.
type share struct{ right, all int }

func (s *share) add(right bool) {
	s.all++
	if right {
		s.right++
	}
}

func (s share) percent() float64 { return 100 * float64(s.right) / float64(max(1, s.all)) }

// syllables are texts with the gold readings of their Han characters; an item
// may name alternatives.
type syllables struct {
	texts []string
	gold  [][]string
}

func readSyllables(file string) (*syllables, error) {
	s := &syllables{}
	err := lines(file, func(line string) {
		if fields := strings.Split(line, "\t"); len(fields) > 1 {
			s.texts = append(s.texts, fields[0])
			s.gold = append(s.gold, strings.Fields(fields[1]))
		}
	})
	return s, err
}

// A readingScore counts syllables: all, those of 一 and 不, neutral tones, and 儿
// that ends the syllable before it.
type readingScore struct {
	all, yiBu, neutral, er share
	wrong                  []string
}

func (s *syllables) score(read [][]string) readingScore {
	var score readingScore
	for i, text := range s.texts {
		k := 0
		for _, char := range text {
			if !unicode.Is(unicode.Han, char) {
				continue
			}
			if k >= len(s.gold[i]) {
				break
			}
			gold, got := strings.Split(s.gold[i][k], "/"), ""
			if k < len(read[i]) {
				got = read[i][k]
			}
			right := false
			for _, g := range gold {
				right = right || g == got
			}
			if !right {
				score.wrong = append(score.wrong, fmt.Sprintf("%s: %c is read %s, not %s", text, char, got, s.gold[i][k]))
			}
			score.all.add(right)
			switch {
			case char == '一' || char == '不':
				score.yiBu.add(right)
			case gold[0] == "r5":
				score.er.add(right)
			case strings.HasSuffix(gold[0], "5"):
				score.neutral.add(right)
			}
			k++
		}
	}
	return score
}

// scorePolyphones gives the share of right readings in per cent, and its mean
// over characters.
func scorePolyphones(gold []readings.Sentence, got [][]string) (all, mean float64) {
	var total share
	chars := map[string]*share{}
	for i, s := range gold {
		char := string([]rune(s.Text[s.At:])[:1])
		if chars[char] == nil {
			chars[char] = &share{}
		}
		total.add(got[i][0] == s.Reading)
		chars[char].add(got[i][0] == s.Reading)
	}
	for _, c := range chars {
		mean += c.percent()
	}
	return total.percent(), mean / float64(max(1, len(chars)))
}
