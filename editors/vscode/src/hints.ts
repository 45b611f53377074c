// Pinyin hints: which words get one, and the key that turns them off and on.
import * as vscode from 'vscode';
import { InlayHintRequest, type InlayHintsMiddleware, type LanguageClient } from 'vscode-languageclient/node';
import { update } from './target';

const choices = ['all', 'above-hsk', 'polyphones', 'off'] as const;

export async function chooseHints(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const current = inForce(document);
  const level = vscode.workspace.getConfiguration('yuti', document).get<number>('hints.level', 4);
  const labels: Record<(typeof choices)[number], string> = {
    all: vscode.l10n.t('all words'),
    'above-hsk': vscode.l10n.t('words above HSK {0}', level),
    polyphones: vscode.l10n.t('words with polyphones'),
    off: vscode.l10n.t('none'),
  };
  const chosen = await vscode.window.showQuickPick(
    choices.map((choice) => ({ label: (choice === current ? '$(check) ' : '') + labels[choice], choice })),
    { title: vscode.l10n.t('Pinyin hints') },
  );
  if (chosen) {
    await update('hints.pinyin', chosen.choice, document);
  }
}

// While VS Code waits for hints it does not listen for the news that there are
// others, and would show those of the old settings for good: what comes
// meanwhile is told again.
export function tellNewsAgain(client: () => LanguageClient | undefined): InlayHintsMiddleware {
  return {
    provideInlayHints: async (document, range, token, next) => {
      const news = client()?.getFeature(InlayHintRequest.method).getProvider(document)?.onDidChangeInlayHints;
      let missed = 0;
      const listener = news?.event(() => { missed++; });
      try {
        return await next(document, range, token);
      } finally {
        listener?.dispose();
        if (missed > 0) {
          setTimeout(() => { news?.fire(); }, 50); // when the answer is there
        }
      }
    },
  };
}

let toggling: Promise<void> = Promise.resolve();

// Off, and back to what they were. A second press waits for the first: until
// that is written, the setting says what it said before.
export function toggleHints(state: vscode.Memento): Promise<void> {
  toggling = toggling.catch(() => undefined).then(() => toggle(state));
  return toggling;
}

async function toggle(state: vscode.Memento): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const current = inForce(document);
  if (current !== 'off') {
    await state.update('hints', current);
  }
  await update('hints.pinyin', current === 'off' ? state.get<string>('hints', 'all') : 'off', document);
}

function inForce(document: vscode.TextDocument | undefined): string {
  return vscode.workspace.getConfiguration('yuti', document).get<string>('hints.pinyin', 'all');
}
