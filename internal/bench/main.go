// Command bench measures the built yuti as an editor and a shell see it, and
// prints tables: start, files of several sizes, many files and editors, a folder
// of files, and others on the same text in the same run.
//
//	go run ./internal/bench [-yuti bin/yuti] [-peers=false] [-only start,sizes,many,folder]
//
// The texts are made here and are the same every time. “plain” prose has a
// finding in a hundred paragraphs, “dense” one in every third sentence.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/go-ego/gse"
)

func main() {
	yuti := flag.String("yuti", "bin/yuti", "the built `binary`")
	peers := flag.Bool("peers", true, "time others beside it")
	only := flag.String("only", "start,sizes,many,folder", "the `parts` to run")
	flag.Parse()
	if err := run(*yuti, *peers, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(yuti string, peers bool, only string) error {
	yuti, err := filepath.Abs(yuti)
	if err != nil {
		return err
	}
	fmt.Printf("%s, %d cores, %s, load %s\n", machine(), runtime.NumCPU(), runtime.Version(), load())
	for _, part := range []struct {
		name    string
		measure func() error
	}{
		{"start", func() error { return started(yuti) }}, {"sizes", func() error { return sizes(yuti) }},
		{"many", func() error { return many(yuti) }}, {"folder", func() error { return folder(yuti, peers) }},
	} {
		if !slices.Contains(strings.Split(only, ","), part.name) {
			continue
		}
		if err := part.measure(); err != nil {
			return err
		}
	}
	return nil
}

const (
	plainText = "清晨的雾还没有散，河边已经有人在洗衣服了。小船从桥下慢慢划过去，船上的人抬头看了看天，什么也没说。\n\n" +
		"她把窗户推开，院子里的石榴树又长高了一截。去年冬天下了好几场雪，大家都以为它活不成了。\n\n"
	denseText = "清晨的雾还没有散，河边已经有人在洗衣服了。和你的朋友多联络。她把窗户推开，石榴树又长高了一截。\n\n" +
		"妈，我即将到家了，饭好了没？去年冬天下了好几场雪，大家都以为它活不成了。你要是购买水果，就给我打个电话。\n\n"
)

func plain(size int) string {
	unit := strings.Repeat(plainText, 50) + "和你的朋友多联络。\n\n"
	return strings.Repeat(unit, size/len(unit)+1)[:size/len(plainText)*len(plainText)/3*3]
}

func dense(size int) string { return strings.Repeat(denseText, size/len(denseText)+1) }

func paragraph(size int) string { return strings.ReplaceAll(plain(size), "\n", "") + "\n" }

// started measures a session's beginning, five times: the middle one counts.
func started(yuti string) error {
	var answered, found []time.Duration
	for range 5 {
		begin := time.Now()
		c, err := start(yuti)
		if err != nil {
			return err
		}
		if _, err := c.initialize(); err != nil {
			return err
		}
		answered = append(answered, time.Since(begin))
		if _, _, err := c.open("file:///a.md", plain(10<<10)); err != nil {
			return err
		}
		found = append(found, time.Since(begin))
		if err := c.leave(); err != nil {
			return err
		}
	}
	fmt.Printf("\nfrom the start of the process: initialize answered after %s, diagnostics of 10 KB after %s\n\n",
		ms(percentile(answered, 50)), ms(percentile(found, 50)))
	return nil
}

// atRest is the pause before memory is looked at: a server whose client is quiet
// gives back what is not in use after three seconds.
const atRest = 5 * time.Second

// sizes measures one file at a time, each in a server of its own.
func sizes(yuti string) error {
	fmt.Println("| file | open → diagnostics | keystroke p50 · p95 | of the open | hover p95 | hints of 60 lines p95 | memory, MB | message, KB |")
	fmt.Println("|---|---|---|---|---|---|---|---|")
	for _, file := range []struct {
		name, text string
	}{
		{"10 KB", plain(10 << 10)}, {"100 KB", plain(100 << 10)}, {"1 MB", plain(1 << 20)}, {"10 MB", plain(10 << 20)},
		{"1 MB, dense", dense(1 << 20)}, {"1 MB, one paragraph", paragraph(1 << 20)},
	} {
		c, err := start(yuti)
		if err != nil {
			return err
		}
		const uri = "file:///a.md"
		if _, err := c.initialize(); err != nil {
			return err
		}
		if _, _, err := c.open("file:///first.md", plain(1000)); err != nil { // the lexicon is there then
			return err
		}
		opened, size, err := c.open(uri, file.text)
		if err != nil {
			return err
		}
		lines := strings.Count(file.text, "\n")
		var keys, hovers, hints []time.Duration
		for i := range 200 {
			took, err := c.keystroke(uri, i+2, lines/2, 1)
			if err != nil {
				return err
			}
			keys = append(keys, took)
		}
		for i := range 200 {
			took, err := c.ask("textDocument/hover", map[string]any{
				"textDocument": map[string]any{"uri": uri}, "position": map[string]any{"line": i * 2 % lines, "character": 1 + i%20},
			})
			if err != nil {
				return err
			}
			hovers = append(hovers, took)
		}
		for i := range 200 {
			from := i * 60 % max(1, lines-60) // of the paragraph, 2,000 characters
			took, err := c.ask("textDocument/inlayHint", map[string]any{
				"textDocument": map[string]any{"uri": uri},
				"range":        map[string]any{"start": map[string]any{"line": from, "character": 0}, "end": map[string]any{"line": from + min(60, lines-1), "character": 2000 * (1 - min(1, lines/60))}},
			})
			if err != nil {
				return err
			}
			hints = append(hints, took)
		}
		time.Sleep(atRest)
		p95 := percentile(keys, 95)
		fmt.Printf("| %s | %s | %s · %s | 1/%.0f | %s | %s | %.0f | %.1f |\n", file.name, ms(opened), ms(percentile(keys, 50)), ms(p95),
			float64(opened)/float64(p95), ms(percentile(hovers, 95)), ms(percentile(hints, 95)), c.memory(), float64(size)/1024)
		if err := c.leave(); err != nil {
			return err
		}
	}
	return nil
}

// many measures ten editors at once, two hundred open files, and 50,000 edits.
func many(yuti string) error {
	editors := make([]*client, 10)
	times := make([][]time.Duration, len(editors))
	errs := make(chan error, len(editors))
	for i := range editors {
		go func() {
			c, err := start(yuti)
			if err == nil {
				editors[i] = c
				_, err = c.initialize()
			}
			if err == nil {
				_, _, err = c.open("file:///a.md", plain(100<<10))
			}
			for k := 0; k < 100 && err == nil; k++ {
				var took time.Duration
				took, err = c.keystroke("file:///a.md", k+2, 10, 1)
				times[i] = append(times[i], took)
			}
			errs <- err
		}()
	}
	for range editors {
		if err := <-errs; err != nil {
			return err
		}
	}
	total := 0.0
	for _, c := range editors {
		total += c.memory()
		if err := c.leave(); err != nil {
			return err
		}
	}
	fmt.Printf("\nten editors at once with 100 KB each: keystroke p95 %s, %.0f MB in all\n", ms(percentile(slices.Concat(times...), 95)), total)

	c, err := start(yuti)
	if err != nil {
		return err
	}
	if _, err := c.initialize(); err != nil {
		return err
	}
	if _, _, err := c.open("file:///0.md", plain(10<<10)); err != nil {
		return err
	}
	one := c.memory()
	for i := 1; i < 200; i++ {
		if _, _, err := c.open(fmt.Sprintf("file:///%d.md", i), plain(10<<10)); err != nil {
			return err
		}
	}
	all := c.memory()
	fmt.Printf("200 open files of 10 KB: %.0f MB, with one of them %.0f MB: %.1f MB for each megabyte of text\n", all, one, (all-one)/(199*10.0/1024))

	const edits = 50_000
	begin := time.Now()
	var early float64
	for i := range edits {
		line, text := i/2*7%100, "好"
		place := map[string]any{"start": map[string]any{"line": line, "character": 0}, "end": map[string]any{"line": line, "character": i % 2}}
		err := c.send("textDocument/didChange", 0, map[string]any{
			"textDocument":   map[string]any{"uri": "file:///0.md", "version": i + 2},
			"contentChanges": []any{map[string]any{"range": place, "text": text[:len(text)*(1-i%2)]}},
		})
		if err != nil {
			return err
		}
		if i%20 == 19 { // as an editor waits for its user
			if _, err := c.await(fmt.Sprintf(`"version":%d,`, i+2)); err != nil {
				return err
			}
		}
		if i == edits/10 {
			early = c.memory()
		}
	}
	fmt.Printf("50,000 edits in %.1f s: %.0f MB after 5,000 of them, %.0f MB after all\n", time.Since(begin).Seconds(), early, c.memory())
	return c.leave()
}

// folder measures yuti check on 10 MB in 1,000 files, and others on it and on a
// text of 1 MB.
func folder(yuti string, peers bool) error {
	dir, err := os.MkdirTemp("", "yuti-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	files := filepath.Join(dir, "files")
	if err := os.Mkdir(files, 0o755); err != nil {
		return err
	}
	text := dense(3<<10) + plain(7<<10)
	for i := range 1000 {
		if err := os.WriteFile(filepath.Join(files, fmt.Sprintf("%04d.md", i)), []byte(text), 0o644); err != nil {
			return err
		}
	}
	long := strings.Repeat(text, 1<<20/len(text))
	one := filepath.Join(dir, "text.md")
	if err := os.WriteFile(one, []byte(long), 0o644); err != nil {
		return err
	}
	megabytes := float64(len(text)) * 1000 / (1 << 20)
	fmt.Printf("\n| %.1f MB in 1,000 files | seconds | MB/s |\n|---|---|---|\n", megabytes)
	row := func(name string, seconds, megabytes float64) {
		fmt.Printf("| %s | %.2f | %.1f |\n", name, seconds, megabytes/seconds)
	}
	begin := time.Now()
	for i := range 1000 {
		if _, err := os.ReadFile(filepath.Join(files, fmt.Sprintf("%04d.md", i))); err != nil {
			return err
		}
	}
	row("the bytes read", time.Since(begin).Seconds(), megabytes)
	for _, cores := range []string{"1", "2"} {
		cmd := exec.Command(yuti, "check", "--fail-on", "error", files)
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+cores)
		cmd.Dir = dir
		begin := time.Now()
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("yuti check: %w", err)
		}
		row("yuti check, "+cores+" core(s)", time.Since(begin).Seconds(), megabytes)
		fmt.Printf("| … of processor time | %.2f | %.1f |\n", (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(),
			megabytes/(cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()).Seconds())
	}
	if !peers {
		return nil
	}
	seconds, err := others(one, files)
	if err != nil {
		fmt.Fprintln(os.Stderr, "without the others of npm:", err)
	}
	for _, name := range slices.Sorted(keysOf(seconds, ", folder")) {
		row(strings.TrimSuffix(name, ", folder"), seconds[name], megabytes)
	}
	fmt.Printf("\n| one text of %.1f MB | seconds | MB/s |\n|---|---|---|\n", float64(len(long))/(1<<20))
	var segmenter gse.Segmenter
	segmenter.SkipLog = true
	if err := segmenter.LoadDictEmbed("zh_s"); err != nil {
		return err
	}
	best := time.Hour
	for range 3 {
		begin := time.Now()
		segmenter.Segment([]byte(long))
		best = min(best, time.Since(begin))
	}
	row("gse, words only", best.Seconds(), float64(len(long))/(1<<20))
	for _, name := range slices.Sorted(keysOf(seconds, ", text")) {
		row(strings.TrimSuffix(name, ", text"), seconds[name], float64(len(long))/(1<<20))
	}
	return nil
}

// others runs peers.mjs with the packages that it needs.
func others(text, files string) (map[string]float64, error) {
	const here = "internal/bench"
	if _, err := os.Stat(filepath.Join(here, "node_modules")); err != nil {
		cmd := exec.Command("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
		cmd.Dir, cmd.Stderr = here, os.Stderr
		if err := cmd.Run(); err != nil {
			return nil, err
		}
	}
	cmd := exec.Command("node", filepath.Join(here, "peers.mjs"), text, files)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var seconds map[string]float64
	return seconds, json.Unmarshal(out, &seconds)
}

func keysOf(seconds map[string]float64, suffix string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range seconds {
			if strings.HasSuffix(name, suffix) && !yield(name) {
				return
			}
		}
	}
}

func percentile(times []time.Duration, p int) time.Duration {
	sorted := slices.Sorted(slices.Values(times))
	return sorted[min(len(sorted)-1, len(sorted)*p/100)]
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000) }

func machine() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOARCH
}

func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(data), " ")
	return first
}
