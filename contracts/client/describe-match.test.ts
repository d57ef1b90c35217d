import { EmbeddedChain } from '../service/embedded-chain.js';
import { honestClearing, smallBook, smallOpening } from '../test/small-market.js';
import { ChainLedger } from './chain-ledger.js';
import { describeMatchEvents } from './describe-match.js';
import { readMatchLog, MatchLog } from './match-log.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const embedded = new EmbeddedChain();
afterAll(() => embedded.close());

it('tells a match in words and numbers, from the log it was written to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-'));
  const file = join(folder, 'chain.jsonl');
  const chain = await embedded.lease();
  const resources = ['morning', 'noon', 'evening', 'night', 'storage'];
  const log = await MatchLog.create(file, { resources, seats: ['Ann', 'Ben', 'Cat', 'Dan', 'Eve'] });
  const ledger = new ChainLedger(chain, {
    match: 'told',
    onTransaction: (transaction) => log.add(transaction),
  });
  await ledger.open(smallOpening);
  await ledger.submit(smallBook.map((orders, seat) => ({ seat, orders })));
  await ledger.clear(honestClearing);
  await ledger.cancel(0);
  await ledger.close();
  await log.close();

  const { transactions, names } = await readMatchLog(file);
  const text = describeMatchEvents(transactions, names).join('\n');
  await rm(folder, { recursive: true });
  for (const line of [
    'market opened, 5 resources',
    'dealer holds 3 noon at prices 1 morning, 1 noon',
    'Ben (0x',
    'holds 4 morning',
    'Ann deposits 10',
    'trading starts; the dealer deposits 2',
    'round 1: Ann orders, 6 locked',
    '2 morning for at most 6',
    '-4 morning for at least 4',
    'any part of 2 noon for at most 2',
    'round 1: Ben gets -4 morning and is paid 8',
    'round 1: Cat gets 2 morning and pays 4',
    'round 1 cleared at 2 morning, 1 noon',
    'certificate: gap 0, at most',
    'round 2: Ann takes its orders back',
    'market closed after 1 rounds',
    'Ben withdraws 9',
    'dealer withdraws 3',
  ])
    expect(text).toContain(line);
});
