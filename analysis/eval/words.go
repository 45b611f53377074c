package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/yuti-lsp/yuti/analysis"
)

// measureWords prints the part of the table that is about segmentation.
func measureWords(a *analysis.Analyzer, shared string) error {
	if _, err := os.Stat(shared); err != nil {
		fmt.Printf("%s is absent: no figures for segmentation.\n", shared)
		return nil
	}
	f1, speed, err := Words(a, filepath.Join(shared, "ud-gsdsimp-dev.conllu"))
	if err != nil {
		return err
	}
	fmt.Printf("segmentation, UD GSDSimp dev: F1 %.4f, with readings %.1f MB/s\n", f1, speed)
	return nil
}

// Words is the F1 of words against a CoNLL-U file, and megabytes a second.
func Words(a *analysis.Analyzer, file string) (f1, speed float64, err error) {
	var sentence []string
	same, gold, found, size := 0, 0, 0, 0
	var took time.Duration
	finish := func() {
		text := strings.Join(sentence, "")
		ends := map[[2]int]bool{}
		at := 0
		for _, w := range sentence {
			ends[[2]int{at, at + len(w)}] = true
			at += len(w)
		}
		start := time.Now()
		tokens := a.Analyze(text, nil)
		took += time.Since(start)
		size += len(text)
		gold += len(sentence)
		found += len(tokens)
		for _, t := range tokens {
			if ends[[2]int{t.Span.Start, t.Span.End}] {
				same++
			}
		}
		sentence = nil
	}
	err = lines(file, func(line string) {
		fields := strings.Split(line, "\t")
		switch {
		case line == "" && sentence != nil:
			finish()
		case len(fields) > 1 && !strings.ContainsAny(fields[0], "-."):
			sentence = append(sentence, fields[1])
		}
	})
	if sentence != nil {
		finish()
	}
	return 2 * float64(same) / float64(gold+found), float64(size) / 1e6 / took.Seconds(), err
}
