import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { npmCli, run } from './node.mjs';
import { root } from './paths.mjs';
import { fail, withProgress } from './say.mjs';

/** Installs exactly what the lock file says, once per lock file. */
export async function ensureDependencies(node, environment) {
  const stamp = resolve(root, 'node_modules/.gridleague-lock');
  const wanted = createHash('sha256')
    .update(readFileSync(resolve(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const npm = npmCli();
  await withProgress('installing the packages of package-lock.json (a minute or two, once)', () =>
    run(node.path, [npm, 'ci', '--no-audit', '--no-fund'], { env: environment }),
  ).catch((error) => fail(`npm ci failed:\n${error.message}`));
  writeFileSync(stamp, wanted);
}
