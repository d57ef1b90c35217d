import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const secret = 'canarysings';

/** A folder of files that a source may try to have read for it, in every form that a compiler understands. */
export interface ReadableCanary {
  readonly secret: string;
  /** what stands for the canary's places in a source: `{{abs}}`, `{{rel}}`, `{{root}}`, `{{url}}` */
  readonly fill: (source: string) => string;
  /** the same places where nothing is */
  readonly fillWithNothing: (source: string) => string;
  readonly close: () => void;
}

export function aReadableCanary(): ReadableCanary {
  const parent = mkdtempSync(join(tmpdir(), 'gridleague-canary-'));
  const folder = mkdtempSync(join(parent, 'has-'));
  const map = (rest: object): string =>
    JSON.stringify({ version: 3, names: [secret], mappings: 'AAAA,AAAC', ...rest });
  const files = {
    'canary.js': `export default '${secret}';`,
    'canary.ts': `export const x: string = '${secret}'; export default x;`,
    'canary.json': `{"x": "${secret}"}`,
    'canary.txt': `${secret}\n`,
    'canary.css': `.${secret} { color: red }`,
    'canary.map': map({ sources: ['canary.ts'], sourcesContent: [secret] }),
    'package.json': `{"main": "canary.js", "name": "${secret}", ${secret}}`,
    'tsconfig.json': `{"extends": "./${secret}", ${secret}}`,
    token: `${secret} is the administrator's token\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  symlinkSync(join(folder, 'canary.txt'), join(folder, 'link.txt'));
  symlinkSync(folder, join(folder, 'loop'));
  // As the compiler once did, a source may count from the server's folder; or from the compiler's own.
  const filledWith = (place: string) => (source: string) =>
    source
      .replaceAll('{{abs}}', place)
      .replaceAll('{{rel}}', `./${relative(process.cwd(), place)}`)
      .replaceAll('{{root}}', `.${place}`)
      .replaceAll('{{url}}', pathToFileURL(place).href);
  return {
    secret,
    fill: filledWith(folder),
    fillWithNothing: filledWith(`${folder.slice(0, -1)}${folder.endsWith('x') ? 'y' : 'x'}`),
    close: () => rmSync(parent, { recursive: true, force: true }),
  };
}
