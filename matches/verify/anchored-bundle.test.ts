/** @short-form 1/3; each time: honest-bundles.test.ts */
import { ResultsRegistry } from '#contracts/client/results-registry.js';
import { EmbeddedChain } from '#contracts/service/embedded-chain.js';
import { rootOf } from '#results/receipts/receipts.js';
import type { RunAnchorRecord } from '../ledger/anchor-run.js';
import type { ChainAddress } from './anchored-root.js';
import { dealerRun, type BundleRun } from './test/bundle-runs.js';
import { linesOf, packed, verified } from './test/forge.js';
import { rememberedReplay } from './test/remembered-replay.js';
import { findingLines } from './finding-lines.js';
import { isRefuted } from './findings.js';

const chain = new EmbeddedChain();
const replay = rememberedReplay();
let run: BundleRun;
let anchor: RunAnchorRecord;
let url = '';

beforeAll(async () => {
  run = await dealerRun();
  const facts = [...run.played].map(([id, { report }]) => ({ id, hash: report.resultHash }));
  const submissions = run.head.plan.submissions.map(({ id, sha256 }) => ({ id, hash: sha256 }));
  const roots = { matches: rootOf(facts), submissions: rootOf(submissions) };
  const lease = await chain.lease();
  anchor = { ...roots, ...(await new ResultsRegistry(lease).anchor({ run: run.head.id, ...roots })) };
  await lease.release();
  url = await chain.rpcUrl();
});
afterAll(() => chain.close());

async function lookedUp(given: RunAnchorRecord | null, where?: ChainAddress): Promise<[string, boolean]> {
  const lines = linesOf(run);
  lines[0].anchor = given;
  const found = await verified(packed(lines), { replay, scenarios: [], chain: where });
  return [findingLines(found, 0).join('\n'), isRefuted(found, 0)];
}

it('is looked up on the chain that the reader names', async () => {
  const [words, refuted] = await lookedUp(anchor, { url, registry: anchor.registry });
  expect(words).toContain(`the chain has these results: root ${anchor.matches}`);
  expect([words.includes('only the file gives'), refuted]).toEqual([false, false]);
});

it('says that an address is only the file’s, that nobody looked, and that nothing was anchored', async () => {
  expect((await lookedUp(anchor, { url }))[0]).toMatch(/an address that only the file gives/);
  expect((await lookedUp(anchor))[0]).toMatch(/the chain was not asked: --chain/);
  expect((await lookedUp(null))[0]).toMatch(/NOTHING WAS ANCHORED/);
});

it('is found on the chain even if the bundle does not tell of it', async () => {
  expect((await lookedUp(null, { url, registry: anchor.registry }))[1]).toBe(false);
});

it.each<
  [string, (anchor: RunAnchorRecord) => RunAnchorRecord | null, (there: ChainAddress) => ChainAddress, RegExp]
>([
  [
    'another root in the file',
    (one) => ({ ...one, matches: `0x${'1'.repeat(64)}` }),
    (there) => there,
    /the bundle says 0x1/,
  ],
  [
    'other plugins in the file',
    (one) => ({ ...one, submissions: `0x${'1'.repeat(64)}` }),
    (there) => there,
    /hashes of plugins and scenarios do not have/,
  ],
  [
    'a registry without this run',
    (one) => one,
    (there) => ({ ...there, registry: `0x${'2'.repeat(40)}` }),
    /could not be asked|knows no run/,
  ],
  [
    'a chain that does not answer',
    (one) => one,
    (there) => ({ ...there, url: 'http://127.0.0.1:9' }),
    /could not be asked/,
  ],
  ['no registry at all', () => null, ({ url }) => ({ url }), /names no registry/],
])('is not believed with %s', async (_, forge, at, words) => {
  const [told, refuted] = await lookedUp(forge(anchor), at({ url, registry: anchor.registry }));
  expect(told).toMatch(words);
  expect(refuted).toBe(true);
});
