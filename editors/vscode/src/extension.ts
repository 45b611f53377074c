// yuti for VS Code: starts the server when there is Chinese to read, and shows
// what it says. Nothing is decided here about Chinese.
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { copyWithPinyin } from './copy';
import { fixAll, goToFinding, ignore } from './findings';
import { Guides } from './guide';
import { chooseHints, toggleHints } from './hints';
import { hasChinese, isRead } from './languages';
import { review } from './review';
import { Server } from './server';
import { StatusBar } from './status';
import { setTarget } from './target';

// What tests look at.
export interface Parts {
  server: Server;
  status: StatusBar;
  guides: Guides;
}

export function activate(context: vscode.ExtensionContext): Parts {
  const server = new Server(context);
  const status = new StatusBar(server);
  const guides = new Guides(server);
  const command = (name: string, run: (...args: never[]) => unknown) => vscode.commands.registerCommand(`yuti.${name}`, run);
  context.subscriptions.push(
    server, status, guides,
    command('restart', () => server.restart()),
    command('showLog', () => { server.log.show(); }),
    command('setTarget', () => setTarget(server)),
    command('hints', chooseHints),
    command('toggleHints', () => toggleHints(context.globalState)),
    command('guide', (word?: string) => guides.show(word)),
    command('guideBack', () => guides.back()),
    command('nextFinding', () => { goToFinding(1); }),
    command('previousFinding', () => { goToFinding(-1); }),
    command('fixAll', () => fixAll(server)),
    command('ignore', () => ignore(server)),
    command('review', () => review(server, context.globalStorageUri)),
    command('copyWithPinyin', () => copyWithPinyin(server)),
    command('openSample', () => openSample(context)),
    ...wakeUp(server),
  );
  return { server, status, guides };
}

// The server sleeps until a document with Chinese is open.
function wakeUp(server: Server): vscode.Disposable[] {
  const enabled = () => vscode.workspace.getConfiguration('yuti').get<boolean>('enable', true);
  const look = (document: vscode.TextDocument) => {
    if (!server.running && enabled() && isRead(document) && hasChinese(document.getText())) {
      void server.start();
    }
  };
  const lookAtAll = () => { vscode.workspace.textDocuments.forEach(look); };
  lookAtAll();
  return [
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (!server.running && event.contentChanges.some((change) => hasChinese(change.text))) {
        look(event.document);
      }
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (['yuti.path', 'yuti.languages', 'yuti.enable'].some((key) => event.affectsConfiguration(key))) {
        void server.stop().then(lookAtAll);
      }
    }),
  ];
}

// The walkthrough's sample is a new document: it is there to be changed.
async function openSample(context: vscode.ExtensionContext): Promise<void> {
  const language = vscode.env.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const content = await fs.readFile(context.asAbsolutePath(`walkthrough/sample.${language}.md`), 'utf8');
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}
