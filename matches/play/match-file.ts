import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { MatchReport } from '#market/match/report/report.js';
import { packageFrom, type ScenarioPackage } from '#leagues/scenario-files/package/scenario-package.js';
import { digest, word } from '../bundles/schema-parts.js';
import { InputError } from '../input-error.js';
import { playLimits } from './limits.js';
import type { PluginSource } from './line-ups/named-line-up.js';
import type { PlayRules, PlaySetting } from './play-setting.js';

/** All that a match of `play` was made from: enough to play it again anywhere, to the same result. */
export interface MatchFile {
  readonly id: string;
  readonly seed: string;
  readonly rules: PlayRules;
  readonly scenario: Pick<ScenarioPackage, 'id' | 'content'>;
  /** dealt to the agent seats in turn */
  readonly agents: readonly PluginSource[];
  readonly dealer: PluginSource;
  readonly engine: MatchReport['engine'];
  readonly resultHash: string;
}

const { recordBytes: LARGEST_FILE } = playLimits;
const text = z.string();
const plugin = z.strictObject({ name: word, version: word, sha256: digest, file: word, source: text });
const schema = z.strictObject({
  format: z.literal('gridleague-match'),
  version: z.literal(1, { error: 'is of a newer release: update this program to read it' }),
  id: word,
  seed: text,
  rules: z.strictObject({
    roundCap: z.int().min(1).exactOptional(),
    book: z.enum(['keep', 'rebase']).exactOptional(),
    settlement: z.enum(['path', 'final']).exactOptional(),
  }),
  scenario: z.strictObject({ id: word, content: text }),
  agents: z.array(plugin).min(1).max(playLimits.recordAgents),
  dealer: plugin,
  engine: z.strictObject({ version: word, commit: word }),
  resultHash: digest,
});

/** What a match that was just played in a setting was made from; null: nothing plays it again. */
export function matchFileOf(
  { scenarioPackage: { id, content }, plugins }: PlaySetting,
  rules: PlayRules,
  { id: match, seed, engine, resultHash }: MatchReport,
): MatchFile | null {
  if (!plugins.sources) return null;
  return { id: match, seed, rules, scenario: { id, content }, ...plugins.sources, engine, resultHash };
}

/** Complete or not at all, as others see it. Throws `InputError` where it cannot be written. */
export async function writeMatchFile(path: string, match: MatchFile): Promise<void> {
  const draft = `${path}.${process.pid}`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, `${JSON.stringify({ format: 'gridleague-match', version: 1, ...match })}\n`);
    await rename(draft, path);
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${(error as Error).message}`);
  }
}

/** Reads what anybody may have written. Throws `InputError`, `ScenarioError`. */
export async function readMatchFile(path: string): Promise<MatchFile> {
  const bytes = await readFile(path);
  if (bytes.length > LARGEST_FILE) throw new InputError(`${path}: is larger than ${LARGEST_FILE} bytes`);
  let document: unknown;
  try {
    document = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new InputError(`${path}: is no record of a match: not JSON`);
  }
  const { success, data, error } = schema.safeParse(document);
  if (!success) {
    const { path: field, message } = error.issues[0]!;
    throw new InputError(`${path}: ${field.join('.') || 'it'}: ${message}`);
  }
  packageFrom(data.scenario.content, path);
  const { format: _, version: __, ...match } = data;
  return match;
}
