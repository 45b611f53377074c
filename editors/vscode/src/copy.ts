// Copying the selection, or the line of the cursor, with its pinyin.
import * as vscode from 'vscode';
import { editorInUse } from './actions';
import type { Server } from './server';

export async function copyWithPinyin(server: Server): Promise<void> {
  const editor = editorInUse();
  if (!editor) {
    return;
  }
  const { document, selections } = editor;
  const parts: string[] = [];
  for (const selection of selections) {
    const range = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
    const result = await server.request<{ text: string }>('yuti/pinyin', {
      textDocument: { uri: document.uri.toString() }, range: { start: range.start, end: range.end },
    });
    if (result) {
      parts.push(result.text);
    }
  }
  if (parts.length > 0) {
    await vscode.env.clipboard.writeText(parts.join('\n'));
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Copied with pinyin'), 3000);
  }
}
