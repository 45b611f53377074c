package lsp

import "os"

// processAlive tells whether a process exists: on Windows finding it opens it.
func processAlive(pid int) bool {
	process, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = process.Release()
	return true
}
