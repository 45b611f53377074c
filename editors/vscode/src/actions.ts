// Code actions that commands ask for by kind; docs/protocol.md lists them.
import * as vscode from 'vscode';
import type { CodeAction } from 'vscode-languageclient/node';
import type { Server } from './server';

export async function actions(server: Server, document: vscode.TextDocument, range: vscode.Range, kind: string): Promise<CodeAction[]> {
  const found = await server.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: document.uri.toString() },
    range: { start: range.start, end: range.end },
    context: { diagnostics: [], only: [kind], triggerKind: 1 },
  });
  return found ?? [];
}

// Applies an action's edit. What it changes besides the document, a settings
// file, is saved: nothing shows that it would need to be.
export async function apply(server: Server, document: vscode.TextDocument, action: CodeAction): Promise<boolean> {
  const edit = await server.running?.protocol2CodeConverter.asWorkspaceEdit(action.edit);
  if (!edit || !(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showWarningMessage(vscode.l10n.t('The text has changed meanwhile: nothing was done.'));
    return false;
  }
  for (const [uri] of edit.entries()) {
    if (uri.toString() !== document.uri.toString()) {
      await (await vscode.workspace.openTextDocument(uri)).save();
    }
  }
  return true;
}

// The editor that a command is about, with a word to the user when there is none.
export function editorInUse(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a file with Chinese text first.'));
  }
  return editor;
}
