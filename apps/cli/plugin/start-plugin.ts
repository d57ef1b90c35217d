import { basename } from 'node:path';
import { newPlugin } from '#sandbox/admission/new-plugin.js';
import { print } from '../terminal/output.js';

/** `gridleague new`: writes the files and says what to do next. */
export async function startPlugin(kind: 'agent' | 'dealer', name: string, folder: string): Promise<void> {
  const paths = await newPlugin(kind, name, folder);
  const [plugin = '', test = ''] = paths;
  print(
    [
      ...paths.map((path) => `wrote ${path}`),
      '',
      'Next:',
      `  npm run cli -- check ${plugin}    may it play?`,
      `  npm run cli -- play demo-community ${kind === 'agent' ? '--agent' : '--dealer'} ${plugin}`,
      `  node --test ${test}    its own test (${basename(test)})`,
    ].join('\n'),
  );
}
