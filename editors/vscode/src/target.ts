// The picker of the target register: for this file, or for the workspace.
import * as vscode from 'vscode';
import { actions, apply, editorInUse } from './actions';
import type { Server } from './server';
import { registerName, type Status } from './status';

interface Item extends vscode.QuickPickItem {
  run?: () => Thenable<unknown>;
}

export async function setTarget(server: Server): Promise<void> {
  const editor = editorInUse();
  if (!editor) {
    return;
  }
  const { document } = editor;
  const status = await server.request<Status>('yuti/status', { textDocument: { uri: document.uri.toString() } });
  const inFile = status?.source === 'document' ? status.target : '';
  const inSettings = vscode.workspace.getConfiguration('yuti', document).get<string>('target', 'auto');
  const items: Item[] = [{ label: vscode.l10n.t('This file'), kind: vscode.QuickPickItemKind.Separator }];
  for (const action of await actions(server, document, new vscode.Range(0, 0, 0, 0), 'source.target')) {
    const target = String(action.data);
    items.push({
      label: mark(target === inFile) + registerName(target), description: meaning(target), run: () => apply(server, document, action),
    });
  }
  items.push({ label: vscode.l10n.t('All files, by the settings'), kind: vscode.QuickPickItemKind.Separator });
  for (const target of ['auto', 'casual', 'neutral', 'formal']) {
    items.push({
      label: mark(target === inSettings) + registerName(target), description: meaning(target), run: () => update('target', target, document),
    });
  }
  const judged = status?.judged ?? '';
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Target register'),
    placeHolder: judged === '' ? '' : vscode.l10n.t('The text was judged to be: {0}', registerName(judged)),
  });
  await chosen?.run?.();
}

function mark(current: boolean): string {
  return current ? '$(check) ' : '';
}

function meaning(target: string): string {
  switch (target) {
    case 'casual': return vscode.l10n.t('speech, chat, letters among friends');
    case 'neutral': return vscode.l10n.t('what fits nearly everywhere');
    case 'formal': return vscode.l10n.t('notices, reports, contracts');
    default: return vscode.l10n.t('worked out from the text');
  }
}

// Sets a setting where it was set already, else in the workspace if there is
// one.
export function update(key: string, value: unknown, document: vscode.TextDocument | undefined): Thenable<void> {
  const configuration = vscode.workspace.getConfiguration('yuti', document);
  const inWorkspace = vscode.workspace.workspaceFolders !== undefined &&
    (configuration.inspect(key)?.workspaceValue !== undefined || configuration.inspect(key)?.globalValue === undefined);
  return configuration.update(key, value, inWorkspace ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global);
}
