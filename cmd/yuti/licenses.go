package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/yuti-lsp/yuti/internal/review"
	"github.com/yuti-lsp/yuti/lexicon"
	"github.com/yuti-lsp/yuti/lexicon/figures"
)

func licensesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "licenses",
		Short: "Print the notices of the data that is built in",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			lex, err := lexicon.Open()
			if err != nil {
				return err
			}
			for i, license := range lex.Licenses() {
				if i > 0 {
					fmt.Fprint(cmd.OutOrStdout(), "\n", strings.Repeat("─", 72), "\n\n")
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s\nLicence: %s\nPart: %s\n\n%s\n\n%s\n",
					license.Source, license.Name, license.Section, strings.TrimSpace(license.Notice), strings.TrimSpace(license.Text))
				if err != nil {
					return err
				}
			}
			// figures worked out from others' data are embedded too
			for _, notice := range figures.Notices() {
				if notice.License == "" {
					continue // an empty set
				}
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "\n%s\n\n%s\n", strings.Repeat("─", 72), strings.TrimSpace(notice.Text))
				if err != nil {
					return err
				}
			}
			if notices := review.Notices(); notices != "" {
				_, err := fmt.Fprintf(cmd.OutOrStdout(), "\n%s\n\n%s\n", strings.Repeat("─", 72), strings.TrimSpace(notices))
				return err
			}
			return nil
		},
	}
}
