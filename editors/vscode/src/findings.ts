// Going from finding to finding, and doing away with them.
import * as vscode from 'vscode';
import { actions, apply, editorInUse } from './actions';
import type { Server } from './server';

function findings(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri)
    .filter((diagnostic) => diagnostic.source === 'yuti')
    .sort((a, b) => a.range.start.compareTo(b.range.start));
}

// Moves the cursor to the next finding, or the one before, around the end of
// the document.
export function goToFinding(step: 1 | -1): void {
  const editor = editorInUse();
  if (!editor) {
    return;
  }
  const found = findings(editor.document);
  const here = editor.selection.active;
  const to = step === 1
    ? found.find(({ range }) => range.start.isAfter(here)) ?? found[0]
    : found.findLast(({ range }) => range.start.isBefore(here)) ?? found.at(-1);
  if (!to) {
    void vscode.window.setStatusBarMessage(vscode.l10n.t('No findings'), 3000);
    return;
  }
  editor.selection = new vscode.Selection(to.range.start, to.range.start);
  editor.revealRange(to.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  void vscode.window.setStatusBarMessage(`${found.indexOf(to) + 1}/${found.length} ${to.message}`, 6000);
}

export async function fixAll(server: Server): Promise<void> {
  const editor = editorInUse();
  if (!editor) {
    return;
  }
  const { document } = editor;
  const [action] = await actions(server, document, new vscode.Range(0, 0, document.lineCount, 0), 'source.fixAll.yuti');
  if (!action) {
    void vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing that could be fixed without asking'), 3000);
    return;
  }
  await apply(server, document, action);
}

// Offers the ways to ignore the finding under the cursor.
export async function ignore(server: Server): Promise<void> {
  const editor = editorInUse();
  if (!editor) {
    return;
  }
  const { document, selection } = editor;
  const found = findings(document).find(({ range }) => range.contains(selection.active));
  if (!found) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no finding of yuti under the cursor.'));
    return;
  }
  const ways = (await actions(server, document, found.range, 'quickfix.ignore')).map((action) => ({ label: action.title, action }));
  const chosen = await vscode.window.showQuickPick(ways, { title: found.message });
  if (chosen) {
    await apply(server, document, chosen.action);
  }
}
