package lsp

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/internal/config"
)

// settingsSources are the settings that the client gave of its own accord.
type settingsSources struct {
	initial json.RawMessage // initializationOptions
	pushed  json.RawMessage // the newest workspace/didChangeConfiguration
}

// A folder of the workspace, with what its settings file says.
type folder struct {
	uri      uri.URI
	root     string // its path
	settings *settings
	// file is the last settings file that could be read; a file that is not
	// TOML leaves it in force.
	file     config.Layer
	problems []config.Problem
	told     []string   // the problems that the user was told of
	lists    []userList // the level list and the glossary
}

// DidChangeConfiguration takes the client's word that settings are new.
func (s *server) DidChangeConfiguration(ctx context.Context, params *protocol.DidChangeConfigurationParams) error {
	s.mu.Lock()
	s.sources.pushed = json.RawMessage(strings.Clone(string(params.Settings)))
	s.mu.Unlock()
	s.do(s.configure)
	return nil
}

// DidChangeWatchedFiles is about settings files, level lists and glossaries. Of other lists
// that are watched with them nothing is read.
func (s *server) DidChangeWatchedFiles(ctx context.Context, params *protocol.DidChangeWatchedFilesParams) error {
	for _, change := range params.Changes {
		if isSettingsFile(change.URI) || s.isListFile(change.URI) {
			s.do(s.configure)
			break
		}
	}
	return nil
}

func (s *server) isListFile(file uri.URI) bool {
	if !file.IsFile() {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.folders, func(f *folder) bool {
		return slices.ContainsFunc(f.lists, func(l userList) bool { return l.path != "" && uri.File(l.path) == file })
	})
}

// DidChangeWorkspaceFolders follows the folders of the workspace.
func (s *server) DidChangeWorkspaceFolders(ctx context.Context, params *protocol.DidChangeWorkspaceFoldersParams) error {
	s.addFolders(params.Event.Added...)
	s.mu.Lock()
	for _, gone := range params.Event.Removed {
		s.folders = slices.DeleteFunc(s.folders, func(f *folder) bool { return f.uri == gone.URI })
	}
	s.mu.Unlock()
	s.do(s.configure)
	return nil
}

func (s *server) addFolders(added ...protocol.WorkspaceFolder) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range added {
		if file := uri.URI(strings.Clone(string(f.URI))); file.IsFile() {
			root := file.FsPath()
			s.folders = append(s.folders, &folder{uri: file, root: root, settings: newSettings(root, nil, nil)})
		}
	}
}

// settingsFor returns the settings of the innermost folder that holds a file.
// s.mu is held.
func (s *server) settingsFor(file uri.URI) *settings {
	best := s.fallback
	for _, f := range s.folders {
		if len(f.root) >= len(best.root) && within(f.uri, file) {
			best = f.settings
		}
	}
	return best
}

func within(folder, file uri.URI) bool {
	prefix := strings.TrimSuffix(string(folder), "/") + "/"
	return strings.HasPrefix(string(file), prefix)
}

// configure reads all settings again and puts those that changed in force.
func (s *server) configure() {
	s.configuring.Lock()
	defer s.configuring.Unlock()
	s.mu.Lock()
	folders := slices.Clone(s.folders)
	initial, pushed := s.sources.initial, s.sources.pushed
	s.mu.Unlock()

	base := s.editorLayer("initializationOptions", initial)
	pulled := s.pull(folders)
	editor := func(i int) []config.Layer {
		if pulled != nil && pulled[i] != nil {
			return []config.Layer{base, pulled[i]}
		}
		return []config.Layer{base, s.editorLayer("workspace/didChangeConfiguration", pushed)}
	}
	var own config.Layer
	if s.user != nil {
		s.readFile(s.user)
		s.reportProblems(s.user)
		own = s.user.file
	}
	next := make([]*settings, len(folders)+1)
	for i, f := range folders {
		next[i] = s.read(f, own, editor(i))
	}
	next[len(folders)] = newSettings("", nil, nil, append([]config.Layer{own}, editor(len(folders))...)...)
	s.enforce(folders, next)
	s.noteConfigured()
}

func (s *server) noteConfigured() { s.configuredOnce.Do(func() { close(s.configured) }) }

// pull asks the client for the settings of each folder, and for those of
// files outside; nil when it does not answer such questions.
func (s *server) pull(folders []*folder) []config.Layer {
	if !s.can.pullConfiguration || !s.mayAsk() {
		return nil
	}
	items := make([]protocol.ConfigurationItem, 0, len(folders)+1)
	for _, f := range folders {
		items = append(items, protocol.ConfigurationItem{ScopeURI: &f.uri, Section: new("yuti")})
	}
	items = append(items, protocol.ConfigurationItem{Section: new("yuti")})
	answers, err := s.client.Configuration(s.ctx, &protocol.ConfigurationParams{Items: items})
	if err != nil || len(answers) != len(items) {
		s.log.Warn("the client gave no settings", "error", err)
		return nil
	}
	layers := make([]config.Layer, len(answers))
	for i, answer := range answers {
		layers[i] = s.editorLayer("workspace/configuration", json.RawMessage(answer))
	}
	return layers
}

// mayAsk tells whether the client has said initialized; until then it must not
// be sent requests. The stage is set before, so this only guards early calls.
func (s *server) mayAsk() bool { return s.stage.Load() == running }

// editorLayer reads settings that came from the client and reports what is
// wrong with them.
func (s *server) editorLayer(source string, data json.RawMessage) config.Layer {
	if len(data) == 0 {
		return nil
	}
	layer, problems := config.FromJSON(data)
	for _, p := range problems {
		s.log.Warn("a wrong setting", "source", source, "problem", p.English)
		s.tell(p)
	}
	return layer
}

// told remembers, by message, what the user was told of the editor's settings.
func (s *server) tell(p config.Problem) {
	s.pages.mu.Lock()
	known := s.pages.told[p.English]
	if s.pages.told == nil {
		s.pages.told = map[string]bool{}
	}
	s.pages.told[p.English] = true
	s.pages.mu.Unlock()
	if !known {
		_ = s.client.ShowMessage(s.ctx, &protocol.ShowMessageParams{
			Type: protocol.MessageTypeWarning, Message: s.say("yuti 的设置："+p.Chinese, "yuti settings: "+p.English),
		})
	}
}

// settingsFile is where the folder's settings are, or would be.
func (f *folder) settingsFile() string { return filepath.Join(f.root, config.FileName) }

// withUser are the folders that may have a settings file: those of the
// workspace, and that of the user's own. s.mu is held.
func (s *server) withUser() []*folder {
	if s.user == nil {
		return s.folders
	}
	return append(slices.Clip(s.folders), s.user)
}

// readFile reads a folder's settings file.
func (s *server) readFile(f *folder) {
	path := f.settingsFile()
	layer, problems, err := config.ReadFile(path)
	// The client's text is the newer one.
	if text, _, open := s.textOf(uri.File(path)); open && err == nil && exists(path) {
		layer, problems = config.FromTOML([]byte(text))
	}
	switch {
	case err != nil:
		s.log.Warn("the settings file could not be read", "error", err)
	case layer != nil || len(problems) == 0:
		f.file = layer // else not TOML: the last good one stays in force
	}
	f.problems = problems
}

// read reads a folder's settings file and puts it over the user's own, and the
// editor's settings over both.
func (s *server) read(f *folder, own config.Layer, editor []config.Layer) *settings {
	s.readFile(f)
	layers := append([]config.Layer{own, f.file}, editor...)
	values := config.Merge(layers...)
	levels, levelsError := values.ReadLevels(f.root)
	// a file that the user's own editor names may lie anywhere
	glossary, glossaryError := values.ReadGlossary(f.root, f.file["glossary"] != values.Glossary)
	before := f.lists
	now := []userList{
		{key: "levels", path: levels.Path, problems: levels.Problems, err: unreadable("levels", "词汇等级表", "level list", levelsError)},
		{key: "glossary", path: glossary.Path, problems: glossary.Problems, err: unreadable("glossary", "术语表", "glossary", glossaryError)},
	}
	s.mu.Lock()
	f.lists = now
	s.mu.Unlock()
	for _, list := range now {
		if list.err == nil {
			continue
		}
		s.log.Warn("a list could not be read", "error", list.err.English)
		if _, inFile := f.file[list.key]; inFile { // it is reported where the settings file names it
			f.problems = append(f.problems, config.Placed([]byte(s.settingsText(f.settingsFile())), *list.err))
		} else {
			s.tell(*list.err)
		}
	}
	s.reportProblems(f)
	for i, list := range now {
		was := userList{}
		if i < len(before) {
			was = before[i]
		}
		s.reportList(was, list)
	}
	return newSettings(f.root, levels.Of, glossary.Terms, layers...)
}

// A userList is a file of the user's own that the settings name.
type userList struct {
	key, path string
	problems  []config.Problem
	// err is why it could not be read, nil if it could; its place is to be
	// looked up.
	err *config.Problem
}

func unreadable(key, chinese, english string, err error) *config.Problem {
	if err == nil {
		return nil
	}
	return &config.Problem{Key: key, Chinese: chinese + "读不了：" + err.Error() + "。", English: "the " + english + " can't be read: " + err.Error()}
}

// settingsText is the text of a settings file: the client's, where it is open.
func (s *server) settingsText(path string) string {
	if text, _, open := s.textOf(uri.File(path)); open {
		return text
	}
	return readOr(path, "")
}

// reportList shows in a list the lines that say nothing, and takes back what was
// shown before.
func (s *server) reportList(before, now userList) {
	if reflect.DeepEqual(before.problems, now.problems) && before.path == now.path {
		return
	}
	if len(before.problems) > 0 && before.path != now.path {
		s.publishList(before.path, nil)
	}
	if now.path != "" {
		s.publishList(now.path, now.problems)
	}
}

func (s *server) publishList(path string, problems []config.Problem) {
	m := newMapper(newPlainText(readOr(path, "")), s.encoding)
	diagnostics := make([]protocol.Diagnostic, 0, len(problems))
	for _, p := range problems {
		diagnostics = append(diagnostics, settingProblem(m, p, s.say))
	}
	s.publishing.Lock()
	defer s.publishing.Unlock()
	s.publish(uri.File(path), protocol.Optional[int32]{}, diagnostics)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// reportProblems shows what is wrong in a settings file at its place, and says
// so in a message when the file is not open.
func (s *server) reportProblems(f *folder) {
	file := uri.File(f.settingsFile())
	s.mu.Lock()
	_, open := s.documents[file]
	s.mu.Unlock()
	var told []string
	for _, p := range f.problems {
		told = append(told, p.Error())
		s.log.Warn("a wrong setting", "file", config.FileName, "problem", p.Error())
		if !open && !slices.Contains(f.told, p.Error()) {
			message := s.say(p.Chinese, p.English)
			_ = s.client.ShowMessage(s.ctx, &protocol.ShowMessageParams{
				Type: protocol.MessageTypeWarning, Message: config.FileName + ":" + place(p) + ": " + message,
			})
		}
	}
	if len(told) > 0 || len(f.told) > 0 {
		s.publishProblems(file)
	}
	f.told = told
}

// enforce puts settings in force: documents under changed ones are read again,
// and the client is asked to fetch anew what it shows.
func (s *server) enforce(folders []*folder, next []*settings) {
	s.mu.Lock()
	changed := false
	for i, f := range folders {
		if !reflect.DeepEqual(f.settings, next[i]) {
			f.settings, changed = next[i], true
		}
	}
	if fallback := next[len(folders)]; !reflect.DeepEqual(s.fallback, fallback) {
		s.fallback, changed = fallback, true
	}
	for _, document := range s.documents {
		settings := s.settingsFor(document.uri)
		if settings == document.settings || isSettingsFile(document.uri) {
			continue
		}
		r := &revision{
			uri: document.uri, version: document.version, format: document.format, settings: settings, text: document.text,
		}
		if s.isLoaded() && s.loadErr == nil {
			r.doc = document.revision.document(s.analyzer).WithSettings(settings.analysis)
		}
		s.replace(r)
	}
	s.mu.Unlock()
	if changed && s.isConfigured() {
		s.refresh()
	}
}

func (s *server) isConfigured() bool {
	select {
	case <-s.configured:
		return true
	default:
		return false
	}
}

// refresh asks the client to fetch anew what it shows.
func (s *server) refresh() {
	if s.can.refreshDiagnostics && s.can.pullDiagnostics {
		s.do(func() { _ = s.client.DiagnosticRefresh(s.ctx) })
	}
	if s.can.refreshHints {
		s.do(func() { _ = s.client.InlayHintRefresh(s.ctx) })
	}
	if s.can.refreshTokens {
		s.do(func() { _ = s.client.SemanticTokensRefresh(s.ctx) })
	}
}

// register asks for notifications that clients give on request only.
func (s *server) register() {
	var registrations []protocol.Registration
	if s.can.registerSettings {
		registrations = append(registrations, protocol.Registration{
			ID: "yuti/settings", Method: protocol.MethodWorkspaceDidChangeConfiguration,
			RegisterOptions: protocol.LSPAny(`{"section":"yuti"}`),
		})
	}
	if s.can.registerWatchers {
		options, err := protocol.Marshal(&protocol.DidChangeWatchedFilesRegistrationOptions{
			Watchers: []protocol.FileSystemWatcher{
				{GlobPattern: protocol.Pattern("**/" + config.FileName)},
				{GlobPattern: protocol.Pattern("**/*.{csv,tsv,tbx}")}, // level lists and glossaries
			},
		})
		if err == nil {
			registrations = append(registrations, protocol.Registration{
				ID: "yuti/files", Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: options,
			})
		}
	}
	if len(registrations) == 0 {
		return
	}
	if err := s.client.RegisterCapability(s.ctx, &protocol.RegistrationParams{Registrations: registrations}); err != nil {
		s.log.Warn("the client registered nothing", "error", err)
	}
}

// pollSettings looks at the settings files that the client does not watch: the
// user's own lies outside its folders.
func (s *server) pollSettings() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	before := s.stamps()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-ticker.C:
			if now := s.stamps(); !reflect.DeepEqual(before, now) {
				before = now
				s.configure()
			}
		}
	}
}

// stamps tell one state of the settings files from another.
func (s *server) stamps() map[string]time.Time {
	s.mu.Lock()
	folders := s.withUser()
	if s.can.registerWatchers {
		folders = folders[len(s.folders):]
	}
	var files []string
	for _, f := range folders {
		files = append(files, f.settingsFile())
		for _, l := range f.lists {
			if l.path != "" {
				files = append(files, l.path)
			}
		}
	}
	s.mu.Unlock()
	stamps := map[string]time.Time{}
	for _, file := range files {
		stamps[file] = time.Time{}
		if info, err := os.Stat(file); err == nil {
			stamps[file] = info.ModTime()
		}
	}
	return stamps
}
