import { GridLeagueError } from '#market/errors.js';
import { MemoryLedger } from '#market/ledger/memory-ledger.js';
import { dealt } from '#market/test/short-form.js';
import { ChainLedger } from '../../client/chain-ledger.js';
import { countingProxy } from '../../test/counting-proxy.js';
import { startAnvil, type ForeignNode } from '../../test/foreign-anvil.js';
import { drawScenario, playOn } from '../../test/play.js';
import { anvilBinary } from '../engines/anvil-binary.js';
import { BlockWatch } from './block-watch.js';
import { ExternalChain } from './external-chain.js';
import { httpJsonRpc } from '../rpc/json-rpc.js';

const anvil = anvilBinary();
if (!anvil) console.warn('SKIPPED: the package @foundry-rs/anvil is not installed');

/** anvil's first account, known to everybody */
const operatorKey = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80';
const gasPurse = 10n ** 17n;

interface Receipt {
  gasUsed: string;
  effectiveGasPrice: string;
  blockNumber: string;
  contractAddress: string | null;
  status: string;
  logs: { address: string; topics: string[]; data: string }[];
}
/** What is told in place of an answer, the n-th to its method; undefined: the answer. */
type Lie = (answer: never, n: number) => unknown;
interface Case {
  readonly method: string;
  readonly lie: Lie;
  /** as which the match must fail; absent: it may end as if nothing had been said, or fail in any typed way */
  readonly words?: RegExp;
}

const receipt = (change: (receipt: Receipt) => void, words?: RegExp, from = 6): Case => ({
  method: 'eth_getTransactionReceipt',
  lie: (answer: Receipt | null, n) => {
    if (answer && n > from) change(answer);
    return answer;
  },
  ...(words && { words }),
});
const call = (lie: (answer: string) => string, words?: RegExp): Case => ({
  ...{ method: 'eth_call', lie },
  ...(words && { words }),
});
/** an address of the endpoint's own */
const elsewhere = `0x${'1'.repeat(40)}`;
const most = `0x${'f'.repeat(32)}`;

const cases: readonly [string, Case][] = [
  [
    'more gas than transactions had',
    receipt((one) => (one.gasUsed = '0x1fffffffffffff'), /used 9007199254740991 gas/),
  ],
  ['gas that nothing can use', receipt((one) => (one.gasUsed = '0x0'), /used 0 gas, where 21000 to/)],
  [
    'a price above what was offered',
    receipt((one) => (one.effectiveGasPrice = most), /paid \d+ wei for its gas, and offered/),
  ],
  [
    'blocks that there are not',
    receipt((one) => (one.blockNumber = '0xffffff'), /in block 16777215, and the latest is block \d+/),
  ],
  ['transactions that failed', receipt((one) => (one.status = '0x0'))],
  [
    'deposits that failed',
    receipt((one) => (one.status = '0x0'), /failed with \d+ of \d+ gas, and not why$/, 8),
  ],
  ['no events', receipt((one) => (one.logs = []))],
  ['events twice', receipt((one) => one.logs.push(...one.logs))],
  [
    'events of nobody',
    receipt(
      (one) =>
        one.logs.forEach(
          (log) => (log.topics = log.topics.map((topic, i) => (i === 0 ? topic : `0x${'2'.repeat(64)}`))),
        ),
      /events that the contract does not write/,
    ),
  ],
  [
    'events without data',
    receipt((one) => one.logs.forEach((log) => (log.data = '0x')), /events that the contract does not write/),
  ],
  [
    'events whose data lies far away',
    receipt(
      (one) => one.logs.forEach((log) => (log.data = `0x${'f'.repeat(log.data.length - 2)}`)),
      /events that|not sane|state|holds/,
    ),
  ],
  [
    'events with other data',
    receipt((one) =>
      one.logs.forEach((log) => (log.data = log.data.replace(/.$/, (last) => (last === '0' ? '1' : '0')))),
    ),
  ],
  [
    'contracts elsewhere',
    receipt(
      (one) => {
        if (one.contractAddress) one.contractAddress = elsewhere;
      },
      /made a contract at 0x1{40}, where it can only be at 0x[0-9a-f]{40}$/,
      0,
    ),
  ],
  ['calls answered with nothing', call(() => '0x', /no answer of the contract/)],
  [
    'addresses of its own',
    call((answer) => (answer.length === 66 ? `0x${'0'.repeat(24)}${elsewhere.slice(2)}` : answer)),
  ],
  ['calls answered at length', call(() => `0x${'00'.repeat(1e6)}`)],
  ['calls answered with ones', call((answer) => `0x${'f'.repeat(answer.length - 2)}`)],
  [
    'a height that fell',
    { method: 'eth_blockNumber', lie: (answer: string, n) => (n > 10 && n < 16 ? '0x1' : answer) },
  ],
  [
    'more money than there is',
    { method: 'eth_getBalance', lie: () => `0x${'f'.repeat(64)}`, words: /held \d{78}/ },
  ],
  ['no money', { method: 'eth_getBalance', lie: () => '0x0', words: /held 0/ }],
  ['a price of all money', { method: 'eth_gasPrice', lie: () => most }],
  ['gas for nothing', { method: 'eth_gasPrice', lie: () => '0x0', words: /less than block base fee/ }],
  [
    'other hashes',
    {
      method: 'eth_sendRawTransaction',
      lie: (answer: string, n) => (n > 6 ? `0x${'3'.repeat(64)}` : answer),
    },
  ],
];

(anvil ? describe : describe.skip)('an endpoint that lies while a match is played', () => {
  let node: ForeignNode;
  beforeAll(async () => {
    node = await startAnvil(anvil!, []);
  });
  afterAll(() => node.stop());

  it.each(dealt(cases, 7))(
    'tells %s: no report, or that of the match',
    async (name, { method, lie, words }) => {
      const scenario = await drawScenario('blems-example', '1');
      let n = 0;
      const proxy = await countingProxy(
        node.url,
        (asked, answer) => (asked === method && lie(answer as never, ++n)) || undefined,
      );
      try {
        const chain = await ExternalChain.connect({ url: proxy.url, secret: name, operatorKey });
        const { hash, summary } = await playOn(
          new ChainLedger(await chain.lease(), { match: name, gasPurse }),
          scenario,
        );
        expect(words).toBeUndefined();
        expect(hash).toBe((await playOn(new MemoryLedger(), scenario)).hash);
        for (const { paid } of summary.senders ?? []) expect(BigInt(paid)).toBeLessThan(gasPurse);
      } catch (error) {
        if (!(error instanceof GridLeagueError)) throw error;
        if (words) expect(error.message).toMatch(words);
      } finally {
        await proxy.stop();
      }
      expect(await httpJsonRpc(node.url).request('eth_getBalance', [elsewhere, 'latest'])).toBe('0x0');
    },
  );
});

it.each<[string, string[]]>([
  ['makes no block any more', ['0x7']],
  ['goes back and forth', ['0x7', '0x6', '0x3', '0x6']],
])('a chain that %s is taken for gone', async (_, heights) => {
  let looks = 0;
  const still = { request: () => Promise.resolve(heights[looks++ % heights.length]) };
  let nudges = 0;
  const watch = new BlockWatch(still, () => Promise.resolve(nudges++), 12);
  await expect(watch.later(7, false)).rejects.toThrow('the chain has stopped: there is no block behind 7');
  expect(nudges).toBeGreaterThan(0);
});
