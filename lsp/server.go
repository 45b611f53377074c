package lsp

import (
	"cmp"
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/yuti-lsp/yuti/analysis"
	"github.com/yuti-lsp/yuti/internal/config"
	"github.com/yuti-lsp/yuti/lexicon"
)

// The stages of a session.
const (
	uninitialized int32 = iota
	running
	shutDown
)

// A server is one session with one client.
type server struct {
	protocol.UnimplementedServer
	// ctx ends with the session.
	ctx        context.Context
	leave      func()
	client     protocol.Client
	push       func(context.Context, jsonrpc2.RawMessage) error // publishes diagnostics
	log        *slog.Logger
	options    Options
	stage      atomic.Int32
	left       atomic.Bool
	background sync.WaitGroup
	serial     atomic.Int64
	received   atomic.Int64 // messages

	// What initialize settles; not changed afterwards.
	can      abilities
	encoding encoding
	locale   string

	// loaded is closed when lexicon and analyzer, or loadErr, are there.
	loaded   chan struct{}
	lexicon  *lexicon.Lexicon
	analyzer *analysis.Analyzer
	loadErr  error
	// configured is closed when settings have been asked for once.
	configured     chan struct{}
	configuredOnce sync.Once

	// configuring is held while settings are being read, so that the last
	// reading is the one in force.
	configuring sync.Mutex

	// publishing is held while diagnostics are pushed, so that those of an
	// older revision never come after those of a newer one.
	publishing sync.Mutex

	mu        sync.Mutex // guards what follows
	documents map[uri.URI]*openDocument
	sources   settingsSources
	folders   []*folder
	user      *folder   // that of the user's own settings file, which holds in all others; nil for none
	fallback  *settings // for files outside all folders

	pages pages
}

func newServer(ctx context.Context, client protocol.Client, options Options) *server {
	s := &server{
		ctx: ctx, client: client, log: options.Log, options: options,
		loaded: make(chan struct{}), configured: make(chan struct{}),
		documents: map[uri.URI]*openDocument{}, fallback: newSettings("", nil, nil),
	}
	s.pages.directory = options.CacheDir
	if file := cmp.Or(options.UserFile, config.UserFile()); file != "" {
		s.user = &folder{uri: uri.File(filepath.Dir(file)), root: filepath.Dir(file)}
	}
	return s
}

// An ability is something that not every client can do.
type abilities struct {
	pullConfiguration    bool // workspace/configuration
	registerWatchers     bool // workspace/didChangeWatchedFiles, dynamically
	registerSettings     bool // workspace/didChangeConfiguration, dynamically
	pullDiagnostics      bool // textDocument/diagnostic
	refreshDiagnostics   bool
	refreshHints         bool
	refreshTokens        bool
	prepareRename        bool
	annotateEdits        bool // changes in an edit may ask to be confirmed
	showProgress         bool
	versionedEdits       bool
	createFiles          bool // as part of an edit
	linkDefinitions      bool // a definition may tell what it is of
	resolveTooltips      bool
	plainHover           bool // hovers as plain text only
	showContent          bool // workspace/textDocumentContent
	showDocument         bool // window/showDocument
	diagnosticDataIsKept bool
}

// Initialize answers at once; whatever takes time goes on beside it.
func (s *server) Initialize(ctx context.Context, params *protocol.InitializeParams) (*protocol.InitializeResult, error) {
	s.can = abilitiesOf(&params.Capabilities)
	s.encoding = negotiate(params.Capabilities.General)
	if params.Locale != nil {
		s.locale = strings.Clone(*params.Locale)
	}
	s.stage.Store(running)
	s.start(params)
	return &protocol.InitializeResult{
		ServerInfo:   protocol.ServerInfo{Name: "yuti", Version: protocol.NewOptional(s.options.Version)},
		Capabilities: s.capabilities(),
	}, nil
}

// Initialized means that requests may be sent to the client.
func (s *server) Initialized(ctx context.Context, params *protocol.InitializedParams) error {
	s.do(func() {
		s.register()
		s.configure()
	})
	s.do(s.showLoading)
	return nil
}

// Shutdown ends all work; only exit may follow.
func (s *server) Shutdown(ctx context.Context) error {
	s.stage.Store(shutDown)
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, document := range s.documents {
		document.stop()
	}
	return nil
}

// Exit ends the session.
func (s *server) Exit(ctx context.Context) error {
	s.left.Store(true)
	s.leave()
	return nil
}

func (s *server) wasShutDown() bool { return s.stage.Load() == shutDown }
func (s *server) hasLeft() bool     { return s.left.Load() }

// do runs work beside the messages, for as long as the session lasts.
func (s *server) do(work func()) {
	s.background.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				s.log.Error("panic in the background", "cause", cause(p))
			}
		}()
		work()
	})
}

func (s *server) capabilities() protocol.ServerCapabilities {
	incremental := protocol.TextDocumentSyncKindIncremental
	capabilities := protocol.ServerCapabilities{
		PositionEncoding: s.encoding.kind(),
		TextDocumentSync: &protocol.TextDocumentSyncOptions{
			OpenClose: new(true), Change: &incremental, Save: protocol.Boolean(true),
		},
		HoverProvider:      protocol.Boolean(true),
		DefinitionProvider: protocol.Boolean(true),
		InlayHintProvider:  &protocol.InlayHintOptions{ResolveProvider: new(s.can.resolveTooltips)},
		CodeActionProvider: &protocol.CodeActionOptions{CodeActionKinds: []protocol.CodeActionKind{
			protocol.CodeActionKindQuickFix, ignoreKind, protocol.CodeActionKindSourceFixAll, fixAllKind, targetKind, rewritePinyinKind, rewriteScriptKind,
		}},
		SelectionRangeProvider:    protocol.Boolean(true),
		DocumentHighlightProvider: protocol.Boolean(true),
		ReferencesProvider:        protocol.Boolean(true),
		RenameProvider:            protocol.Boolean(true),
		CompletionProvider:        &protocol.CompletionOptions{},
		ExecuteCommandProvider:    protocol.ExecuteCommandOptions{Commands: []string{showPage}},
		SemanticTokensProvider: &protocol.SemanticTokensOptions{
			Legend: protocol.SemanticTokensLegend{TokenTypes: tokenTypes, TokenModifiers: []string{}},
			Range:  protocol.Boolean(true), Full: &protocol.SemanticTokensFullDelta{Delta: new(true)},
		},
		Workspace: &protocol.WorkspaceOptions{WorkspaceFolders: &protocol.WorkspaceFoldersServerCapabilities{
			Supported: new(true), ChangeNotifications: protocol.Boolean(true),
		}},
	}
	if s.can.prepareRename {
		capabilities.RenameProvider = &protocol.RenameOptions{PrepareProvider: new(true)}
	}
	if s.can.showContent {
		capabilities.Workspace.TextDocumentContent = &protocol.TextDocumentContentOptions{Schemes: []string{readOnly}}
	}
	if s.can.pullDiagnostics {
		capabilities.DiagnosticProvider = &protocol.DiagnosticOptions{Identifier: new("yuti")}
	}
	return capabilities
}

func abilitiesOf(c *protocol.ClientCapabilities) abilities {
	var can abilities
	if w := c.Workspace; w != nil {
		can.pullConfiguration = is(w.Configuration)
		can.registerWatchers = w.DidChangeWatchedFiles != nil && is(w.DidChangeWatchedFiles.DynamicRegistration)
		can.registerSettings = w.DidChangeConfiguration != nil && is(w.DidChangeConfiguration.DynamicRegistration)
		can.refreshDiagnostics = w.Diagnostics != nil && is(w.Diagnostics.RefreshSupport)
		can.refreshHints = w.InlayHint != nil && is(w.InlayHint.RefreshSupport)
		can.refreshTokens = w.SemanticTokens != nil && is(w.SemanticTokens.RefreshSupport)
		can.showContent = w.TextDocumentContent != nil
		can.versionedEdits = w.WorkspaceEdit != nil && is(w.WorkspaceEdit.DocumentChanges)
		can.annotateEdits = can.versionedEdits && w.WorkspaceEdit.ChangeAnnotationSupport != nil
		can.createFiles = can.versionedEdits && slices.Contains(w.WorkspaceEdit.ResourceOperations, protocol.ResourceOperationKindCreate)
	}
	if w := c.Window; w != nil {
		can.showProgress = is(w.WorkDoneProgress)
		can.showDocument = w.ShowDocument != nil && w.ShowDocument.Support
	}
	if d := c.TextDocument; d != nil {
		can.pullDiagnostics = d.Diagnostic != nil
		can.prepareRename = d.Rename != nil && is(d.Rename.PrepareSupport)
		can.linkDefinitions = d.Definition != nil && is(d.Definition.LinkSupport)
		if d.PublishDiagnostics != nil {
			can.diagnosticDataIsKept = is(d.PublishDiagnostics.DataSupport)
		}
		if d.Hover != nil && len(d.Hover.ContentFormat) > 0 {
			can.plainHover = d.Hover.ContentFormat[0] == protocol.MarkupKindPlainText
		}
		if d.InlayHint != nil {
			for _, property := range d.InlayHint.ResolveSupport.Properties {
				can.resolveTooltips = can.resolveTooltips || property == "tooltip"
			}
		}
	}
	return can
}

// is reads an optional capability: one that is not stated is not there.
func is(stated *bool) bool { return stated != nil && *stated }
