package main

import (
	"io"
	"os"
	"time"

	"github.com/cheggaaa/pb/v3"
)

// progress is a bar on a terminal that tells how far a run over many files is;
// nil, and silent, anywhere else.
type progress struct {
	bar   *pb.ProgressBar
	out   io.Writer
	drawn bool
	last  time.Time
}

// fewFiles are done before a bar could be read.
const fewFiles = 20

// newProgress makes a bar on standard error, of which a person sees something
// only when it is a terminal.
func newProgress(out, errors io.Writer, files int) *progress {
	file, ok := errors.(*os.File)
	if !ok || !isTerminal(file) || files < fewFiles {
		return nil
	}
	return drawProgress(errors, files)
}

func drawProgress(out io.Writer, files int) *progress {
	bar := pb.New(files)
	bar.SetWriter(out)
	// drawn by us, between the lines of the report, never by a timer
	bar.Set(pb.Static, true)
	bar.SetTemplateString(`{{counters . }} {{bar . }} {{percent . }} {{rtime . "%s"}}`)
	return &progress{bar: bar.Start(), out: out}
}

// step counts a file.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.bar.Increment()
	if now := time.Now(); now.Sub(p.last) > 100*time.Millisecond {
		p.last = now
		p.drawn = true
		io.WriteString(p.out, "\r"+p.bar.String())
	}
}

// hide takes the bar away, so that something can be printed in its place.
func (p *progress) hide() {
	if p != nil && p.drawn {
		p.drawn = false
		io.WriteString(p.out, "\r\x1b[K")
	}
}
