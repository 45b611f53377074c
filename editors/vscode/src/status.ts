// The status bar: what register the document is aimed at and was judged to
// speak in, and how many findings it has of which family.
import * as vscode from 'vscode';
import type { Server } from './server';
import { hasChinese, isRead } from './languages';

export interface Status {
  chinese: boolean;
  target: Register | '';
  source: 'document' | 'settings' | 'text' | '';
  judged: Register | '';
  counts: Record<string, number>;
  safe: number;
}

export type Register = 'casual' | 'neutral' | 'formal';

export function registerName(register: string): string {
  switch (register) {
    case 'casual': return vscode.l10n.t('casual');
    case 'neutral': return vscode.l10n.t('neutral');
    case 'formal': return vscode.l10n.t('formal');
    default: return vscode.l10n.t('auto');
  }
}

function familyName(family: string): string {
  switch (family) {
    case 'register': return vscode.l10n.t('register');
    case 'usage': return vscode.l10n.t('usage');
    case 'translationese': return vscode.l10n.t('translationese');
    case 'script': return vscode.l10n.t('script');
    case 'term': return vscode.l10n.t('terms');
    case 'bilingual': return vscode.l10n.t('translation');
    default: return family;
  }
}

export class StatusBar implements vscode.Disposable {
  readonly item = vscode.window.createStatusBarItem('yuti.status', vscode.StatusBarAlignment.Right, 90);
  private readonly listeners: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;
  private shown = ''; // what the item shows, '' while it is hidden

  constructor(private readonly server: Server) {
    this.item.name = 'yuti 语体';
    this.item.command = 'yuti.setTarget';
    const soon = () => { this.refreshSoon(); };
    this.listeners.push(
      vscode.window.onDidChangeActiveTextEditor(soon),
      vscode.languages.onDidChangeDiagnostics((event) => {
        const shown = vscode.window.activeTextEditor?.document.uri.toString();
        if (event.uris.some((uri) => uri.toString() === shown)) {
          soon();
        }
      }),
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document === vscode.window.activeTextEditor?.document) {
          soon();
        }
      }),
      server.onChange(soon),
    );
    this.refreshSoon();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.forEach((listener) => void listener.dispose());
    this.item.dispose();
  }

  // Typing asks once when it pauses.
  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), 250);
  }

  private async refresh(): Promise<void> {
    const asked = ++this.asked;
    const document = vscode.window.activeTextEditor?.document;
    let status: Status | null = null;
    if (document && isRead(document) && this.server.running && hasChinese(document.getText())) {
      status = await this.server.request<Status>('yuti/status', { textDocument: { uri: document.uri.toString() } }).catch(() => null);
    }
    if (asked !== this.asked) {
      return; // a newer question is on its way
    }
    const active = status?.chinese === true;
    void vscode.commands.executeCommand('setContext', 'yuti.active', active);
    const show = status && active ? JSON.stringify(status) : '';
    if (show === this.shown) {
      return; // an item that is set anew takes its open tooltip down
    }
    this.shown = show;
    if (!status || !active) {
      this.item.hide();
      return;
    }
    const target = registerName(status.target);
    this.item.text = status.source === 'text'
      ? vscode.l10n.t('Register: auto · {0}', target)
      : vscode.l10n.t('Register: {0}', target);
    this.item.tooltip = tooltip(status);
    this.item.show();
  }
}

function tooltip(status: Status): vscode.MarkdownString {
  const source = {
    document: vscode.l10n.t('as this file says'),
    settings: vscode.l10n.t('as the settings say'),
    text: vscode.l10n.t('as the text itself speaks'),
    '': '',
  }[status.source];
  const lines = [
    vscode.l10n.t('Aimed at: {0} ({1})', `**${registerName(status.target)}**`, source),
    vscode.l10n.t('The text was judged to be: {0}', `**${registerName(status.judged)}**`),
  ];
  const families = Object.entries(status.counts).sort(([a], [b]) => a.localeCompare(b));
  if (families.length === 0) {
    lines.push(vscode.l10n.t('No findings'));
  } else {
    lines.push(families.map(([family, count]) => `${familyName(family)} ${count}`).join(' · '));
  }
  if (status.safe > 0) {
    lines.push(`[${vscode.l10n.t('Fix all safe ones ({0})', status.safe)}](command:yuti.fixAll)`);
  }
  lines.push(`[${vscode.l10n.t('Change the target…')}](command:yuti.setTarget)`);
  const text = new vscode.MarkdownString(lines.join('\n\n'));
  text.isTrusted = { enabledCommands: ['yuti.fixAll', 'yuti.setTarget'] };
  return text;
}
