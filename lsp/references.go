package lsp

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	text "github.com/yuti-lsp/yuti/internal/encoding"
	"github.com/yuti-lsp/yuti/internal/prose"
)

// References lists where the word under the cursor stands as a word: in this
// document, in the others that are open, and in the drafts of the workspace.
func (s *server) References(ctx context.Context, params *protocol.ReferenceParams) ([]protocol.Location, error) {
	snapshot, word, ok, err := s.wordAt(ctx, &params.TextDocumentPositionParams)
	if err != nil || !ok {
		return nil, err
	}
	var list []protocol.Location
	for place, spans := range s.places(ctx, snapshot, snapshot.document.Slice(word)) {
		for _, span := range spans {
			if place == snapshot && span == word && !params.Context.IncludeDeclaration {
				continue
			}
			list = append(list, protocol.Location{URI: place.uri, Range: place.rangeOf(span)})
		}
	}
	return list, ctx.Err()
}

// What is looked through beside the open files is bounded: a folder can hold
// anything.
const (
	mostDrafts    = 5000
	largestDraft  = 4 << 20 // bytes
	draftsInAll   = 256 << 20
	hiddenFolders = "."
)

// places yields the documents that hold a word, this one first, with where it
// stands. It stops when ctx is done.
func (s *server) places(ctx context.Context, first *snapshot, word string) func(yield func(*snapshot, []analysis.Span) bool) {
	return func(yield func(*snapshot, []analysis.Span) bool) {
		visit := func(place *snapshot) bool {
			spans := slices.Collect(place.document.Occurrences(word))
			return ctx.Err() == nil && (len(spans) == 0 || yield(place, spans))
		}
		if !visit(first) {
			return
		}
		seen := map[uri.URI]bool{first.uri: true}
		s.mu.Lock()
		var open []*revision
		for file, document := range s.documents {
			if !seen[file] && !isSettingsFile(file) {
				seen[file] = true
				open = append(open, document.revision)
			}
		}
		folders := slices.Clone(s.folders)
		s.mu.Unlock()
		slices.SortFunc(open, func(a, b *revision) int { return strings.Compare(string(a.uri), string(b.uri)) })
		for _, r := range open {
			if !visit(s.snapshotOf(r)) {
				return
			}
		}
		files, bytes := 0, int64(0)
		for _, folder := range folders {
			stop := false
			_ = filepath.WalkDir(folder.root, func(name string, entry fs.DirEntry, err error) error {
				if ctx.Err() != nil || stop || files >= mostDrafts || bytes >= draftsInAll {
					return filepath.SkipAll
				}
				file := uri.File(name)
				switch {
				case err != nil:
					return nil // what can't be read holds nothing to show
				case entry.IsDir():
					if name != folder.root && (strings.HasPrefix(entry.Name(), hiddenFolders) || entry.Name() == "node_modules") {
						return filepath.SkipDir
					}
					return nil
				case !entry.Type().IsRegular() || !prose.IsDraft(name) || seen[file]:
					return nil
				}
				info, err := entry.Info()
				if err != nil || info.Size() > largestDraft {
					return nil
				}
				files, bytes, seen[file] = files+1, bytes+info.Size(), true
				if place := s.draft(file, word); place != nil && !place.excluded() {
					stop = !visit(place)
				}
				return nil
			})
			if stop || ctx.Err() != nil {
				return
			}
		}
	}
}

// draft reads a file that is not open, if it could hold a word; nil when it
// can't be shown: an editor counts in the text as it would read it, which we
// know of UTF-8 alone.
func (s *server) draft(file uri.URI, word string) *snapshot {
	data, err := os.ReadFile(file.FsPath())
	if err != nil {
		return nil
	}
	content, name, err := text.Decode(data)
	if err != nil || name != text.UTF8 && name != text.UTF8Mark || !s.analyzer.Mentions(content, word) {
		return nil
	}
	s.mu.Lock()
	settings := s.settingsFor(file)
	s.mu.Unlock()
	return s.snapshotOf(&revision{uri: file, text: content, format: FormatOf(file.Path()), settings: settings})
}
