import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FuzzTarget } from '#fuzz/fuzz-target.js';
import { readSource } from '#sandbox/admission/read-source.js';
import { inspectPlugin } from '#sandbox/calls/inspect-plugin.js';
import { defaultSandboxLimits } from '#sandbox/calls/limits.js';
import { SandboxPool } from '#sandbox/isolated/sandbox-pool.js';
import { prepareSubmission, type Submission } from '#sandbox/compile/submission.js';
import { PluginError } from '#sandbox/calls/plugin-error.js';
import { projectRoot } from '#project-root.js';
import { patience } from '../patience.js';
import { oneOf } from '../draw.js';
import { mutated } from '../sources/mutate-source.js';
import { aReadableCanary } from '../sources/readable-canary.js';

export interface SourceCase {
  readonly file: string;
  readonly source: string;
}

/** What may last so long has hung: a compilation has 5 s, a call in the sandbox 1.4 s, each start of a process 20 s. */
const HUNG_MILLISECONDS = 60_000 * patience;
const LONGEST_MESSAGE = 1000;
const FILES = ['mine.ts', 'mine.ts', 'mine.js', 'm.mts', 'größe.ts', 'a b.js'];
const TINY = `import { defineAgent } from '@gridleague/sdk';
const n: any = globalThis;
export default defineAgent({ name: 'tiny', create: () => ({ bid: () => [] }) });
`;
/** What nobody who wrote a plugin has written. */
const OURS = new RegExp(
  [projectRoot, 'gridleague-(compiler|sandbox)-', 'node_modules', 'goroutine \\d', '\\.go:\\d'].join('|'),
);

/** Sources of plugins, changed until they are something else: each gets a verdict, and reads nothing of the machine. */
export async function prepare(): Promise<FuzzTarget<SourceCase>> {
  const canary = aReadableCanary();
  const pool = new SandboxPool({ spares: 1, kept: 0 });
  const originals = [TINY, ...referenceSources()];
  const good = await prepareSubmission(TINY, 'good.ts');

  const judge = async ({ file, source }: SourceCase): Promise<void> => {
    const text = canary.fill(source);
    const submission = await compiled(text, file);
    if (submission instanceof PluginError) {
      tellsOnlyTheAuthor(submission.message, canary.secret);
      const { line = 1 } = submission.position ?? {};
      if (line > text.split(/\r\n|[\n\r\u2028\u2029]/).length)
        throw new Error(`line ${line} is not in the source`);
      const again = await prepareSubmission(TINY, 'good.ts');
      if (again.bundleSha256 !== good.bundleSha256) throw new Error('the source changed what comes after it');
      return;
    }
    const { code, sourceMap } = submission;
    if (code.includes(canary.secret) || sourceMap.includes(canary.secret))
      throw new Error('the bundle holds what a file holds');
    if (OURS.test(code) || OURS.test(sourceMap)) throw new Error('the bundle holds a path of ours');
    const { sources } = JSON.parse(sourceMap) as { sources: string[] };
    for (const each of sources)
      if (each !== file && each !== 'gridleague:sdk') throw new Error(`the map names ${each}`);
    const facts = await inspectPlugin(pool, submission, defaultSandboxLimits);
    tellsOnlyTheAuthor(facts.outcome === 'ok' ? facts.value.name : facts.reason, canary.secret);
  };

  return {
    generate: (rng) => ({ file: oneOf(rng, FILES), source: mutated(rng, oneOf(rng, originals), originals) }),
    attempt: (attack) => withinTime(judge(attack)),
    close: async () => {
      await pool.close();
      canary.close();
    },
  };
}

/** As the real path does; what is wrong with the source is a result. */
async function compiled(text: string, file: string): Promise<Submission | PluginError> {
  try {
    return await prepareSubmission(readSource(Buffer.from(text), file), file);
  } catch (error) {
    if (error instanceof PluginError) return error;
    throw error;
  }
}

function referenceSources(): string[] {
  return ['agents', 'dealers', 'templates'].flatMap((room) => {
    const folder = resolve(projectRoot, 'plugins', room);
    return readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .sort()
      .map((name) => readFileSync(resolve(folder, name), 'utf8'));
  });
}

function tellsOnlyTheAuthor(message: string, secret: string): void {
  if (message.includes(secret)) throw new Error(`a message tells what a file holds: ${message}`);
  if (OURS.test(message)) throw new Error(`a message tells a path of ours: ${message}`);
  if (/\p{C}/u.test(message))
    throw new Error(`a message holds control characters: ${JSON.stringify(message)}`);
  if (message.length > LONGEST_MESSAGE) throw new Error(`a message has ${message.length} characters`);
}

async function withinTime(work: Promise<void>): Promise<void> {
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => {
    clock = setTimeout(
      () => failed(new Error(`no verdict after ${HUNG_MILLISECONDS / 1000} s`)),
      HUNG_MILLISECONDS,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(clock);
  }
}
