//go:build man

package main

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// The man pages are written when the archives are made; the program that is
// handed out has no use for what writes them.
func init() {
	whenBuilding = append(whenBuilding, &cobra.Command{
		Use:    "man FOLDER",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			// One date for all builds: pages say what the program is, not when it was built.
			date := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
			cmd.Root().DisableAutoGenTag = true
			return doc.GenManTree(cmd.Root(), &doc.GenManHeader{Title: "YUTI", Section: "1", Source: "yuti", Manual: "yuti", Date: &date}, args[0])
		},
	})
}
