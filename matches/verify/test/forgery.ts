import type { Findings } from '../findings.js';
import { isRefuted } from '../findings.js';
import { findingLines, headline } from '../finding-lines.js';
import { plays, runFolder, type BundleRun } from './bundle-runs.js';
import { linesOf, packed, verified, type ForgedHead, type ForgedMatch, type Lines } from './forge.js';
import { freeChain } from '#contracts/service/chain-conditions.js';
import { rememberedReplay } from './remembered-replay.js';
import { replayedLines } from './replaying-forger.js';

export type Run = keyof typeof plays;

export const replay = rememberedReplay();
let files: Awaited<ReturnType<typeof runFolder>>;
const played = new Map<Run, Promise<BundleRun>>();

beforeAll(async () => {
  files = await runFolder();
});
afterAll(() => files.remove());

/** A run that was really played, once in a test file. */
export function runOf(name: Run): Promise<BundleRun> {
  const known = played.get(name) ?? plays[name](files.folder);
  played.set(name, known);
  return known;
}

/** What is found of a run whose bundle was forged: its lines are changed, or others are given. */
export async function findings(
  name: Run,
  forge: (lines: Lines) => unknown = () => undefined,
): Promise<Findings> {
  const run = await runOf(name);
  const lines = linesOf(run);
  const forged = await forge(lines);
  return verified(packed(Array.isArray(forged) ? forged : lines), { replay, scenarios: run.scenarios });
}

/** A bundle without the sources of what strangers wrote. */
export function withhold([head]: Lines): void {
  for (const plugin of head.plugins) if (!plugin.baseline) Object.assign(plugin, { source: null, file: '' });
}

/** What follows from a forged head, played anew by the forger. */
export const playedAnew =
  (forge: (head: ForgedHead) => void) =>
  async ([head]: Lines): Promise<Lines> => {
    forge(head);
    return replayedLines(head, { replay, conditions: freeChain });
  };

/** The words in which a forged bundle is refused. */
export async function refusal(name: Run, forge: (lines: Lines) => unknown): Promise<string> {
  try {
    const found = await findings(name, forge);
    return isRefuted(found, 0) ? findingLines(found, 0).join('\n') : `VERIFIED\n${headline(found)}`;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'bad-bundle') throw error;
    return (error as Error).message;
  }
}

export const called = <T extends { name: string }>(list: T[], wanted: string): T =>
  list.find(({ name }) => name === wanted)!;

/** The accounts of a match that is told as one on a chain; the first paid so much. */
export function chainOf(seats: number, paid: string, network: string): ForgedMatch['report']['chain'] {
  return {
    ...{ network, contract: `0x${'a'.repeat(40)}`, transactions: 9, gas: 900, blocks: 5, epoch: 1 },
    ...{ firstBlock: 1, lastBlock: 9, seconds: 9 },
    senders: Array.from({ length: seats + 1 }, (_, i) => ({
      ...{ address: `0x${String(i).repeat(40)}`, transactions: 1, gas: 100, paid: i === 0 ? paid : '0' },
    })),
  };
}
