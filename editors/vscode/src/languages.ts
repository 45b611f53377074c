// Which documents are read: those of some languages, in which there is Chinese.
import * as vscode from 'vscode';
import type { DocumentFilter } from 'vscode-languageclient/node';

const languages = [
  'markdown', 'mdx', 'quarto', 'plaintext', 'latex', 'tex', 'html', 'typst', 'asciidoc', 'restructuredtext',
  'po', 'gettext', 'xliff', 'srt', 'subrip', 'vtt', 'webvtt', 'ass', 'subtitles', 'git-commit',
];
// Files that VS Code calls plain text, or XML, without an extension of their own.
const patterns = ['**/*.{po,pot,xlf,xliff,srt,vtt,ass,ssa,typ,adoc,rst}', '**/.yuti.toml'];
const schemes = ['file', 'untitled'];

// What the server is told of.
export function selector(): DocumentFilter[] {
  const wanted = [...languages, ...vscode.workspace.getConfiguration('yuti').get<string[]>('languages', [])];
  return schemes.flatMap((scheme) => [
    ...wanted.map((language) => ({ scheme, language })),
    ...patterns.map((pattern) => ({ scheme, pattern })),
  ]);
}

export function isRead(document: vscode.TextDocument): boolean {
  return vscode.languages.match(selector() as vscode.DocumentSelector, document) > 0 && !document.fileName.endsWith('.yuti.toml');
}

const chinese = /\p{Script=Han}/u;

// A log of many megabytes is not searched to its end for one character.
const searched = 1 << 20;

export function hasChinese(text: string): boolean {
  return chinese.test(text.length > searched ? text.slice(0, searched) : text);
}
