// The settings that the user did set. VS Code gives every setting a value, and
// a default that is sent as one would win over the workspace's .yuti.toml.
import * as vscode from 'vscode';

interface Manifest {
  contributes: { configuration: { properties: Record<string, unknown> }[] };
}

// The keys of the settings that the server has, without the prefix: the
// generated part of package.json.
export function serverKeys(extension: vscode.Extension<unknown>): string[] {
  const manifest = extension.packageJSON as Manifest;
  return Object.keys(manifest.contributes.configuration[1]?.properties ?? {}).map((key) => key.replace(/^yuti\./, ''));
}

export function settingsInForce(keys: string[], scope: vscode.ConfigurationScope | undefined): Record<string, unknown> {
  const configuration = vscode.workspace.getConfiguration('yuti', scope);
  const settings: Record<string, unknown> = {};
  for (const key of keys) {
    const stated = configuration.inspect(key);
    let value: unknown;
    for (const narrower of [
      stated?.globalValue, stated?.workspaceValue, stated?.workspaceFolderValue,
      stated?.globalLanguageValue, stated?.workspaceLanguageValue, stated?.workspaceFolderLanguageValue,
    ]) {
      value = narrower === undefined ? value : together(value, narrower);
    }
    if (value !== undefined) {
      settings[key] = value;
    }
  }
  return settings;
}

// Lists and tables of several places add up, as those of .yuti.toml do.
function together(wider: unknown, narrower: unknown): unknown {
  if (Array.isArray(wider) && Array.isArray(narrower)) {
    return [...new Set<unknown>([...(wider as unknown[]), ...(narrower as unknown[])])];
  }
  if (isTable(wider) && isTable(narrower)) {
    return { ...wider, ...narrower };
  }
  return narrower;
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
