package analysis

import (
	"fmt"
	"strings"
	"sync"

	"github.com/yuti-lsp/yuti/internal/page"
)

// The lists of lists.md, by heading: what segmentation, readings and orthography
// take a word or a character for where no rule can tell.
var lists = sync.OnceValues(func() (map[string][]string, error) { return readLists("lists.md") })

// readLists reads a page of lists: a heading, lines that say what is in the
// list, each after >, and the words. A list without words is an error.
func readLists(file string) (map[string][]string, error) {
	text, err := pages.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p, err := page.Parse(file, string(text), nil)
	if err != nil {
		return nil, err
	}
	all := map[string][]string{}
	for _, s := range p.Sections {
		for _, line := range s.Prose {
			if !strings.HasPrefix(line, ">") {
				all[s.Title] = append(all[s.Title], strings.Fields(line)...)
			}
		}
		if len(all[s.Title]) == 0 {
			return nil, fmt.Errorf("%s:%d: the list %s has no words", file, s.Line, s.Title)
		}
	}
	return all, nil
}

// wordList is a list of lists.md. The page is part of the program, so that a
// list that is not there is a mistake in the code that asks for it.
func wordList(name string) []string {
	all, err := lists()
	if err == nil && all[name] == nil {
		err = fmt.Errorf("lists.md has no list %s", name)
	}
	if err != nil {
		panic(err)
	}
	return all[name]
}

// wordSet is a list of words as a set, charList one of characters.
func wordSet(name string) map[string]bool { return setOf(wordList(name)) }

func charList(name string) string { return strings.Join(wordList(name), "") }

func setOf(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}
