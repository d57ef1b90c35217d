import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { table } from '#apps/cli/terminal/table.js';
import { ChainLedger, type ChainSummary } from '#contracts/client/chain-ledger.js';
import { ExternalChain } from '#contracts/service/external-chain.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { benchMatch } from './market/bench-match.js';
import { writeResults } from './report/write-results.js';

/** Money of every account for gas: 0.1 of the chain's coin. */
const GAS_PURSE = 10n ** 17n;

/** What one match took of somebody else's chain. */
interface Wait {
  /** from its first transaction's to its last's, the return of what is left not counted */
  readonly blocks: number;
  /** by the clock, all of it */
  readonly seconds: number;
}

interface Row extends Wait {
  readonly matches: string;
  /** of this process, a match */
  readonly processorSeconds: number;
}

/**
 * `npm run bench -- endpoint --url <JSON-RPC endpoint> [--scenario demo-street] [--matches 20] [--quick]`: how long matches wait
 * for blocks of an endpoint, one at a time and side by side. The endpoint's first unlocked account pays.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8545' },
      scenario: { type: 'string', default: 'demo-street' },
      matches: { type: 'string', default: '20' },
      quick: { type: 'boolean', default: false },
    },
  });
  const chain = await ExternalChain.connect({ url: values.url, secret: randomBytes(16).toString('hex') });
  const drawn = (await loadScenario(values.scenario)).draw('1');
  const solver = await createHighsSolver();
  const play = (matches: number, name: string): Promise<Wait[]> =>
    Promise.all(Array.from({ length: matches }, (_, i) => played(chain, drawn, solver, `${name} ${i}`)));
  const count = values.quick ? 4 : Number(values.matches);
  const rows = [
    await measured('one at a time', () => play(1, 'alone')),
    await measured(`${count} at once`, () => play(count, 'together')),
  ];
  const file = await writeResults('endpoint', values.quick, { scenario: values.scenario, rows });
  const columns = ['blocks a match', 'seconds a match', 'processor s a match'].map((title) => ({
    title,
    align: 'right' as const,
  }));
  const lines = table(
    [{ title: values.scenario, align: 'left' }, ...columns],
    rows.map(({ matches, blocks, seconds, processorSeconds }) => [
      matches,
      ...[blocks, seconds, processorSeconds].map((value) => formatFixed(value, 1)),
    ]),
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  process.stderr.write(`written to ${file}\n`);
}

async function played(
  chain: ExternalChain,
  drawn: DrawnMarket,
  solver: LpSolver,
  match: string,
): Promise<Wait> {
  const lease = await chain.lease();
  const start = performance.now();
  const ledger = new ChainLedger(lease, { match, gasPurse: GAS_PURSE });
  const { report } = await benchMatch(drawn, solver, '1', ledger);
  const { firstBlock, lastBlock } = report.chain as ChainSummary;
  await lease.release();
  return { blocks: lastBlock - firstBlock + 1, seconds: (performance.now() - start) / 1000 };
}

async function measured(matches: string, play: () => Promise<readonly Wait[]>): Promise<Row> {
  const before = process.cpuUsage();
  const waits = await play();
  const { user, system } = process.cpuUsage(before);
  const mean = (of: keyof Wait): number => waits.reduce((sum, wait) => sum + wait[of], 0) / waits.length;
  const processorSeconds = (user + system) / 1e6 / waits.length;
  return { matches, blocks: mean('blocks'), seconds: mean('seconds'), processorSeconds };
}
