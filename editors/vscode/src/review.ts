// The review page of a draft, made by the program and shown in a browser, or
// in a tab where there is none at hand.
import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { editorInUse } from './actions';
import type { Server } from './server';

export async function review(server: Server, storage: vscode.Uri): Promise<void> {
  const editor = editorInUse();
  if (!editor) {
    return;
  }
  const { document } = editor;
  const folder = path.join(storage.fsPath, 'review');
  await fs.mkdir(folder, { recursive: true });
  const name = path.basename(document.fileName);
  let draft = document.fileName;
  if (document.isUntitled) {
    draft = path.join(folder, `${name}.md`);
    await fs.writeFile(draft, document.getText());
  } else if (document.isDirty && !(await document.save())) {
    return;
  }
  const page = path.join(folder, `${name}.html`);
  try {
    await promisify(execFile)(server.program(), ['review', draft, '-o', page], {
      cwd: path.dirname(draft), env: { ...process.env, LANG: vscode.env.language.startsWith('zh') ? 'zh_CN.UTF-8' : 'en_US.UTF-8', LC_ALL: '' },
    });
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? '';
    void vscode.window.showErrorMessage(vscode.l10n.t('The review page could not be made: {0}', said.trim() || String(error)));
    return;
  }
  if (vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined) {
    await vscode.env.openExternal(vscode.Uri.file(page));
    return;
  }
  const panel = vscode.window.createWebviewPanel('yuti.review', vscode.l10n.t('Review: {0}', name), vscode.ViewColumn.Beside, {
    enableScripts: true, enableFindWidget: true, retainContextWhenHidden: true, localResourceRoots: [],
  });
  panel.webview.html = await fs.readFile(page, 'utf8');
}
