// Command registerbench measures register findings: recall, precision and the
// quality of fixes on the benchmark of register in context, and findings per
// 10,000 characters on texts by natives and translators.
//
//	go run ./analysis/registerbench            the table
//	go run ./analysis/registerbench -tune      the tuning half, with every miss and false alarm
//	go run ./analysis/registerbench -all       both halves, listed likewise: for a folder all of which may be tuned on
//	go run ./analysis/registerbench -totals    both halves and nothing listed: for a folder none of which may be tuned on
//	go run ./analysis/registerbench -list      every finding on the texts of ../shared/eval too
//	go run ./analysis/registerbench -quote     the tables of docs/findings.md
//	go run ./analysis/registerbench -usage     usage-bench: rules of usage and translationese, mixed registers
//	go run ./analysis/registerbench -whole DIR findings in the files of a folder, each read as one document: books, manuals
//	go run ./analysis/registerbench -fresh     the sets written later: what is found, and, with the target set, what
//	                                           is offered; -fresh -tune lists what went wrong in the tuning half
package main

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/prose"
	"github.com/yuti-lsp/yuti/lexicon"
)

func main() {
	tune := flag.Bool("tune", false, "measure the tuning half and list what went wrong in it")
	whole := flag.Bool("all", false, "measure both halves and list what went wrong: for a folder all of which may be tuned on")
	totals := flag.Bool("totals", false, "measure both halves and list nothing: for a folder none of which may be tuned on")
	dir := flag.String("bench", "analysis/testdata/register-bench", "folder of the benchmark")
	texts := flag.String("texts", "../shared/eval", "folder of the evaluation texts")
	list := flag.Bool("list", false, "list every finding on the evaluation texts")
	quote := flag.Bool("quote", false, "quote twenty findings of each evaluation text, with four characters on either side")
	wholeDir := flag.String("whole", "", "count findings in the files of a folder, each read as one document")
	fresh := flag.Bool("fresh", false, "measure the sets written later")
	freshDir := flag.String("fresh-bench", "analysis/testdata/register-fresh", "folder of the sets written later")
	passages := flag.Bool("usage", false, "measure the rules of usage, translationese and mixed registers on usage-bench instead")
	passageDir := flag.String("usage-bench", "analysis/testdata/usage-bench", "folder of usage-bench")
	flag.Parse()
	a, err := open()
	switch {
	case err != nil:
	case *passages:
		err = runUsage(a, *passageDir, *tune)
	case *fresh:
		err = runFresh(a, *freshDir, *tune)
	case *wholeDir != "":
		err = wholeTexts(a, *wholeDir)
	case *quote:
		err = quotes(a, *texts)
	case *totals:
		err = runTotals(a, *dir)
	default:
		contrasts, cases, sentences := a.Size()
		fmt.Printf("%d contrasts and %d cases of rules, tested by %d sentences\n\n", contrasts, cases, sentences)
		err = run(a, *dir, *texts, *tune, *whole, *list)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "registerbench:", err)
		os.Exit(1)
	}
}

func open() (*analysis.Analyzer, error) {
	lex, err := lexicon.Open()
	if err != nil {
		return nil, err
	}
	return analysis.New(lex)
}

// table begins a table with the names of its columns, each ended by a tab.
func table(columns string) *tabwriter.Writer {
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, columns)
	return w
}

// scores are the columns of row.
const scores = "marked\trecall\tclean\tfalse\tprecision\tfix accuracy\t"

func halfName(held bool) string {
	if held {
		return "held back"
	}
	return "tune"
}

func printLines(lines []string) {
	for _, line := range lines {
		fmt.Println(line)
	}
}

func run(a *analysis.Analyzer, dir, texts string, tune, whole, list bool) error {
	genres, items, err := Load(dir)
	if err != nil {
		return err
	}
	if whole {
		fmt.Printf("%s, whole\n\n", dir)
	} else {
		fmt.Printf("register-bench, %s half\n\n", halfName(!tune))
	}
	w := table("genre\t" + scores)
	var all Score
	byDirection := map[string]*Score{"too formal": {}, "too colloquial": {}, "not found": {}}
	var notes []string
	var fixes Fixes
	verdicts := Verdicts{}
	reread := map[string]bool{}
	for _, genre := range genres {
		var s Score
		for _, it := range items {
			if it.Genre != genre || it.Held == tune && !whole {
				continue
			}
			r := Try(a, it, nil)
			s.Add(r)
			all.Add(r)
			fixes.Add(it, r)
			verdicts.Add(r)
			if it.Reread {
				reread[genre] = true
			}
			if (tune || whole) && r.Note != "" {
				notes = append(notes, genre+": "+r.Note)
			}
			if it.Marked {
				byDirection[r.Direction].Add(r)
			}
		}
		row(w, genre, s)
	}
	row(w, "all", all)
	for _, d := range []string{"too formal", "too colloquial"} {
		s := byDirection[d]
		fmt.Fprintf(w, "%s\t\t\t\t\t\t%s\t\n", d, percent(s.FixesRight, s.Found))
	}
	w.Flush()
	if fixes.Found > 0 {
		fmt.Printf("\nfirst fixes in the %d genres that a second reader read: %s in the first reader's lists, %s in either's, of %d\n",
			len(reread), percent(fixes.First, fixes.Found), percent(fixes.Either, fixes.Found), fixes.Found)
	}
	fmt.Print(verdicts)
	printLines(notes)
	if tune || whole {
		return nil
	}
	return natives(a, texts, list)
}

// runTotals measures a whole folder and lists nothing.
func runTotals(a *analysis.Analyzer, dir string) error {
	genres, items, err := Load(dir)
	if err != nil {
		return err
	}
	fmt.Printf("%s, whole\n\n", dir)
	w := table("genre\t" + scores)
	var all Score
	verdicts := Verdicts{}
	byDirection := map[string]*Score{"too formal": {}, "too colloquial": {}, "not found": {}}
	for _, genre := range genres {
		var s Score
		for _, it := range items {
			if it.Genre != genre {
				continue
			}
			r := Try(a, it, nil)
			s.Add(r)
			all.Add(r)
			byDirection[r.Direction].Add(r)
			verdicts.Add(r)
		}
		row(w, genre, s)
	}
	row(w, "all", all)
	w.Flush()
	fmt.Println()
	fmt.Print(verdicts)
	for _, d := range []string{"too formal", "too colloquial"} {
		s := byDirection[d]
		fmt.Printf("%s: %d found, fix accuracy %s\n", d, s.Found, percent(s.FixesRight, s.Found))
	}
	return nil
}

// runFresh measures the sets written after the benchmark, each half by itself;
// with tune it lists what went wrong in the half that may be tuned to. Beside
// what is found by default stands what is offered when the target is set: formal
// for a file whose name ends in colloquial, casual for one that ends in formal.
// That tells of the substitutions alone, not of whether the sentence shows what
// it is.
func runFresh(a *analysis.Analyzer, dir string, tune bool) error {
	genres, items, err := Load(dir)
	if err != nil {
		return err
	}
	w := table("file\t" + scores)
	var notes []string
	for _, genre := range genres {
		settings := &analysis.Settings{Target: analysis.Formal, Explicit: true}
		aimed := strings.HasSuffix(genre, "colloquial")
		if strings.HasSuffix(genre, "formal") {
			settings.Target, aimed = analysis.Casual, true
		}
		for _, held := range []bool{false, true} {
			var s, set Score
			for _, it := range items {
				if it.Genre != genre || it.Held != held {
					continue
				}
				r := Try(a, it, nil)
				s.Add(r)
				if aimed {
					r = Try(a, it, settings)
					set.Add(r)
				}
				if tune && !held && r.Note != "" {
					notes = append(notes, genre+": "+r.Note)
				}
			}
			row(w, genre+", "+halfName(held), s)
			if aimed {
				row(w, "… target set", set)
			}
		}
	}
	w.Flush()
	printLines(notes)
	return nil
}

func row(w *tabwriter.Writer, name string, s Score) {
	fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%d\t%s\t%s\t\n", name, s.Marked, percent(s.Found, s.Marked), s.Clean, s.False,
		percent(s.Found, s.Found+s.False), percent(s.FixesRight, s.Found))
}

func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(part)/float64(whole))
}

// natives counts findings on the texts that are known to be good.
func natives(a *analysis.Analyzer, dir string, list bool) error {
	if _, err := os.Stat(dir); err != nil {
		fmt.Printf("\n%s is absent: no counts on native and translated texts.\n", dir)
		return nil
	}
	fmt.Println()
	w := table("text\tcharacters\tregister per 10,000\tusage, script\ttranslationese per 10,000 when on\t")
	var tallies []Tally
	for _, name := range textNames {
		c, err := Count(a, filepath.Join(dir, name), list)
		if err != nil {
			return err
		}
		tallies = append(tallies, c)
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\t%.2f\t\n", name, c.Characters, c.RegisterRate(), c.Rate()-c.RegisterRate(), c.TranslationeseRate())
	}
	if list {
		fmt.Fprintln(w, "\ntranslationese, by rule\tgov-reports\tnative\ttranslated\t")
		for _, r := range a.Rules() {
			if strings.HasPrefix(r.Code, "translationese/") {
				fmt.Fprintf(w, "%s\t%.2f\t%.2f\t%.2f\t\n", r.Code, tallies[0].CodeRate(r.Code), tallies[1].CodeRate(r.Code), tallies[2].CodeRate(r.Code))
			}
		}
	}
	return w.Flush()
}

var textNames = []string{"gov-reports.txt", "wmt22-native.txt", "wmt22-translated.txt", "cpp-dev.sent"}

// A Tally counts findings on a text.
type Tally struct {
	Characters, Findings, Register, Translationese int
	ByCode                                         map[string]int // of translationese
	Quotes                                         []quote
}

// A quote is a finding with what stands round it.
type quote struct{ code, before, word, after, fixes string }

// Rate is the number of findings per 10,000 Chinese characters, with default
// settings, RegisterRate that of register/* among them; TranslationeseRate that
// of translationese/* when it is turned on.
func (t Tally) Rate() float64         { return 1e4 * float64(t.Findings) / float64(t.Characters) }
func (t Tally) RegisterRate() float64 { return 1e4 * float64(t.Register) / float64(t.Characters) }
func (t Tally) TranslationeseRate() float64 {
	return 1e4 * float64(t.Translationese) / float64(t.Characters)
}

// CodeRate is TranslationeseRate of one rule.
func (t Tally) CodeRate(code string) float64 {
	return 1e4 * float64(t.ByCode[code]) / float64(t.Characters)
}

// wholeTexts counts findings in the files of a folder, each read as one document
// from beginning to end, and all of each kind together: the kind is what stands
// before the first hyphen in a name.
func wholeTexts(a *analysis.Analyzer, dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return err
	}
	tallies := map[string]*Tally{}
	for _, file := range files {
		if !prose.IsDraft(file) {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		kind, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), "-")
		t := tallies[kind]
		if t == nil {
			t = &Tally{ByCode: map[string]int{}}
			tallies[kind] = t
		}
		for _, r := range string(text) {
			if unicode.Is(unicode.Han, r) {
				t.Characters++
			}
		}
		d := a.Open(string(text), prose.FormatOf("", file), nil)
		for f := range d.Findings(analysis.Span{End: d.Len()}) {
			t.Findings++
			t.ByCode[f.Code]++
			if strings.HasPrefix(f.Code, "register/") {
				t.Register++
			}
		}
	}
	if len(tallies) == 0 {
		return fmt.Errorf("%s: no file of a format that yuti reads", dir)
	}
	w := table("text\tcharacters\tregister per 10,000\t你 or 您 among them\tusage, script\t")
	for _, kind := range slices.Sorted(maps.Keys(tallies)) {
		t := tallies[kind]
		honorific := 1e4 * float64(t.ByCode["register/honorific"]) / float64(t.Characters)
		fmt.Fprintf(w, "%s\t%d\t%.2f\t%.2f\t%.2f\t\n", kind, t.Characters, t.RegisterRate(), honorific, t.Rate()-t.RegisterRate())
	}
	return w.Flush()
}

// Count checks each line of a file as a text of its own, as the sentences of
// these files have nothing to do with each other.
func Count(a *analysis.Analyzer, file string, list bool) (Tally, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Tally{}, err
	}
	t := Tally{ByCode: map[string]int{}}
	on := &analysis.Settings{Rules: map[string]analysis.Severity{"translationese": analysis.Hint}}
	for _, line := range strings.Split(strings.ReplaceAll(string(text), "▁", ""), "\n") {
		for _, r := range line {
			if unicode.Is(unicode.Han, r) {
				t.Characters++
			}
		}
		d := a.Open(line, analysis.PlainText, nil)
		for f := range d.Findings(analysis.Span{End: d.Len()}) {
			t.Findings++
			t.Quotes = append(t.Quotes, quoted(d, f, line))
			if strings.HasPrefix(f.Code, "register/") {
				t.Register++
			}
			if list {
				fmt.Printf("%s\t%s\t%s→%s\t%s\n", filepath.Base(file), f.Code, d.Slice(f.Span), fixTexts(f), line)
			}
		}
		d = d.WithSettings(on)
		for f := range d.Findings(analysis.Span{End: d.Len()}) {
			if strings.HasPrefix(f.Code, "translationese/") {
				t.Translationese++
				t.ByCode[f.Code]++
				t.Quotes = append(t.Quotes, quoted(d, f, line))
				if list {
					fmt.Printf("%s\t%s\t%s→%s\t%s\n", filepath.Base(file), f.Code, d.Slice(f.Span), fixTexts(f), line)
				}
			}
		}
	}
	return t, nil
}

func fixTexts(f analysis.Finding) string {
	var list []string
	for _, x := range f.Fixes {
		if x.Text == "" {
			x.Text = "（删）"
		}
		list = append(list, x.Text)
	}
	return strings.Join(list, "、")
}

// round is how many characters of a text that is not ours are quoted on either
// side of a finding.
const round = 4

func quoted(d *analysis.Document, f analysis.Finding, line string) quote {
	before, after := []rune(line[:f.Span.Start]), []rune(line[f.Span.End:])
	return quote{f.Code, string(before[max(0, len(before)-round):]), d.Slice(f.Span), string(after[:min(round, len(after))]), fixTexts(f)}
}

// quotes prints up to twenty findings of each text: twelve that are on by
// default, then the rules of translationese, the kinds in turn.
func quotes(a *analysis.Analyzer, dir string) error {
	const most, mostDefault = 20, 12
	for _, name := range textNames {
		t, err := Count(a, filepath.Join(dir, name), false)
		if err != nil {
			return err
		}
		list := inTurn(t.Quotes, false, mostDefault)
		list = append(list, inTurn(t.Quotes, true, most-len(list))...)
		slices.SortStableFunc(list, func(a, b quote) int { return strings.Compare(a.code, b.code) })
		fmt.Printf("## %s\n\n| code | finding | instead |\n|---|---|---|\n", name)
		for _, q := range list {
			fmt.Printf("| `%s` | %s【%s】%s | %s |\n", q.code, q.before, q.word, q.after, q.fixes)
		}
		fmt.Println()
	}
	return nil
}

// inTurn takes up to n findings, of each code the first, then the second ….
func inTurn(quotes []quote, translationese bool, n int) (list []quote) {
	byCode := map[string][]quote{}
	left := 0
	for _, q := range quotes {
		if strings.HasPrefix(q.code, "translationese/") == translationese {
			byCode[q.code] = append(byCode[q.code], q)
			left++
		}
	}
	for turn := 0; len(list) < min(n, left); turn++ {
		for _, code := range slices.Sorted(maps.Keys(byCode)) {
			if all := byCode[code]; turn < len(all) && len(list) < n {
				list = append(list, all[turn])
			}
		}
	}
	return list
}
