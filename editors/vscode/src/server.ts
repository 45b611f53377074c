// The server: finding its program, starting it, and saying so when it can't be
// found or ends of itself.
import * as fs from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import {
  CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State, type LanguageClientOptions, type ServerOptions,
} from 'vscode-languageclient/node';
import { tellNewsAgain } from './hints';
import { selector } from './languages';
import { serverKeys, settingsInForce } from './settings';

// More often than this in three minutes the server is not started again unasked.
const restarts = 3;
const period = 3 * 60 * 1000;

// What goes wrong is said by complain, once and with what to do.
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel('yuti 语体', { log: true });
  private client: LanguageClient | undefined;
  private starting: Promise<LanguageClient | undefined> | undefined;
  // Starting and stopping take turns.
  private turn: Promise<unknown> = Promise.resolve();
  // While the server is being launched: tells launch that it ended.
  private endsEarly: ((reason: Error) => void) | undefined;
  private ended: number[] = [];
  private readonly changed = new vscode.EventEmitter<void>();
  // The programs of which something is being said.
  private readonly complaints = new Set<string>();
  // Fires when the server has started or stopped.
  readonly onChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {}

  // The program that is run: the user's own, or the one that came along.
  program(): string {
    const own = vscode.workspace.getConfiguration('yuti').get<string>('path', '').trim();
    if (own === '') {
      return this.context.asAbsolutePath(path.join('bin', process.platform === 'win32' ? 'yuti.exe' : 'yuti'));
    }
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    return own.replace(/^~(?=[/\\])/, os.homedir()).replaceAll('${workspaceFolder}', folder);
  }

  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  // Starts the server unless it runs or is about to; undefined when it can't be.
  async start(): Promise<LanguageClient | undefined> {
    this.starting ??= this.inTurn(() => this.launch());
    return this.starting;
  }

  async stop(): Promise<void> {
    return this.inTurn(async () => {
      this.starting = undefined;
      const client = this.client;
      this.client = undefined;
      if (client?.state === State.Running) {
        await client.stop(2000).catch(() => undefined); // it may have ended meanwhile
      }
      await client?.dispose().catch(() => undefined);
      this.changed.fire();
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work);
    this.turn = next.catch(() => undefined);
    return next;
  }

  async restart(): Promise<void> {
    this.ended = [];
    await this.stop();
    await this.start();
  }

  // Asks the server; null when it has no answer, or can't be asked.
  async request<R>(method: string, params: unknown): Promise<R | null> {
    const client = await this.start();
    return client?.state === State.Running ? client.sendRequest<R | null>(method, params) : null;
  }

  dispose(): void {
    void this.stop();
    this.log.dispose();
    this.changed.dispose();
  }

  private async launch(): Promise<LanguageClient | undefined> {
    const program = this.program();
    try {
      await fs.access(program, fs.constants.X_OK);
    } catch {
      void this.complain(vscode.l10n.t('yuti can\'t be started: there is no program at {0}. Put one there, or set yuti.path to where yours is.', program), program);
      return undefined;
    }
    const command: ServerOptions = { command: program, args: ['lsp'], options: { env: process.env } };
    const client = new QuietClient('yuti', 'yuti 语体', command, this.options());
    this.client = client;
    const endsEarly = new Promise<never>((_, reject) => {
      this.endsEarly = reject;
    });
    client.onDidChangeState(() => {
      this.changed.fire();
    });
    try {
      await Promise.race([client.start(), endsEarly]);
      this.endsEarly = undefined;
    } catch (error) {
      this.endsEarly = undefined;
      this.log.error(String(error));
      if (this.client === client) {
        this.client = undefined;
        void this.complain(vscode.l10n.t('yuti could not be started from {0}: {1}', program, reason(error)), program);
      }
      return undefined;
    }
    return client;
  }

  private options(): LanguageClientOptions {
    const keys = serverKeys(this.context.extension);
    return {
      documentSelector: selector(),
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.hasEnded(),
      },
      middleware: {
        ...tellNewsAgain(() => this.client),
        workspace: {
          configuration: (params) =>
            params.items.map((item) => settingsInForce(keys, item.scopeUri === undefined ? undefined : vscode.Uri.parse(item.scopeUri))),
        },
      },
    };
  }

  private hasEnded(): { action: CloseAction; handled: boolean } {
    if (this.endsEarly) {
      this.endsEarly(new Error(vscode.l10n.t('it ended at once')));
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    const now = Date.now();
    this.ended = [...this.ended.filter((at) => now - at < period), now];
    this.log.warn(`the server ended of itself, ${this.ended.length} times in three minutes`);
    if (this.ended.length <= restarts) {
      return { action: CloseAction.Restart, handled: true };
    }
    void this.complain(vscode.l10n.t('yuti stopped {0} times in three minutes and is not started again. Its log may say why.', this.ended.length));
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  // Says what is wrong with a program, unless something is being said of it
  // already: one that ends at once may be started twice by one change of settings.
  private async complain(message: string, program = this.program()): Promise<void> {
    if (this.complaints.has(program)) {
      this.log.warn(message);
      return;
    }
    this.complaints.add(program);
    const restart = vscode.l10n.t('Restart');
    const settings = vscode.l10n.t('Open Settings');
    const log = vscode.l10n.t('Show Log');
    const chosen = await vscode.window.showErrorMessage(message, restart, settings, log);
    this.complaints.delete(program);
    if (chosen === restart) {
      await this.restart();
    } else if (chosen === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'yuti.path');
    } else if (chosen === log) {
      this.log.show();
    }
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
