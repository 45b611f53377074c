package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/lsp"
)

// A settingsFinder finds the settings of a file: those of the nearest folder
// above it that has a settings file. Each is read once.
type settingsFinder struct {
	user    config.Layer // what the user's own settings file says, under all
	flags   config.Layer // what the command line says, over all files
	errors  io.Writer
	mu      sync.Mutex
	folders map[string]*folderSettings
}

type folderSettings struct {
	root     string
	values   config.Settings
	analysis *analysis.Settings
}

func newSettingsFinder(flags config.Layer, errors io.Writer) *settingsFinder {
	return &settingsFinder{user: userSettings(errors), flags: flags, errors: errors, folders: map[string]*folderSettings{}}
}

// userSettings are those of the user's own settings file.
func userSettings(errors io.Writer) config.Layer {
	name := config.UserFile()
	if name == "" {
		return nil
	}
	layer, _ := readSettings(name, errors)
	return layer
}

// readSettings reads a settings file and tells what is wrong with it; found is
// false where there is none.
func readSettings(name string, errors io.Writer) (layer config.Layer, found bool) {
	layer, problems, err := config.ReadFile(name)
	if err != nil {
		fmt.Fprintln(errors, "yuti:", err)
	}
	tellProblems(name, problems, errors)
	return layer, err != nil || layer != nil || problems != nil
}

func tellProblems(name string, problems []config.Problem, errors io.Writer) {
	for _, p := range problems {
		fmt.Fprintf(errors, "yuti: %s:%s\n", nearName(name), p.Error())
	}
}

// of returns the settings that hold for a file.
func (s *settingsFinder) of(name string) (config.Settings, *analysis.Settings) {
	folder := s.folder(name)
	return folder.values, folder.analysis
}

func (s *settingsFinder) excluded(name string) bool {
	folder := s.folder(name)
	if len(folder.values.Exclude) == 0 {
		return false
	}
	path, err := filepath.Abs(name)
	if err != nil {
		return false
	}
	inside, err := filepath.Rel(folder.root, path)
	return err == nil && folder.values.Excluded(filepath.ToSlash(inside))
}

func (s *settingsFinder) folder(name string) *folderSettings {
	s.mu.Lock()
	defer s.mu.Unlock()
	directory := "."
	if name != "-" {
		directory = filepath.Dir(name)
	}
	path, err := filepath.Abs(directory)
	if err != nil {
		path = directory
	}
	return s.find(path)
}

// find looks upwards from a folder. s.mu is held.
func (s *settingsFinder) find(path string) *folderSettings {
	if found, ok := s.folders[path]; ok {
		return found
	}
	layer, isHere := readSettings(filepath.Join(path, config.FileName), s.errors)
	var found *folderSettings
	if parent := filepath.Dir(path); !isHere && parent != path {
		found = s.find(parent)
	} else {
		found = s.make(path, layer)
	}
	s.folders[path] = found
	return found
}

// nearName is a path as seen from the working directory, if it lies in it.
func nearName(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if near, err := filepath.Rel(here, path); err == nil && filepath.IsLocal(near) {
		return near
	}
	return path
}

func (s *settingsFinder) make(root string, layer config.Layer) *folderSettings {
	values := config.Merge(s.user, layer, s.flags)
	levels, err := values.ReadLevels(root)
	if err != nil {
		fmt.Fprintln(s.errors, "yuti:", err)
	}
	tellProblems(levels.Path, levels.Problems, s.errors)
	glossary, err := values.ReadGlossary(root, false)
	if err != nil {
		fmt.Fprintln(s.errors, "yuti:", err)
	}
	tellProblems(glossary.Path, glossary.Problems, s.errors)
	return &folderSettings{root: root, values: values, analysis: lsp.AnalysisSettings(values, levels.Of, glossary.Terms)}
}
