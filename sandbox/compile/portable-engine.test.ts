/** @short-form 1/5; each time: compiler-fences.test.ts, compile-plugin.test.ts */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { aReadableCanary } from '#fuzz/sources/readable-canary.js';
import { dealt } from '#market/test/short-form.js';
import { projectRoot } from '#project-root.js';
import { AT_ADMISSION, compilerLayers, LONGEST_COMPILED } from './compile-plugin.js';
import { compilerImage, type CompilerImage } from './compiler-image.js';
import { CompilerProcess, type CompileOutcome } from './compiler-process.js';
import { bombs } from './test/bombs.js';
import { harmless, pluginWith, refused } from './test/hostile-imports.js';

/** As on a machine that gives no fence of its own. */
const bare = {
  fences: { network: false, user: false, privileges: false, resources: false },
  engineRoot: 'webassembly',
} as const;

const canary = aReadableCanary();
let image: CompilerImage;
let portable: CompilerProcess;
let native: CompilerProcess;

beforeAll(async () => {
  image = compilerImage();
  portable = await started(bare);
  native = await started(await compilerLayers());
});
afterAll(async () => {
  canary.close();
  await Promise.all([portable.end(), native.end()]);
});

async function started(surroundings: Parameters<typeof CompilerProcess.start>[1]): Promise<CompilerProcess> {
  const process = await CompilerProcess.start(image, surroundings);
  if (!process) throw new Error('no compiler can be started');
  return process;
}

function compiledBy(by: CompilerProcess, source: string, name = 'mine.ts'): Promise<CompileOutcome> {
  return by.compile({ source, name, sdk: image.sdk, longest: LONGEST_COMPILED }, AT_ADMISSION);
}

const sources = Object.entries({ ...refused, ...harmless }).map(([what, source]) => {
  const [text, file = 'mine.ts'] = typeof source === 'string' ? [source] : source;
  return [what, text, file] as const;
});

it.each(dealt(sources, 8))('says of %s what the engine behind an empty root says', async (_, text, file) => {
  const source = pluginWith(canary.fill(text), file);
  const outcome = await compiledBy(portable, source, file);
  expect(outcome).toEqual(await compiledBy(native, source, file));
  expect(outcome.kind).toMatch(/^(refused|bundle)$/);
  expect(JSON.stringify(outcome)).not.toContain(canary.secret);
});

it('makes the same bundle of every reference plugin, to the last byte', async () => {
  const files = ['agents', 'dealers', 'bidders']
    .map((room) => resolve(projectRoot, 'plugins', room))
    .flatMap((folder) => readdirSync(folder).map((name) => resolve(folder, name)))
    .filter((file) => /(?<!\.test)\.ts$/.test(file));
  expect(files.length).toBeGreaterThan(10);
  for (const file of dealt(files, 3)) {
    const source = readFileSync(file, 'utf8');
    const outcome = await compiledBy(portable, source);
    expect(outcome).toEqual(await compiledBy(native, source));
    expect(outcome.kind).toMatch(/^(refused|bundle)$/);
  }
});

it.each(dealt(Object.entries(bombs), 1))(
  'is lost over a source %s, and nothing else is',
  async (_, [bomb]) => {
    const lost = await started(bare);
    const { kind } = await compiledBy(lost, pluginWith(bomb));
    expect(kind).toMatch(/^(slow|large|broken|long)$/);
    await lost.end();
  },
);
