package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/yuti-lsp/yuti/lsp"
)

func lspCommand() *cobra.Command {
	var log string
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor on standard input and output",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, args []string) error { return serve(cmd.Context(), log) },
	}
	cmd.Flags().Bool("stdio", true, "accepted and ignored: there is no other way")
	cmd.Flags().Int("clientProcessId", 0, "accepted and ignored: initialize tells it")
	_ = cmd.Flags().MarkHidden("clientProcessId")
	cmd.Flags().StringVar(&log, "log", "", "write what happens to this `file` (never your text)")
	return cmd
}

// serve is one session on standard input and output. An editor runs for days
// beside much else: memory counts more than the tenth of the time that
// collecting garbage twice as often takes.
func serve(ctx context.Context, log string) error {
	debug.SetGCPercent(50)
	options := lsp.Options{Open: open, Version: orElse(version, "unversioned")}
	if log != "" {
		file, err := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("log: %w", err)
		}
		defer file.Close()
		options.Log = slog.New(slog.NewTextHandler(file, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	err := lsp.Serve(ctx, newStdio(), options)
	if errors.Is(err, lsp.ErrNoShutdown) {
		return exitCode(1) // as the protocol wants it; there is no one to tell
	}
	return err
}

// stdio is standard input and output as one stream. Reading goes through a
// pipe, because closing the real input does not end a read that waits for it.
type stdio struct {
	*io.PipeReader
}

func newStdio() stdio {
	reader, writer := io.Pipe()
	go func() {
		_, err := io.Copy(writer, os.Stdin)
		writer.CloseWithError(err) // nil means the end
	}()
	return stdio{reader}
}

func (stdio) Write(p []byte) (int, error) { return os.Stdout.Write(p) }
