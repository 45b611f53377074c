package main

import (
	"bytes"
	"strings"
	"testing"
)

// Everything embedded that was worked out from others' data is named.
func TestLicensesNameEverySource(t *testing.T) {
	var out bytes.Buffer
	command := licensesCommand()
	command.SetOut(&out)
	command.SetArgs(nil)
	if err := command.Execute(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"CC-BY-SA-4.0", "Apache-2.0", "ISC", "LGPL-2.1", "libime"} {
		if !strings.Contains(out.String(), name) {
			t.Errorf("the notices do not name %s", name)
		}
	}
}
