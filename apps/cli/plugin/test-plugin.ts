import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { InputError } from '#matches/input-error.js';

/** `gridleague test`: a plugin's own test on the Node that the project brings along; the exit code is the test's. */
export async function testPlugin(file: string): Promise<void> {
  const test = /\.test\.[cm]?js$/.test(file) ? file : file.replace(/\.[cm]?[jt]s$/, '.test.mjs');
  if (!existsSync(test)) throw new InputError(`${test}: no such file; \`new\` writes one beside the plugin`);
  const child = spawn(process.execPath, ['--no-warnings', '--test', test], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}
