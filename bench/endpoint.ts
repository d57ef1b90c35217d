import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { formatFixed } from '#apps/cli/terminal/numbers.js';
import { textTable } from '#apps/cli/terminal/table.js';
import { ChainLedger, type ChainSummary } from '#contracts/client/chain-ledger.js';
import { ExternalChain } from '#contracts/service/foreign/external-chain.js';
import { httpJsonRpc, type JsonRpc } from '#contracts/service/rpc/json-rpc.js';
import { loadScenario } from '#leagues/scenario-files/load-scenario.js';
import type { DrawnMarket } from '#leagues/scenario-files/scenario.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import type { LpSolver } from '#market/lp/lp-solver.port.js';
import { blockRoom, type BlockRoom } from './endpoint/block-room.js';
import { BlockTurns } from './endpoint/turns.js';
import { blockNumber, WatchedLease, type Delays } from './endpoint/watched-lease.js';
import { benchMatch } from './market/bench-match.js';
import type { Results } from './report/results.js';

/** Money of every account for gas: 0.1 of the chain's coin. */
const GAS_PURSE = 10n ** 17n;

/** What one match took of somebody else's chain, blocks each. */
interface Wait extends Delays {
  /** from its first transaction's to its last's, the return of what is left not counted */
  readonly blocks: number;
  /** by the clock, all of it */
  readonly seconds: number;
}

interface Row extends Wait {
  readonly matches: string;
  /** of this process, a match */
  readonly processorSeconds: number;
  /** of all blocks, from the first match's start to the last one's end */
  readonly room: BlockRoom;
}

/** Everything that plays needs. */
interface Place {
  readonly rpc: JsonRpc;
  readonly chain: ExternalChain;
  readonly drawn: DrawnMarket;
  readonly solver: LpSolver;
  /** who makes the blocks; null: the endpoint does */
  readonly turns: BlockTurns | null;
}

/**
 * `npm run bench -- endpoint --url <JSON-RPC endpoint> [--scenario demo-street] [--matches 20] [--turns] [--quick]`: how long matches wait
 * for blocks of an endpoint, one at a time and side by side, and why. The endpoint's first unlocked account pays. `--turns`: of an anvil that
 * makes no blocks by itself (`--no-mining`), which gets one whenever all matches wait: what is counted does not depend on the machine.
 */
export async function run(args: readonly string[], results: Results): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8545' },
      scenario: { type: 'string', default: 'demo-street' },
      matches: { type: 'string', default: '20' },
      turns: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  });
  const file = await results.open('endpoint', values.quick);
  const rpc = httpJsonRpc(values.url);
  const turns = values.turns ? new BlockTurns(rpc) : null;
  const secret = randomBytes(16).toString('hex');
  const connect = (): Promise<ExternalChain> => ExternalChain.connect({ url: values.url, secret });
  const chain = await (turns?.play(waitingFor(connect)) ?? connect());
  const drawn = (await loadScenario(values.scenario)).draw('1');
  const place: Place = { rpc, chain, drawn, solver: await createHighsSolver(), turns };
  const play = (matches: number, name: string): Promise<Wait[]> =>
    Promise.all(Array.from({ length: matches }, (_, i) => played(place, `${name} ${i}`)));
  const count = values.quick ? 4 : Number(values.matches);
  const rows = [
    await measured(place, values.url, 'one at a time', () => play(1, 'alone')),
    await measured(place, values.url, `${count} at once`, () => play(count, 'together')),
  ];
  await turns?.end();
  const { scenario, turns: byTurns } = values;
  const path = await file.write({ scenario, byTurns, rows });
  process.stdout.write(`${shown(scenario, rows).join('\n')}\n`);
  process.stderr.write(`written to ${path}\n`);
}

/** A call that waits for blocks from its beginning to its end. */
function waitingFor<T>(call: () => Promise<T>): (onWait: (change: 1 | -1) => void) => Promise<T> {
  return async (onWait) => {
    onWait(1);
    return call().finally(() => onWait(-1));
  };
}

async function played(place: Place, match: string): Promise<Wait> {
  const { turns } = place;
  return turns ? turns.play((onWait) => playedOn(place, match, onWait)) : playedOn(place, match);
}

async function playedOn(
  { rpc, chain, drawn, solver }: Place,
  match: string,
  onWait?: (change: 1 | -1) => void,
): Promise<Wait> {
  const watched = new WatchedLease(await chain.lease(), rpc, onWait);
  const start = performance.now();
  const ledger = new ChainLedger(watched.lease, { match, gasPurse: GAS_PURSE });
  const { report } = await benchMatch(drawn, solver, '1', ledger);
  const { firstBlock, lastBlock } = report.chain as ChainSummary;
  await watched.lease.release();
  const seconds = (performance.now() - start) / 1000;
  return { ...watched.delays, blocks: lastBlock - firstBlock + 1, seconds };
}

async function measured(
  { rpc }: Place,
  url: string,
  matches: string,
  play: () => Promise<readonly Wait[]>,
): Promise<Row> {
  const before = process.cpuUsage();
  const first = (await blockNumber(rpc)) + 1;
  const waits = await play();
  const { user, system } = process.cpuUsage(before);
  const room = await blockRoom(url, first, await blockNumber(rpc));
  const mean = (of: keyof Wait): number => waits.reduce((sum, wait) => sum + wait[of], 0) / waits.length;
  const processorSeconds = (user + system) / 1e6 / waits.length;
  return {
    ...{ matches, blocks: mean('blocks'), leftOut: mean('leftOut'), reckoning: mean('reckoning') },
    ...{ seconds: mean('seconds'), processorSeconds, room },
  };
}

function shown(scenario: string, rows: readonly Row[]): string[] {
  const titles = ['blocks a match', 'left out', 'reckoning', 'seconds', 'processor s', 'gas used', 'fullest'];
  return textTable(
    [{ title: scenario, align: 'left' }, ...titles.map((title) => ({ title, align: 'right' as const }))],
    rows.map(({ matches, blocks, leftOut, reckoning, seconds, processorSeconds, room }) => [
      matches,
      ...[blocks, leftOut, reckoning, seconds, processorSeconds].map((value) => formatFixed(value, 1)),
      ...[`${formatFixed(100 * room.used, 0)} %`, `${formatFixed(100 * room.most, 0)} %`],
    ]),
  );
}
