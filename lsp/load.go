package lsp

import (
	"encoding/json"
	"runtime/debug"
	"strings"
	"time"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
)

// patience is how long the first answers wait for a client that said it has
// settings to give.
const patience = 1500 * time.Millisecond

// start begins what goes on beside the messages: opening the lexicon, reading
// the settings, watching the process that started us.
func (s *server) start(params *protocol.InitializeParams) {
	s.sources.initial = json.RawMessage(strings.Clone(string(params.InitializationOptions)))
	s.addFolders(rootsOf(params)...)
	s.do(s.load)
	if s.can.pullConfiguration {
		// The client is asked once it says initialized.
		timer := time.AfterFunc(patience, s.noteConfigured)
		s.do(func() {
			select {
			case <-s.configured:
			case <-s.ctx.Done():
			}
			timer.Stop()
		})
	} else {
		s.do(s.configure)
	}
	s.do(s.pollSettings)
	s.do(s.rest)
	if params.ProcessID != nil && *params.ProcessID > 0 {
		parent := int(*params.ProcessID)
		s.do(func() { s.watchParent(parent) })
	}
}

// rootsOf lists the workspace's folders, by the newest of the three ways in
// which clients tell them.
func rootsOf(params *protocol.InitializeParams) []protocol.WorkspaceFolder {
	if folders, ok := params.WorkspaceFolders.Get(); ok {
		return folders
	}
	//lint:ignore SA1019 older clients tell no folders
	if params.RootURI != nil {
		//lint:ignore SA1019 as above
		return []protocol.WorkspaceFolder{{URI: *params.RootURI}}
	}
	//lint:ignore SA1019 and the oldest tell only this
	if path, ok := params.RootPath.Get(); ok && path != "" {
		return []protocol.WorkspaceFolder{{URI: uri.File(path)}}
	}
	return nil
}

func (s *server) load() {
	begin := time.Now()
	// what loading left behind is as much as what it made
	defer debug.FreeOSMemory()
	defer close(s.loaded)
	s.lexicon, s.analyzer, s.loadErr = s.options.Open()
	if s.loadErr != nil {
		s.log.Error("the lexicon could not be opened", "error", s.loadErr)
		return
	}
	s.log.Info("ready", "after", time.Since(begin))
}

// rest gives memory back once a client has been quiet for a while: answers leave
// behind as much as there is to keep, and an editor is idle for most of a day.
func (s *server) rest() {
	const quiet = 3 // seconds
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	var seen, tidied int64
	warmed := false
	for still := 0; ; {
		select {
		case <-s.ctx.Done():
			return
		case <-ticker.C:
		}
		if !warmed && s.isLoaded() && s.loadErr == nil {
			warmed = true
			s.warm()
		}
		now := s.received.Load()
		if still++; now != seen {
			seen, still = now, 0
		}
		if still == quiet && seen != tidied && s.isLoaded() {
			tidied = seen
			debug.FreeOSMemory()
		}
	}
}

// warm makes a hover for nobody: what the guides and the characters say is read
// when it is first asked for, which the first hover of a session waited 20 to 30
// ms for.
func (s *server) warm() {
	if word, ok := s.analyzer.Open("联络", analysis.PlainText, &analysis.Settings{}).WordAt(0); ok {
		card := Card{Lexicon: s.lexicon, Hover: config.Merge().Hover}
		_ = card.Text(&word)
	}
}

// showLoading tells the client how far loading is, and publishes the findings
// of what was opened meanwhile.
func (s *server) showLoading() {
	if s.can.showProgress && !s.isLoaded() {
		token := protocol.String("yuti/loading")
		if err := s.client.WorkDoneProgressCreate(s.ctx, &protocol.WorkDoneProgressCreateParams{Token: token}); err == nil {
			s.progress(token, &protocol.WorkDoneProgressBegin{Kind: "begin", Title: s.say("yuti：正在载入词典", "yuti: loading the dictionary")})
			select {
			case <-s.loaded:
			case <-s.ctx.Done():
				return
			}
			s.progress(token, &protocol.WorkDoneProgressEnd{Kind: "end"})
		}
	}
	select {
	case <-s.loaded:
	case <-s.ctx.Done():
		return
	}
	if s.loadErr != nil {
		_ = s.client.ShowMessage(s.ctx, &protocol.ShowMessageParams{
			Type:    protocol.MessageTypeError,
			Message: s.say("yuti 无法工作："+s.loadErr.Error(), "yuti can't work: "+s.loadErr.Error()),
		})
	}
}

func (s *server) isLoaded() bool {
	select {
	case <-s.loaded:
		return true
	default:
		return false
	}
}

func (s *server) progress(token protocol.ProgressToken, value any) {
	data, err := protocol.Marshal(value)
	if err != nil {
		return
	}
	_ = s.client.Progress(s.ctx, &protocol.ProgressParams{Token: token, Value: data})
}

// watchParent ends the session when the process that started it is gone: some
// editors die without closing our input.
func (s *server) watchParent(pid int) {
	ticker := time.NewTicker(5 * time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-s.ctx.Done():
			return
		case <-ticker.C:
			if !processAlive(pid) {
				s.log.Info("the client's process is gone", "pid", pid)
				s.leave()
				return
			}
		}
	}
}
