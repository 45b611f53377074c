package lsp

import (
	"io"
	"sync"
	"time"
)

// maxUnsent is how many bytes wait for a client that does not read before
// whoever has more to say waits too. One message may go beyond it.
const maxUnsent = 16 << 20

// flushing is how long a session that ends waits for its last words to be read.
const flushing = time.Second

// An outbox takes what is written to a stream and passes it on beside. Answers
// are written where messages are read: were that to wait for the client, a
// client that writes before it reads, and we, could wait for each other for
// ever.
type outbox struct {
	io.ReadWriteCloser

	mu     sync.Mutex
	moved  sync.Cond // the fields below have changed
	unsent [][]byte
	size   int  // bytes that are unsent, or being sent
	closed bool // nothing more is taken
	err    error
	closes sync.Once
}

func newOutbox(stream io.ReadWriteCloser) *outbox {
	o := &outbox{ReadWriteCloser: stream}
	o.moved.L = &o.mu
	go o.send()
	return o
}

// Write takes a copy of p. It returns an error if an earlier write failed.
func (o *outbox) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for o.size >= maxUnsent && o.err == nil && !o.closed {
		o.moved.Wait()
	}
	switch {
	case o.err != nil:
		return 0, o.err
	case o.closed:
		return 0, io.ErrClosedPipe
	}
	o.unsent = append(o.unsent, append([]byte(nil), p...))
	o.size += len(p)
	o.moved.Broadcast()
	return len(p), nil
}

// send passes on what was written until the outbox is closed and empty.
func (o *outbox) send() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		for len(o.unsent) == 0 && !o.closed {
			o.moved.Wait()
		}
		if len(o.unsent) == 0 {
			return
		}
		message := o.unsent[0]
		o.unsent[0] = nil
		o.unsent = o.unsent[1:]
		o.mu.Unlock()
		_, err := o.ReadWriteCloser.Write(message)
		o.mu.Lock()
		o.size -= len(message)
		if err != nil && o.err == nil {
			o.err = err
		}
		if o.err != nil {
			o.unsent, o.size = nil, 0
			o.closed = true
		}
		o.moved.Broadcast()
	}
}

// Close waits a little for what is unsent, and closes the stream.
func (o *outbox) Close() error {
	var err error
	o.closes.Do(func() {
		late := time.AfterFunc(flushing, func() {
			o.mu.Lock()
			defer o.mu.Unlock()
			if o.err == nil {
				o.err = io.ErrClosedPipe
			}
			o.moved.Broadcast()
		})
		defer late.Stop()
		o.mu.Lock()
		o.closed = true
		o.moved.Broadcast()
		for o.size > 0 && o.err == nil {
			o.moved.Wait()
		}
		o.mu.Unlock()
		err = o.ReadWriteCloser.Close()
	})
	return err
}
