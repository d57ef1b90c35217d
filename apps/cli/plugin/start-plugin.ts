import { basename } from 'node:path';
import type { PluginKind } from '#sandbox/guest/interface.js';
import { newPlugin } from '#sandbox/admission/new-plugin.js';
import { print } from '../terminal/output.js';

/** Says whether one is better than what comes along. */
const comparing: Readonly<Record<PluginKind, ((plugin: string) => string) | null>> = {
  agent: (plugin) => `compare ${plugin} truthful`,
  dealer: (plugin) => `compare-dealers --dealer ${plugin}`,
  bidder: null,
};

/** `gridleague new`: writes the files and says what to do next. */
export async function startPlugin(kind: PluginKind, name: string, folder: string): Promise<void> {
  const paths = await newPlugin(kind, name, folder);
  const [plugin = '', test = ''] = paths;
  const better = comparing[kind]?.(quoted(plugin));
  print(
    ...[
      ...paths.map((path) => `wrote ${path}`),
      '',
      'Next:',
      `  npm run cli -- check ${quoted(plugin)}    may it play?`,
      `  npm run cli -- play ${kind === 'bidder' ? 'landau-village' : 'demo-community'} --${kind} ${quoted(plugin)}`,
      ...(better === undefined ? [] : [`  npm run cli -- ${better}    is it better?`]),
      `  npm run cli -- test ${quoted(plugin)}    its own test (${basename(test)})`,
    ],
  );
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
