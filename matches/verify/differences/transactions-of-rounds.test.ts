import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerChoice } from '../../ledger/ledger-choice.js';
import type { MatchRecord, RoundTransaction } from '#market/match/report/report.js';
import { playScenario } from '#matches/test/play-scenario.js';
import { impossibleTransactions, transactionsDifference } from './transactions-of-rounds.js';

type Sent = { -readonly [Key in keyof RoundTransaction]: RoundTransaction[Key] };

/** Those of a round of a copy, to be forged. */
const sentIn = ({ rounds }: MatchRecord, index: number): Sent[] => rounds[index]!.transactions as Sent[];

let folder = '';
let onChain: MatchRecord;
let inMemory: MatchRecord;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-sent-'));
  const play = async (chain: LedgerChoice): Promise<MatchRecord> => {
    const { report, rounds } = await playScenario({
      ...{ scenario: 'blems-example', seed: '1', agents: ['multi-bundle'], dealer: 'smoothing', chain },
      ...{ rules: {}, dataFolder: folder, execution: 'in-process' },
    });
    return { report, rounds };
  };
  [onChain, inMemory] = [await play('embedded'), await play('memory')];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('keeps by round what each seat and the dealer sent, beside the result hash', () => {
  expect(onChain.report.resultHash).toBe(inMemory.report.resultHash);
  expect(impossibleTransactions(onChain)).toBeNull();
  expect(impossibleTransactions(inMemory)).toBeNull();
  expect(transactionsDifference(onChain, inMemory)).toBeNull();
  const { rounds, report } = onChain;
  for (const { settled, newOrders, transactions = [] } of rounds) {
    const kinds = transactions.map(({ kind }) => kind);
    if (settled) expect(kinds.filter((kind) => kind === 'clear')).toHaveLength(1);
    expect(kinds.includes('submitOrders')).toBe(newOrders > 0);
    for (const { kind, sender } of transactions) expect(sender === 'dealer').toBe(kind === 'clear');
  }
  // The rest opens the market, or closes it.
  const all = rounds.flatMap(({ transactions = [] }) => transactions);
  expect(all.length).toBeGreaterThan(4);
  expect(all.length).toBeLessThan(report.chain.transactions);
  expect(all.every(({ block }) => block > 0)).toBe(true);
});

it.each<[string, (sent: Sent[], record: MatchRecord) => void]>([
  [
    'a second clearing',
    (sent) => sent.push({ ...sent.find(({ kind }) => kind === 'clear')!, hash: 'other' }),
  ],
  ['a settled round without one', (sent) => sent.splice(0, sent.length)],
  ['one that comes twice', (sent) => sent.push({ ...sent[0]! })],
  ['gas beyond what its sender spent', (sent) => (sent[0]!.gas += 1e9)],
  ['a block after the last', (sent) => (sent.at(-1)!.block += 1e6)],
  ['a block before the one before', (sent) => (sent.at(-1)!.block = 0)],
  ['a seat that there is not', (sent) => (sent[0]!.sender = 99)],
  ['of a match in memory', (_, { report }) => Object.assign(report.chain, { contract: null })],
])('finds %s', (_, forge) => {
  const record = structuredClone(onChain);
  const index = record.rounds.findIndex(({ settled }) => settled);
  forge(sentIn(record, index), record);
  expect(impossibleTransactions(record)).toMatch(/^rounds\[\d+\]\.transactions$/);
});

it('holds gas and senders to a replay on the same kind of chain, not hashes and blocks', () => {
  const again = structuredClone(onChain);
  const [sent] = sentIn(again, 0);
  sent!.hash = `0x${'0'.repeat(64)}`;
  sent!.block++;
  expect(transactionsDifference(onChain, again)).toBeNull();
  sent!.gas--;
  expect(transactionsDifference(onChain, again)).toBe('rounds[0].transactions');
});
