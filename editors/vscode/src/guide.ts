// The guide to a word, beside the text. Its links lead to other words' pages.
import * as vscode from 'vscode';
import type { Server } from './server';

interface Guide {
  word: string;
  markdown: string;
  guide: boolean;
}

const link = 'yuti:guide/';

export class Guides implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private before: Guide[] = [];
  private shown: Guide | undefined;

  constructor(private readonly server: Server) {}

  // Shows the guide of a word, or of the word under the cursor.
  async show(word?: string): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    let guide: Guide | null = null;
    if (word !== undefined) {
      guide = await this.server.request<Guide>('yuti/guide', { word });
    } else if (editor) {
      const { document, selection } = editor;
      guide = await this.server.request<Guide>('yuti/guide', { textDocument: { uri: document.uri.toString() }, position: selection.active });
    }
    if (!guide) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no Chinese word under the cursor.'));
      return;
    }
    if (this.panel && this.shown && this.shown.word !== guide.word) {
      this.before.push(this.shown);
    }
    await this.draw(guide);
  }

  async back(): Promise<void> {
    const guide = this.before.pop();
    if (guide) {
      await this.draw(guide);
    }
  }

  // What is shown, for tests.
  get page(): { word: string; html: string } | undefined {
    return this.panel && this.shown ? { word: this.shown.word, html: this.panel.webview.html } : undefined;
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private async draw(guide: Guide): Promise<void> {
    if (!this.panel) {
      this.panel = vscode.window.createWebviewPanel('yuti.guide', guide.word, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
        enableCommandUris: ['yuti.guide', 'yuti.guideBack'], enableFindWidget: true, localResourceRoots: [],
      });
      this.panel.onDidDispose(() => {
        this.panel = undefined;
        this.shown = undefined;
        this.before = [];
      });
    } else {
      this.panel.reveal(undefined, true);
    }
    this.shown = guide;
    this.panel.title = guide.word;
    this.panel.webview.html = document(await render(guide.markdown), this.before.at(-1)?.word);
  }
}

// The Markdown extension that VS Code brings along renders; links of ours
// become commands.
async function render(markdown: string): Promise<string> {
  const html = await vscode.commands.executeCommand<string>('markdown.api.render', markdown)
    .then((text) => text, () => `<pre>${escape(markdown)}</pre>`);
  return html.replace(new RegExp(`href="${link}([^"]*)"`, 'g'), (_, word: string) => {
    const argument = encodeURIComponent(JSON.stringify([decodeURIComponent(word)]));
    return `href="command:yuti.guide?${argument}"`;
  });
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function document(body: string, before: string | undefined): string {
  const back = before === undefined ? '' : `<p class="back"><a href="command:yuti.guideBack">← ${escape(before)}</a></p>`;
  return `<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';">
<style>
body { padding: 0; }
/* Not the window scrolls but this, which is new with every page: each begins at its top. */
main { height: 100vh; overflow-y: auto; }
article { font-size: 14px; line-height: 1.7; padding: 0 24px 32px; max-width: 46em; }
h1 { font-size: 2em; font-weight: 600; margin: .6em 0 .3em; }
h2 { font-size: 1.2em; margin: 1.6em 0 .4em; padding-bottom: .2em; border-bottom: 1px solid var(--vscode-widget-border, #8884); }
h3 { font-size: 1.05em; margin: 1.2em 0 .3em; }
p { margin: .5em 0; }
ul, ol { padding-left: 1.4em; }
li { margin: .5em 0; white-space: pre-line; }
li p { margin: 0; }
p { white-space: pre-line; }
a { color: var(--vscode-textLink-foreground); text-decoration: none; }
a:hover { color: var(--vscode-textLink-activeForeground); text-decoration: underline; }
.back { margin-top: 1em; }
</style>
</head>
<body><main><article>${back}${body}</article></main></body>
</html>`;
}
