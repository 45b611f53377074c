package prose

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A syntax is how a programming language writes comments and strings: all that
// has to be known of it to read the former and pass over the latter.
type syntax struct {
	format    Format
	lines     []string    // what begins a comment up to the end of its line
	blocks    [][2]string // what comments stand between
	nested    bool        // comments can stand in comments
	strings   []literal
	afterGap  bool // a line's comment begins at a word's beginning only
	languages []string
	names     []string
}

// A literal is one way to write a string.
type literal struct {
	open, close string
	escape      byte // 0 for none; the closing mark twice is no end either
	multi       bool // it may go on over lines
	char        bool // it holds one character, else the mark is none (Rust's 'a)
}

var (
	doubled  = literal{open: `"`, close: `"`, escape: '\\'}
	single   = literal{open: `'`, close: `'`, escape: '\\'}
	oneRune  = literal{open: `'`, close: `'`, escape: '\\', char: true}
	backtick = literal{open: "`", close: "`", multi: true}
	template = literal{open: "`", close: "`", escape: '\\', multi: true}
	triple   = literal{open: `"""`, close: `"""`, escape: '\\', multi: true}
	triple1  = literal{open: `'''`, close: `'''`, escape: '\\', multi: true}
	sqlText  = literal{open: `'`, close: `'`, multi: true}
	plain2   = literal{open: `"`, close: `"`}

	slashes   = []string{"//"}
	slashStar = [][2]string{{"/*", "*/"}}
	hash      = []string{"#"}
)

// syntaxes is the table of programming languages. Longer marks come first.
var syntaxes = []syntax{
	{format: "go", lines: slashes, blocks: slashStar, strings: []literal{doubled, oneRune, backtick}, languages: []string{"go"}, names: []string{".go"}},
	{format: "c", lines: slashes, blocks: slashStar, strings: []literal{{open: `R"(`, close: `)"`, multi: true}, doubled, oneRune},
		languages: []string{"c", "cpp", "objective-c", "objective-cpp", "cuda-cpp", "opencl", "glsl", "hlsl", "wgsl", "proto", "proto3", "thrift", "solidity", "systemverilog", "verilog"},
		names:     []string{".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".m", ".mm", ".cu", ".glsl", ".hlsl", ".proto", ".thrift", ".sol", ".sv", ".v"}},
	{format: "java", lines: slashes, blocks: slashStar, strings: []literal{triple, doubled, oneRune},
		languages: []string{"java", "csharp", "groovy"}, names: []string{".java", ".cs", ".groovy", ".gradle"}},
	{format: "javascript", lines: slashes, blocks: slashStar, strings: []literal{doubled, single, template},
		languages: []string{"javascript", "javascriptreact", "typescript", "typescriptreact"},
		names:     []string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".qml"}},
	{format: "rust", lines: slashes, blocks: slashStar, nested: true, strings: []literal{{open: `r##"`, close: `"##`, multi: true}, {open: `r#"`, close: `"#`, multi: true}, {open: `r"`, close: `"`, multi: true}, {open: `"`, close: `"`, escape: '\\', multi: true}, oneRune},
		languages: []string{"rust"}, names: []string{".rs"}},
	{format: "swift", lines: slashes, blocks: slashStar, nested: true, strings: []literal{{open: `#"`, close: `"#`}, triple, doubled},
		languages: []string{"swift"}, names: []string{".swift"}},
	{format: "kotlin", lines: slashes, blocks: slashStar, nested: true, strings: []literal{triple, doubled, oneRune},
		languages: []string{"kotlin", "scala"}, names: []string{".kt", ".kts", ".scala", ".sc"}},
	{format: "dart", lines: slashes, blocks: slashStar, nested: true, strings: []literal{triple, triple1, doubled, single},
		languages: []string{"dart"}, names: []string{".dart"}},
	{format: "php", lines: []string{"//", "#"}, blocks: slashStar, strings: []literal{{open: `"`, close: `"`, escape: '\\', multi: true}, {open: `'`, close: `'`, escape: '\\', multi: true}},
		languages: []string{"php"}, names: []string{".php"}},
	{format: "css", blocks: slashStar, strings: []literal{doubled, single}, languages: []string{"css"}, names: []string{".css"}},
	{format: "scss", lines: slashes, blocks: slashStar, strings: []literal{{open: "://", close: ")"}, doubled, single}, languages: []string{"scss", "less", "sass", "stylus"}, names: []string{".scss", ".less", ".sass", ".styl"}},
	{format: "zig", lines: slashes, strings: []literal{{open: `\\`, close: "\n"}, doubled, oneRune}, languages: []string{"zig"}, names: []string{".zig"}},
	{format: "python", lines: hash, strings: []literal{triple, triple1, doubled, single}, languages: []string{"python", "starlark", "bazel", "gdscript", "mojo"}, names: []string{".py", ".pyi", ".pyw", ".bzl", ".gd"}},
	{format: "shell", lines: hash, afterGap: true, strings: []literal{{open: `"`, close: `"`, escape: '\\', multi: true}, {open: `'`, close: `'`, multi: true}},
		languages: []string{"shellscript", "sh", "bash", "zsh", "fish"}, names: []string{".sh", ".bash", ".zsh", ".fish", ".bats"}},
	{format: "make", lines: hash, afterGap: true, languages: []string{"makefile", "dockerfile", "cmake", "dotenv", "properties", "gitignore", "ignore", "conf"},
		names: []string{"makefile", "dockerfile", "containerfile", "cmakelists.txt", ".mk", ".cmake", ".env", ".conf", ".gitignore"}},
	{format: "ruby", lines: hash, afterGap: true, blocks: [][2]string{{"\n=begin", "\n=end"}}, strings: []literal{{open: `"`, close: `"`, escape: '\\', multi: true}, {open: `'`, close: `'`, escape: '\\', multi: true}},
		languages: []string{"ruby", "crystal"}, names: []string{".rb", ".rake", ".gemspec", "gemfile", "rakefile", ".cr"}},
	{format: "perl", lines: hash, afterGap: true, strings: []literal{doubled, single}, languages: []string{"perl", "raku"}, names: []string{".pl", ".pm", ".t", ".raku"}},
	{format: "r", lines: hash, strings: []literal{doubled, single, backtick}, languages: []string{"r"}, names: []string{".r"}},
	{format: "julia", lines: hash, blocks: [][2]string{{"#=", "=#"}}, nested: true, strings: []literal{triple, doubled, oneRune}, languages: []string{"julia"}, names: []string{".jl"}},
	{format: "elixir", lines: hash, strings: []literal{triple, triple1, doubled, single}, languages: []string{"elixir"}, names: []string{".ex", ".exs"}},
	{format: "nim", lines: hash, blocks: [][2]string{{"#[", "]#"}}, nested: true, strings: []literal{triple, doubled, oneRune}, languages: []string{"nim"}, names: []string{".nim"}},
	{format: "toml", lines: hash, strings: []literal{triple, triple1, doubled, {open: `'`, close: `'`}}, languages: []string{"toml", "ini", "terraform", "hcl", "nix", "graphql"}, names: []string{".toml", ".ini", ".cfg", ".tf", ".hcl", ".nix", ".graphql", ".properties"}},
	{format: "powershell", lines: hash, blocks: [][2]string{{"<#", "#>"}}, strings: []literal{{open: `"`, close: `"`, escape: '`', multi: true}, {open: `'`, close: `'`, multi: true}},
		languages: []string{"powershell"}, names: []string{".ps1", ".psm1", ".psd1"}},
	{format: "sql", lines: []string{"--"}, blocks: slashStar, strings: []literal{sqlText, plain2}, languages: []string{"sql", "plsql", "mysql", "postgres"}, names: []string{".sql"}},
	{format: "lua", lines: []string{"--"}, blocks: [][2]string{{"--[==[", "]==]"}, {"--[=[", "]=]"}, {"--[[", "]]"}}, strings: []literal{{open: "[[", close: "]]", multi: true}, doubled, single}, languages: []string{"lua", "luau"}, names: []string{".lua"}},
	{format: "haskell", lines: []string{"--"}, blocks: [][2]string{{"{-", "-}"}}, nested: true, strings: []literal{doubled, oneRune}, languages: []string{"haskell", "elm", "purescript"}, names: []string{".hs", ".elm", ".purs"}},
	{format: "ada", lines: []string{"--"}, strings: []literal{plain2}, languages: []string{"ada", "vhdl"}, names: []string{".adb", ".ads", ".vhd", ".vhdl"}},
	{format: "ocaml", lines: slashes, blocks: [][2]string{{"(*", "*)"}}, nested: true, strings: []literal{triple, {open: `"`, close: `"`, escape: '\\', multi: true}, oneRune}, languages: []string{"ocaml", "fsharp", "pascal", "coq"}, names: []string{".ml", ".mli", ".fs", ".fsi", ".fsx", ".pas"}},
	{format: "lisp", lines: []string{";"}, blocks: [][2]string{{"#|", "|#"}}, nested: true, strings: []literal{{open: `"`, close: `"`, escape: '\\', multi: true}}, languages: []string{"lisp", "commonlisp", "scheme", "racket", "clojure", "elisp", "emacs-lisp"}, names: []string{".lisp", ".cl", ".scm", ".rkt", ".clj", ".cljs", ".el"}},
	{format: "assembly", lines: []string{";", "//", "# "}, strings: []literal{doubled}, languages: []string{"asm", "nasm", "arm"}, names: []string{".asm", ".s"}},
	{format: "erlang", lines: []string{"%"}, strings: []literal{{open: `"`, close: `"`, escape: '\\', multi: true}, single}, languages: []string{"erlang", "prolog"}, names: []string{".erl", ".hrl"}},
	{format: "matlab", lines: []string{"%"}, blocks: [][2]string{{"%{", "%}"}}, strings: []literal{plain2}, languages: []string{"matlab", "octave"}},
	{format: "fortran", lines: []string{"!"}, strings: []literal{plain2, {open: `'`, close: `'`}}, languages: []string{"fortran", "fortran-modern", "fortran_free-form"}, names: []string{".f90", ".f95", ".f03", ".f08"}},
	{format: "vb", lines: []string{"'"}, strings: []literal{plain2}, languages: []string{"vb", "vbscript"}, names: []string{".vb", ".vbs", ".bas"}},
	{format: "batch", lines: []string{"\nrem ", "\nREM ", "\n::"}, languages: []string{"bat"}, names: []string{".bat", ".cmd"}},
}

// parse reads the comments of a program. Those on lines of their own, one below
// the other, are one text.
func (s *syntax) parse(src string) Piece {
	var piece Piece
	c := &codeReader{syntax: s, src: src, piece: &piece}
	c.p = &paragraph{src: src, piece: &piece, quoting: QuotedComment, inlines: commentInlines}
	for c.pos < len(src) {
		c.step()
	}
	c.p.end()
	piece.Blocks = slices.DeleteFunc(piece.Blocks, func(b Block) bool { return !hasHan(b.Text) })
	return piece
}

// comment is how an instruction is written at the end of a line of comment, or
// on one of its own. A comment that could end the one it is put in is none.
func (s *syntax) comment() [2]string {
	if len(s.lines) == 0 {
		return [2]string{}
	}
	return [2]string{strings.TrimSpace(s.lines[0]) + " "}
}

type codeReader struct {
	*syntax
	src     string
	piece   *Piece
	p       *paragraph
	pos     int
	endLine int    // offset at which the line after the last line's comment begins
	column  int    // where on its line that comment began
	mark    string // with which it began
}

// step passes over one thing of the program.
func (c *codeReader) step() {
	rest := c.src[c.pos:]
	for _, marks := range c.blocks {
		open := marks[0]
		if o, ok := strings.CutPrefix(open, "\n"); ok && (c.pos == 0 || c.src[c.pos-1] == '\n') {
			open = o
		}
		if strings.HasPrefix(rest, open) && open != "" {
			c.block(len(open), marks)
			return
		}
	}
	for _, mark := range c.lines {
		if o, ok := strings.CutPrefix(mark, "\n"); ok {
			if c.pos > 0 && c.src[c.pos-1] != '\n' {
				continue
			}
			mark = o
		}
		if strings.HasPrefix(rest, mark) && (!c.afterGap || c.pos == 0 || strings.IndexByte(" \t\n\r;", c.src[c.pos-1]) >= 0) {
			c.line(len(mark))
			return
		}
	}
	for i := range c.strings {
		if s := &c.strings[i]; strings.HasPrefix(rest, s.open) {
			if n := s.length(rest); n > 0 {
				c.pos += n
				return
			}
		}
	}
	_, size := utf8.DecodeRuneInString(rest)
	c.pos += size
}

// length is the length of the string that text begins with, 0 for none.
func (s *literal) length(text string) int {
	for i := len(s.open); i < len(text); {
		switch {
		case s.escape != 0 && text[i] == s.escape:
			i++
			if i < len(text) {
				_, size := utf8.DecodeRuneInString(text[i:])
				i += size
			}
		case strings.HasPrefix(text[i:], s.close):
			end := i + len(s.close)
			if s.escape == 0 && len(s.close) == 1 && strings.HasPrefix(text[end:], s.close) {
				i = end + 1
				continue
			}
			if s.char && utf8.RuneCountInString(text[len(s.open):i]) > 1 && text[len(s.open)] != '\\' {
				return 0
			}
			return end
		case (text[i] == '\n' || text[i] == '\r') && !s.multi:
			if s.char {
				return 0
			}
			return i // never closed: the line ends it
		default:
			i++
		}
	}
	if s.char {
		return 0
	}
	return len(text)
}

// line reads a comment that ends with its line.
func (c *codeReader) line(mark int) {
	start := c.pos
	begin := strings.LastIndexAny(c.src[:start], "\n\r") + 1
	end := start + len(strings.TrimRight(c.src[start:LineEnd(c.src, start)], "\r\n"))
	alone := blank(c.src[begin:start])
	if !alone || start-begin != c.column || begin != c.endLine {
		c.p.end()
	}
	if start == 0 && strings.HasPrefix(c.src, "#!") {
		c.pos = end
		return
	}
	body := start + mark
	for body < end && strings.IndexByte(c.src[start:start+mark]+"!<", c.src[body]) >= 0 {
		body++ // ///, //!, ##
	}
	if c.src[start:body] != c.mark {
		c.p.end()
		c.mark = c.src[start:body]
	}
	c.p.quoting = QuotedComment
	c.text(start, end, body)
	c.pos = end
	c.column, c.endLine = start-begin, LineEnd(c.src, end)
	if !alone {
		c.p.end()
	}
}

// block reads a comment between marks.
func (c *codeReader) block(open int, marks [2]string) {
	start := c.pos
	depth, i := 1, start+open
	for i < len(c.src) {
		switch {
		case strings.HasPrefix(c.src[i:], marks[1]):
			depth--
			i += len(marks[1])
		case c.nested && strings.HasPrefix(c.src[i:], marks[0]):
			depth++
			i += len(marks[0])
		default:
			i++
			continue
		}
		if depth == 0 {
			break
		}
	}
	c.pos = i
	end := i
	if depth == 0 {
		end -= len(marks[1])
	}
	c.p.end()
	c.endLine = -1
	body := start + open
	if c.note(start, i, strings.Trim(c.src[body:max(body, end)], "*! \t\r\n")) {
		return
	}
	if c.p.quoting = QuotedOther; marks[0] == "/*" {
		c.p.quoting = QuotedSlashStar
	}
	for n, l := range linesOf(c.src[body:max(body, end)]) {
		from, to := body+l.start, body+l.end
		text := c.src[from:to]
		trimmed := strings.TrimLeft(text, " \t")
		if n > 0 || strings.HasPrefix(trimmed, "*") || strings.HasPrefix(trimmed, "!") {
			trimmed = strings.TrimLeft(trimmed, "*!")
		}
		c.text(from, to, to-len(trimmed))
	}
	c.p.end()
}

// note keeps a comment to yuti.
func (c *codeReader) note(start, end int, text string) bool {
	n := len(c.piece.Comments)
	c.piece.comment(start, end, text)
	return len(c.piece.Comments) > n
}

var (
	commentTag    = regexp.MustCompile(`^[ \t]*(?:[@\\][A-Za-z]+(?:\{[^}]*\})?(?:[ \t]+\{[^}]*\})?|:(?:param|type|return|returns|raises|rtype)\b[^:\n]*:)`)
	commentParam  = regexp.MustCompile(`^[@\\](?:param|arg|argument|property|prop|template|typeparam|throws|exception|retval|var)\b`)
	commentName   = regexp.MustCompile(`^[ \t]+(?:\[[^\]\n]*\]|\$?[\w.]+)(?:[ \t]+-)?`)
	commentList   = regexp.MustCompile(`^[ \t]*(?:[-*+•]|\(?[0-9]+[.)、])[ \t]+`)
	commentTodo   = regexp.MustCompile(`^[ \t]*(?:TODO|FIXME|NOTE|XXX|HACK|BUG|Deprecated)(?:\([^)]*\))?[:：]?[ \t]*`)
	commentQuoted = regexp.MustCompile(`"[^"\n]*"|'[^'\n]*'`)
	// what is said to yuti after the text of a comment
	commentSpeaks = regexp.MustCompile(`[ \t]*(?://|#|--|;|%|!|')?[ \t]*yuti: (?:ignore|off|on|target).*$`)
	// what tools read
	commentOrder = regexp.MustCompile(`^(?:go:|export |nolint|line )|^\s*(?:-\*-|vim?:|eslint|prettier-|@ts-|pylint:|noqa|type:|mypy:|cspell:|clang-format|#?region|#?endregion|\+build |shellcheck )`)
	commentRule  = regexp.MustCompile(`^[\s\-=*#/~_+.<>|]*$`)

	commentInlines = newRewriter(
		inline{pattern: "``[^`]+``|`[^`\\n]+`", as: Mark},
		inline{pattern: `\{@[a-z]+[^{}]*\}`, as: Mark},
		inline{pattern: `</?[A-Za-z][^<>\p{Han}]*>`},
		inline{pattern: `https?://[^\s<>\p{Han}，。；：、）」』”]+`, as: Mark},
	)
)

// text adds a line of a comment: body is where its text begins.
func (c *codeReader) text(start, end, body int) {
	if c.note(start, end, c.src[body:end]) {
		c.p.end()
		return
	}
	if !strings.Contains(c.src[body:end], "yuti:") {
		// no instruction
	} else if m := commentSpeaks.FindStringIndex(c.src[body:end]); m != nil {
		c.note(body+m[0], end, strings.TrimLeft(c.src[body+m[0]:end], "/#-;%!' \t"))
		end = body + m[0]
	}
	text := c.src[body:end]
	switch m := commentTag.FindString(text); {
	case commentRule.MatchString(text), commentOrder.MatchString(text):
		c.p.end()
		return
	case m != "":
		c.p.end()
		body += len(m)
		if commentParam.MatchString(strings.TrimLeft(m, " \t")) {
			body += len(commentName.FindString(c.src[body:end]))
		}
	default:
		if m := commentTodo.FindString(text); m != "" {
			c.p.end()
			body += len(m)
		} else if m := commentList.FindString(text); m != "" {
			c.p.end()
			body += len(m)
		}
	}
	// a line of code that was put in a comment: what is Chinese in it is quoted
	if text := c.src[body:end]; hasHan(text) && !hasHan(commentQuoted.ReplaceAllString(text, "")) {
		c.p.end()
		return
	}
	c.p.add(body, end)
}

func hasHan(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}
