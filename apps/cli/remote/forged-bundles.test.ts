import { dealerRun, mixedRun, pricedRun, runFolder, slowRun, type BundleRun } from '../test/bundle-runs.js';
import { linesOf, packed, verified, type ForgedHead, type ForgedMatch, type Lines } from '../test/forge.js';
import { rememberedReplay } from '../test/remembered-replay.js';
import { findingLines, headline } from './finding-lines.js';
import { isRefuted, type Findings } from '#matches/verify/findings.js';
import { dealt } from '#market/test/short-form.js';
import type { BundleCheck } from '#matches/verify/verify-bundle.js';

const replay = rememberedReplay();
let files: Awaited<ReturnType<typeof runFolder>>;
let runs: Record<'mixed' | 'dealers' | 'priced' | 'slow', BundleRun>;

beforeAll(async () => {
  files = await runFolder();
  runs = {
    mixed: await mixedRun(),
    dealers: await dealerRun(),
    priced: await pricedRun(files.folder),
    slow: await slowRun(),
  };
});
afterAll(() => files.remove());

type Run = keyof typeof runs;

async function findings(run: Run, forge: (lines: Lines) => unknown = () => undefined): Promise<Findings> {
  const lines = linesOf(runs[run]);
  const forged = forge(lines);
  return verified(packed(Array.isArray(forged) ? forged : lines), { replay, scenarios: runs[run].scenarios });
}

/** The words in which a forged bundle is refused. */
async function refusal(run: Run, forge: (lines: Lines) => unknown): Promise<string> {
  try {
    const found = await findings(run, forge);
    return isRefuted(found, 0) ? findingLines(found, 0).join('\n') : `VERIFIED\n${headline(found)}`;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'bad-bundle') throw error;
    return (error as Error).message;
  }
}

const called = <T extends { name: string }>(list: T[], wanted: string): T =>
  list.find(({ name }) => name === wanted)!;

const withhold = (lines: Lines): void => {
  for (const plugin of lines[0].plugins)
    if (!plugin.baseline) Object.assign(plugin, { source: null, file: '' });
};
/** Lowers what the first seat saved as if it had paid this much gas, wherever it shows. */
function pay(record: ForgedMatch, gas: number): void {
  const { report } = record;
  const seat = report.perSeat[0]!;
  Object.assign(seat, { gas, saving: seat.saving - gas, wealth: seat.wealth - gas });
  if (seat.surplusShare !== null) seat.surplusShare = seat.saving / (report.noTrade - report.optimum);
}
const wei = (money: number): string => `${BigInt(money) * 10n ** 18n}`;
const chainOf = (seats: number, paid: string, network: string): ForgedMatch['report']['chain'] => ({
  ...{ network, contract: `0x${'a'.repeat(40)}`, transactions: 9, gas: 900, blocks: 5, epoch: 1 },
  ...{ firstBlock: 1, lastBlock: 9, seconds: 9 },
  senders: Array.from({ length: seats + 1 }, (_, i) => ({
    ...{ address: `0x${String(i).repeat(40)}`, transactions: 1, gas: 100, paid: i === 0 ? paid : '0' },
  })),
});

describe('an honest bundle', () => {
  it.each([
    ['mixed', /^3 of 3 matches replayed identically/],
    ['dealers', /^2 of 2 matches replayed identically/],
    ['priced', /^1 of 1 matches replayed identically/],
  ] as const)('of the run %s is verified', async (run, first) => {
    const found = await findings(run);
    expect(findingLines(found, 0).join('\n')).toMatch(first);
    expect(isRefuted(found, 0)).toBe(false);
  });

  it('says that the price of gas on a foreign chain is the word of the file, also where it is said to be free', async () => {
    const found = await findings('mixed', ([, ...matches]) => {
      for (const { report } of matches) report.chain = chainOf(report.perSeat.length, '0', 'chain 1');
    });
    expect(findingLines(found, 0).join('\n')).toContain(
      'and what gas cost on its chain (chain 1) are as the file',
    );
  });

  it('holds nothing in __proto__, which readers of records skip', async () => {
    expect(
      await refusal('mixed', ([, match]) => {
        match.report.kpis = JSON.parse('{"__proto__":1}') as typeof match.report.kpis;
      }),
    ).toContain('has a field called __proto__');
  });

  it('is not contradicted by a replay in which the clock strikes on a busy machine', async () => {
    const disturbed: BundleCheck['replay'] = async (tasks, on) => {
      const { played, failed } = await replay(tasks, on);
      const struck = [...played].map(([match, { report, rounds, roundCap }], index) => {
        const busy = { ...report, timingDependent: true, efficiency: report.efficiency - 0.1 };
        return [match, { report: index === 0 ? busy : report, rounds, roundCap }] as const;
      });
      return { played: new Map(struck), failed };
    };
    const found = await verified(packed(linesOf(runs.mixed)), { replay: disturbed, scenarios: [] });
    const lines = findingLines(found, 0).join('\n');
    expect(lines).toMatch(/^2 of 3 matches replayed identically, 1 could not be replayed here/);
    expect(lines).toContain('the clock struck in the replay only');
    expect(lines).not.toContain('DIFFERENT');
    expect(isRefuted(found, 0)).toBe(true);
  });

  it('shows what nothing derives: title, weights, names of plugins that do not come along', async () => {
    const { given } = await findings('mixed', ([head]) => {
      Object.assign(head.definition, {
        title: 'Another',
        ranking: { weights: { welfare: 0, cost: 7, convergence: 0 } },
      });
    });
    expect(given.join('\n')).toMatch(
      /"Another"[\s\S]*welfare:0,cost:7,convergence:0[\s\S]*own-agent-mine is called "mine"/,
    );
  });

  it('counts what it cannot replay, and passes only within the share that is allowed', async () => {
    const found = await findings('mixed', ([head]) => {
      const mine = called(head.plugins, 'mine');
      Object.assign(mine, { source: null });
    });
    expect(headline(found)).toBe(
      '1 of 3 matches replayed identically, 2 without source (figures consistent, not replayed)',
    );
    expect([isRefuted(found, 0), isRefuted(found, 0.5), isRefuted(found, 0.7)]).toEqual([true, true, false]);
  });
});

describe('gas', () => {
  it.each(
    dealt<[string, Run, (lines: Lines) => void, RegExp]>(
      [
        ['where the scenario prices none', 'mixed', ([, match]) => pay(match, 5), /perSeat\[0\]\.gas/],
        [
          'of a chain that the match was not on',
          'mixed',
          ([, ...matches]) => {
            for (const match of matches) {
              match.report.chain = chainOf(match.report.perSeat.length, wei(5), 'embedded');
              pay(match, 5);
            }
          },
          /perSeat\[0\]\.gas/,
        ],
        [
          'that only the accounts show',
          'dealers',
          ([, match]) => (match.report.chain.senders[1]!.paid = '7'),
          /chain\.senders\[1\]/,
        ],
        [
          "that lowers the dealer's cash",
          'dealers',
          ([, { report }]) => {
            report.chain.senders.at(-1)!.paid = wei(3);
            report.dealerCash -= 3;
          },
          /dealerCash/,
        ],
        [
          'of another amount than the replay pays',
          'priced',
          ([, match]) => pay(match, 0.001),
          /perSeat\[0\]\.gas/,
        ],
        [
          'of another amount, in the accounts as well',
          'priced',
          ([, match]) => {
            const sender = match.report.chain.senders[0]!;
            sender.paid = String(2n * BigInt(sender.paid));
            sender.gas *= 2;
            pay(match, match.report.perSeat[0]!.gas);
          },
          /DIFFERENT: report\./,
        ],
        [
          'that was left out',
          'priced',
          ([, match]) => pay(match, -match.report.perSeat[0]!.gas),
          /perSeat\[0\]\.gas/,
        ],
        [
          'on a foreign chain is never verified',
          'mixed',
          ([, ...matches]) => {
            for (const { report } of matches)
              report.chain = chainOf(report.perSeat.length, wei(5), 'chain 5');
            for (const match of matches) pay(match, 5);
          },
          /3 of them but for gas paid on a foreign chain \(unverified\)/,
        ],
        [
          'on a network of its own invention',
          'mixed',
          ([, { report }]) => (report.chain.network = 'moon'),
          /must be memory, embedded/,
        ],
        ['in memory', 'mixed', ([, { report }]) => (report.chain.gas = 1), /DIFFERENT: report\.chain /],
        [
          'of accounts that are missing',
          'dealers',
          ([, { report }]) => report.chain.senders.pop(),
          /chain\.senders/,
        ],
        [
          'on a chain where the others were in memory',
          'mixed',
          ([, , { report }]) => (report.chain = chainOf(report.perSeat.length, '0', 'embedded')),
          /chain\.network/,
        ],
      ],
      4,
    ),
  )('%s is refused', async (_, run, forge, words) => {
    expect(await refusal(run, forge)).toMatch(words);
  });
});

describe('matches', () => {
  it.each(
    dealt<[string, Run, (lines: Lines) => unknown, RegExp]>(
      [
        ['dropped', 'mixed', ([head, first]) => [head, first], /1 of 3 .*2 without result[\s\S]*MISSING/],
        ['all dropped', 'mixed', ([head]) => [head], /3 without result/],
        [
          'added',
          'dealers',
          ([head, first]) => [head, first, { ...first, match: 'dealers-1-000009' }],
          /not in the run's plan/,
        ],
        ['repeated', 'mixed', ([head, a, b, c]) => [head, a, b, b, c], /twice/],
        ['in another order', 'mixed', ([head, a, b, c]) => [head, b, a, c], /twice, or not in its place/],
        [
          'exchanged',
          'dealers',
          ([head, a, b]) => [head, { ...b, match: a.match }, { ...a, match: b.match }],
          /DIFFERENT: report\./,
        ],
        [
          'exchanged with their ids',
          'dealers',
          ([head, a, b]) => [
            head,
            { ...b, match: a.match, report: { ...b.report, id: a.report.id } },
            { ...a, match: b.match, report: { ...a.report, id: b.report.id } },
          ],
          /DIFFERENT: report\./,
        ],
        [
          'fewer in the plan as well',
          'mixed',
          ([head, a]) => [{ ...head, plan: { ...head.plan, matches: head.plan.matches.slice(0, 1) } }, a],
          /plan\.matches\[1\] does not follow/,
        ],
        [
          'on another seed',
          'mixed',
          ([head]) => void (head.plan.seed = 'f'.repeat(32)),
          /plan\.seed does not follow/,
        ],
        [
          'unscored',
          'mixed',
          ([head]) => void (head.plan.matches[0]!.scored = false),
          /matches\[0\]\.scored/,
        ],
        [
          'of other teams',
          'mixed',
          ([head]) => void head.plan.matches[0]!.teams.reverse(),
          /matches\[0\]\.teams/,
        ],
        ['of another run', 'mixed', ([head]) => void (head.id = 'mixed-2'), /plan\.seed does not follow/],
        ['of another league', 'mixed', ([head]) => void (head.id = 'other-1'), /no run of mixed/],
        ['in a larger league', 'mixed', ([head]) => void (head.definition.blocks = 2), /does not follow/],
      ],
      4,
    ),
  )('%s are found', async (_, run, forge, words) => {
    expect(await refusal(run, forge)).toMatch(words);
  });
});

describe('plugins', () => {
  const truthful = ({ plugins }: ForgedHead): ForgedHead['plugins'][0] => called(plugins, 'truthful');
  it.each(
    dealt<[string, (lines: Lines) => unknown, RegExp]>(
      [
        [
          'that come along, withheld',
          ([head]) => void (truthful(head).source = null),
          /source of reference agent truthful is withheld: the run names SHA-256 [0-9a-f]{64}, this checkout has [0-9a-f]{64}/,
        ],
        [
          'that come along, withheld, with other figures',
          ([head, , second]) => {
            truthful(head).source = null;
            second.report.efficiency = 0.5;
          },
          /withheld: the run names[\s\S]*|efficiency/,
        ],
        [
          'that come along, with another source',
          ([head]) => void (truthful(head).source += ' '),
          /source of reference agent truthful has SHA-256/,
        ],
        [
          'that come along, of another version',
          ([head]) => {
            for (const one of [truthful(head), called(head.plan.submissions, 'truthful')])
              Object.assign(one, { sha256: '0'.repeat(64) });
          },
          /reference agent truthful is another one here: the run names SHA-256 0{64}, this checkout has [0-9a-f]{64}/,
        ],
        [
          'with another source',
          ([head]) => void (head.plugins.at(-1)!.source += ' '),
          /is not the one that was played|has SHA-256/,
        ],
        ['renamed here', ([head]) => void (head.plugins.at(-1)!.name = 'x'), /do not say the same/],
        [
          'renamed everywhere but in the matches',
          ([head]) => {
            for (const list of [head.plugins, head.plan.submissions]) called(list, 'mine').name = 'x';
          },
          /entrants|no accepted submission is called mine/,
        ],
        ['unmarked', ([head]) => void (truthful(head).baseline = false), /do not say the same/],
        ['left out', ([head]) => void head.plugins.pop(), /not the same/],
        ['one twice', ([head]) => void head.plugins.push(head.plugins[0]!), /not the same/],
      ],
      4,
    ),
  )('%s are found', async (_, forge, words) => {
    expect(await refusal('mixed', forge)).toMatch(words);
  });

  it('that come along are replayed from the checkout, whatever the bundle holds', async () => {
    const found = await findings('dealers', ([head]) => {
      for (const plugin of head.plugins) plugin.source = 'export default 1;';
    });
    expect(headline(found)).toMatch(/^2 of 2 matches replayed identically/);
    expect(isRefuted(found, 1)).toBe(true);
  });
});

describe('figures', () => {
  it.each(
    dealt<[string, (record: ForgedMatch) => void, string]>(
      [
        ['efficiency', ({ report }) => (report.efficiency = 0.5), 'report.efficiency'],
        ['a saving', ({ report }) => (report.perSeat[0]!.saving += 1e-9), 'report.perSeat[0].saving'],
        ['a figure of its own', ({ report }) => (report.kpis.x = 1), 'report.kpis.x'],
        ['a round', ({ rounds }) => (rounds[0]!.cost += 1), 'rounds[0].cost'],
        ['a trade', ({ rounds }) => rounds.find((one) => one.settled)!.trades.pop(), 'rounds['],
        ['the cap', (record) => (record.roundCap = 99), 'roundCap'],
        ['the hash', ({ report }) => (report.resultHash = '0'.repeat(64)), 'report.resultHash'],
        ['the outcome', ({ report }) => (report.outcome = 'stalled'), 'report.outcome'],
        ['a name', ({ report }) => (report.seats[0]!.plugin = 'x'), 'report.seats[0].plugin'],
        [
          'a failure',
          ({ report }) => report.perSeat[0]!.failures.push({ round: 1, kind: 'threw', reason: 'x' }),
          'failures',
        ],
        [
          'that the clock struck, without a failure that shows it',
          ({ report }) => Object.assign(report, { timingDependent: true, efficiency: 0.1 }),
          'report.efficiency',
        ],
        [
          'how long the solver took',
          ({ report }) => (report.timing.solverSeconds = 1e9),
          'timing.solverSeconds',
        ],
      ],
      4,
    ),
  )('that were changed are found: %s', async (_, change, field) => {
    const words = await refusal('mixed', ([, match]) => change(match));
    expect(words.split('\n').find((line) => line.includes('DIFFERENT: '))).toContain(field);
    // Where its source is withheld, what follows from its own trades still tells.
    const closed = await refusal('mixed', (lines) => {
      withhold(lines);
      change(lines[1]);
    });
    expect(closed).toMatch(field === 'report.kpis.x' ? /without source/ : /DIFFERENT: /);
  });

  it('are excused by no clock that did not strike, and by none before it struck', async () => {
    const strike = (record: ForgedMatch, round: number): void => {
      record.report.perSeat[0]!.failures.push({ round, kind: 'timed-out', reason: '' });
      record.report.timingDependent = true;
    };
    const excused = await refusal('mixed', ([, match]) => strike(match, 3));
    // Its hash is not that of these failures.
    expect(excused).toMatch(/DIFFERENT: report\.resultHash/);
    expect(
      await refusal('mixed', ([, match]) => {
        strike(match, 4);
        match.rounds[1]!.newOrders += 1;
      }),
    ).toMatch(/DIFFERENT: /);
    expect(await refusal('slow', ([, match]) => (match.report.efficiency = 0.9))).toMatch(
      /DIFFERENT: report\.efficiency/,
    );
  });
});

it('a scenario file that a bundle names is not read unless the reader allows it', async () => {
  const bytes = packed(linesOf(runs.priced));
  await expect(verified(bytes, { replay, scenarios: [] })).rejects.toThrow(/allow it with --scenario/);
});
