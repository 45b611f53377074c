// Command yuti is a language server for Chinese prose, and what it knows on the
// command line.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/lexicon"
)

// Set by the build.
var version, commit string

// The exit codes, as linters have them.
const (
	exitFindings  = 1
	exitCannotRun = 2
)

// exitCode is an error that only tells how to leave: all has been said.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := rootCommand().ExecuteContext(ctx)
	var code exitCode
	switch {
	case err == nil:
	case errors.As(err, &code):
		os.Exit(int(code))
	default:
		fmt.Fprintln(os.Stderr, "yuti:", err)
		os.Exit(exitCannotRun)
	}
}

// whenBuilding are commands that only builds with the tag man have.
var whenBuilding []*cobra.Command

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "yuti",
		Short: "Chinese prose: words, readings and register, in your editor and terminal",
		Long: `yuti 语体 reads Chinese prose: what its words mean and how they are read, and
where a word's register does not fit its sentence.

Without a command it serves an editor on its standard input, or shows this help
in a terminal.`,
		Version:       orElse(version, "unversioned"),
		Args:          cobra.NoArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if isTerminal(os.Stdin) {
				return cmd.Help()
			}
			return serve(cmd.Context(), "")
		},
	}
	// By a function, so that only --version opens the lexicon for its date.
	cobra.AddTemplateFunc("versionLine", versionLine)
	root.SetVersionTemplate("{{versionLine}}\n")
	root.AddCommand(lspCommand(), checkCommand(), reviewCommand(), explainCommand(), analyzeCommand(), licensesCommand())
	root.AddCommand(whenBuilding...)
	return root
}

// versionLine is the program's version, the date of its dictionary and the
// commit that it was built from.
func versionLine() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		if version == "" {
			version = info.Main.Version
		}
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" && commit == "" {
				commit = setting.Value[:min(12, len(setting.Value))]
			}
		}
	}
	line := "yuti " + orElse(version, "(unversioned)")
	if lex, err := lexicon.Open(); err == nil {
		line += ", lexicon " + lex.Date()
	} else {
		line += ", no lexicon"
	}
	return line + ", commit " + orElse(commit, "unknown")
}

// open opens the lexicon and makes the analyzer.
func open() (*lexicon.Lexicon, *analysis.Analyzer, error) {
	lex, err := lexicon.Open()
	if err != nil {
		return nil, nil, err
	}
	analyzer, err := analysis.New(lex)
	return lex, analyzer, err
}

// speaksChinese tells the language of the terminal's user.
func speaksChinese() bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return strings.HasPrefix(strings.ToLower(value), "zh")
		}
	}
	return false
}

func isTerminal(file *os.File) bool {
	return isatty.IsTerminal(file.Fd()) || isatty.IsCygwinTerminal(file.Fd())
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

// oneOf checks the value of a flag.
func oneOf(flag, value string, values ...string) error {
	for _, v := range values {
		if v == value {
			return nil
		}
	}
	return fmt.Errorf("--%s: expected one of %s, not %q", flag, strings.Join(values, ", "), value)
}
