package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// A client is an editor's end of the built server's standard input and output.
// It is for one goroutine.
type client struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
	id  int
}

func start(binary string) (*client, error) {
	cmd := exec.Command(binary, "lsp")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &client{cmd: cmd, in: in, out: bufio.NewReaderSize(out, 1<<20)}, cmd.Start()
}

func (c *client) send(method string, id int, params any) error {
	body := map[string]any{"jsonrpc": "2.0", "method": method, "params": params}
	if id > 0 {
		body["id"] = id
	}
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(data), data)
	return err
}

// receive reads the next message. Of a large one only the beginning is looked
// at, so that what is timed is the server.
func (c *client) receive() (string, int, error) {
	size := 0
	for {
		line, err := c.out.ReadString('\n')
		if err != nil {
			return "", 0, err
		}
		if line = strings.TrimSpace(line); line == "" {
			break
		}
		if value, ok := strings.CutPrefix(line, "Content-Length: "); ok {
			if size, err = strconv.Atoi(value); err != nil {
				return "", 0, err
			}
		}
	}
	begin := make([]byte, min(size, 512))
	if _, err := io.ReadFull(c.out, begin); err != nil {
		return "", 0, err
	}
	_, err := io.CopyN(io.Discard, c.out, int64(size-len(begin)))
	return string(begin), size, err
}

// await reads messages until one holds a text near its beginning.
func (c *client) await(text string) (size int, err error) {
	for {
		begin, size, err := c.receive()
		if err != nil {
			return 0, err
		}
		if strings.Contains(begin, text) {
			return size, nil
		}
	}
}

// ask sends a request, waits for its answer and returns the time it took.
func (c *client) ask(method string, params any) (time.Duration, error) {
	c.id++
	begin := time.Now()
	if err := c.send(method, c.id, params); err != nil {
		return 0, err
	}
	_, err := c.await(fmt.Sprintf(`"id":%d,`, c.id))
	return time.Since(begin), err
}

func (c *client) initialize() (time.Duration, error) {
	took, err := c.ask("initialize", map[string]any{"capabilities": map[string]any{}})
	if err != nil {
		return 0, err
	}
	return took, c.send("initialized", 0, map[string]any{})
}

// open opens a file and waits for its diagnostics.
func (c *client) open(uri, text string) (took time.Duration, size int, err error) {
	begin := time.Now()
	err = c.send("textDocument/didOpen", 0, map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "markdown", "version": 1, "text": text},
	})
	if err != nil {
		return 0, 0, err
	}
	size, err = c.await(`"version":1,`)
	return time.Since(begin), size, err
}

// keystroke writes one character and waits for the diagnostics of that version.
func (c *client) keystroke(uri string, version, line, character int) (time.Duration, error) {
	place := map[string]any{"line": line, "character": character}
	begin := time.Now()
	err := c.send("textDocument/didChange", 0, map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": version},
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": place, "end": place}, "text": "好"}},
	})
	if err != nil {
		return 0, err
	}
	_, err = c.await(fmt.Sprintf(`"version":%d,`, version))
	return time.Since(begin), err
}

// memory is what the server has resident, in MB; 0 where the system has no
// /proc.
func (c *client) memory() float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kb, _ := strconv.ParseFloat(fields[1], 64)
			return kb / 1024
		}
	}
	return 0
}

func (c *client) leave() error {
	if _, err := c.ask("shutdown", nil); err != nil {
		return err
	}
	if err := c.send("exit", 0, nil); err != nil {
		return err
	}
	return c.cmd.Wait()
}
