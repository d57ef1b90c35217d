import { packageOf } from '#leagues/scenario-files/package/scenario-package.js';
import { isDeepStrictEqual } from 'node:util';
import type { MatchRecord } from '#market/match/report/report.js';
import type { PluginFile } from '#leagues/run/match-task.js';
import { isLong, testRng, testSeed } from '#market/test/short-form.js';
import type { Attack } from '#sandbox/test/hostile/attack.js';
import { aCanary, type Canary } from '#sandbox/test/hostile/canary.js';
import { playAll } from './play-league.js';
import { shippedPlugins } from '../play/line-ups/reference-plugins.js';
import {
  aSubmission,
  culpritSeats,
  everyAttack,
  isConserved,
  seenByOthers,
  taskOf,
  TEAMS,
  type LineUp,
} from './test/hostile-match.js';

const MARKET = { kind: 'random', id: 'a-market', agents: 6, resources: 2, cash: 100 };
const DRAWS = 2;
/** For a call, at first: enough for anybody honest on a machine that is not overloaded. */
const MILLISECONDS = 200;
const MOST_MILLISECONDS = 30_000;
/** One failure and out; a culprit that must go on trading never is. */
const [ONE_FAILURE, ANY_FAILURES] = [1, 10_000];

let canary: Canary;
let attacks: ReadonlyMap<string, Attack>;
let shipped: readonly PluginFile[];

beforeAll(async () => {
  canary = await aCanary();
  attacks = await everyAttack(canary.file, canary.port);
  shipped = await shippedPlugins();
});
afterAll(async () => {
  await canary.close();
});

const reference = (kind: PluginFile['kind'], name: string): PluginFile =>
  shipped.find((plugin) => plugin.kind === kind && plugin.name === name)!;
const silent = aSubmission(
  'agent',
  'silent',
  `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'silent', create: () => ({ bid: () => [] }) });`,
);

const isDealer = ({ kind }: Attack): boolean => kind === 'dealer';

interface Case {
  readonly hostile: LineUp;
  /** the same match with somebody in the culprit's place who does only what it may */
  readonly harmless: LineUp;
  readonly attack: Attack;
}

/** The attack called `name` in the `index`-th match. */
function aCase(name: string, index: number): Case {
  const attack = attacks.get(name)!;
  const place = index % TEAMS;
  const draw = Math.floor(index / TEAMS) % DRAWS;
  const [truthful, shaded, passive] = [
    reference('agent', 'truthful'),
    reference('agent', 'shaded'),
    reference('dealer', 'passive'),
  ];
  const trades = attack.playsLike !== undefined;
  const standIn = trades ? reference('agent', attack.playsLike) : isDealer(attack) ? passive : silent;
  const lineUp = {
    ...{ scenario: packageOf({ files: {}, scenario: MARKET }), seed: `draw ${draw}`, place, dealer: passive },
    innocents: isDealer(attack) ? [truthful, shaded, truthful] : [truthful, shaded],
    conduct: { errorBudget: trades ? ANY_FAILURES : ONE_FAILURE, roundCap: 40 },
  };
  return {
    attack,
    hostile: { ...lineUp, id: `${index} ${name}`, culprit: aSubmission(attack.kind, name, attack.source) },
    harmless: { ...lineUp, id: `${standIn.name} ${place} ${draw} ${trades}`, culprit: standIn },
  };
}

/** Plays matches by the way of every league: queue, dispatcher, worker processes, sandbox. */
async function play(
  lineUps: readonly LineUp[],
  milliseconds: number,
): Promise<ReadonlyMap<string, MatchRecord>> {
  const limits = { milliseconds, solves: 60, megabytes: 32 };
  const distinct = new Map(lineUps.map((lineUp) => [lineUp.id, lineUp]));
  const tasks = [...distinct.values()].map((one) => taskOf({ ...one, conduct: { ...one.conduct, limits } }));
  const { played, failed } = await playAll(tasks, { workers: 2, ledger: 'memory' });
  expect(failed.map(({ task, reason }) => `${task.id}: ${reason}`)).toEqual([]);
  return played;
}

/**
 * Plays each case and says what is wrong with it. Where the clock struck, somebody may have been slow because
 * this machine is: such a match counts only if four times the time do not help.
 */
async function complaints(
  cases: readonly Case[],
  harmless: ReadonlyMap<string, MatchRecord>,
  milliseconds = MILLISECONDS,
): Promise<string[]> {
  const played = await play(
    cases.map(({ hostile }) => hostile),
    milliseconds,
  );
  const wrong = cases.flatMap((one) => {
    const match = played.get(one.hostile.id)!;
    const complaint = complaintOf(one, match, harmless.get(one.harmless.id)!);
    return complaint ? [{ one, match, complaint }] : [];
  });
  const [late, forGood] = [true, false].map((isLate) =>
    wrong.filter(
      ({ match }) => (match.report.timingDependent && milliseconds < MOST_MILLISECONDS) === isLate,
    ),
  );
  const again = late!.map(({ one }) => one);
  return [
    ...forGood!.map(({ complaint }) => complaint),
    ...(again.length > 0 ? await complaints(again, harmless, 4 * milliseconds) : []),
  ];
}

function complaintOf(
  { attack, hostile, harmless }: Case,
  match: MatchRecord,
  inPeace: MatchRecord,
): string | null {
  const { report } = match;
  if (report.outcome === 'void' || !isConserved(match)) return `${hostile.id}: ${report.outcome}`;
  const failures = isDealer(attack)
    ? report.dealer.failures
    : culpritSeats(hostile, report.perSeat.length).flatMap((seat) => report.perSeat[seat]!.failures);
  if (attack.expected.length > 0 && failures.length === 0) return `${hostile.id}: did not strike`;
  return isDeepStrictEqual(seenByOthers(match, hostile), seenByOthers(inPeace, harmless))
    ? null
    : `${hostile.id}: the others' results differ`;
}

/** `count` different attacks of a kind, in an order that the seed deals. */
function dealt(kind: Attack['kind'], count: number): string[] {
  const rng = testRng('hostile run');
  return [...attacks]
    .filter(([, attack]) => attack.kind === kind)
    .map(([name]) => ({ name, key: rng.next() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, isLong ? undefined : count)
    .map(({ name }) => name);
}

it.each([
  ['agent', 3],
  ['dealer', 1],
] as const)(
  `a run with a hostile %s in every match ends as if it had done nothing (seed ${testSeed})`,
  async (kind, count) => {
    const cases = dealt(kind, count).map(aCase);
    const harmless = await play(
      cases.map((one) => one.harmless),
      MOST_MILLISECONDS,
    );
    expect(await complaints(cases, harmless)).toEqual([]);
    expect(canary.traces()).toEqual([]);
  },
);
