import { readdirSync } from 'node:fs';
import type { PlayedMatch } from '#market/match/play-match.js';
import { defaultSandboxLimits, processMegabytes } from '../../host/limits.js';
import { residentMegabytes } from '../../host/resident-memory.js';
import { sandboxDealer } from '../../host/sandbox-dealer.js';
import { SandboxPool } from '../../host/sandbox-pool.js';
import { sandboxTraders } from '../../host/sandbox-traders.js';
import { prepareSubmission, type Submission } from '../../host/submission.js';
import { projectRoot } from '../../in-process/project-root.js';
import { aMarket, aMatch } from '../a-match.js';
import { reference } from '../reference-file.js';
import type { Attack } from './attack.js';
import { aCanary, type Canary } from './canary.js';

const folder = new URL('attacks/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));

/** Short, so that more than a hundred attacks take minutes; the mechanism is the same at 1 s. */
const limits = { ...defaultSandboxLimits, milliseconds: 120 };
/** The culprit sits on two seats, between honest ones. */
const culprits = [1, 3];
const seatCount = 4;
/** Benched after two failures; an attack that must go on trading is never. */
const errorBudget = 2;
const noBudget = 10_000;

describe('the hostile suite', () => {
  const pool = new SandboxPool({ kept: 2 });
  const baselines = new Map<string, Promise<unknown>>();
  let canary: Canary;
  let honest: Submission;
  let peak = 0;
  let longestCall = 0;
  const watch = setInterval(() => {
    for (const pid of pool.pids) peak = Math.max(peak, residentMegabytes(pid));
  }, 20);

  beforeAll(async () => {
    canary = await aCanary();
    honest = await reference('agent', 'truthful');
    await pool.warmUp();
  });
  afterAll(async () => {
    clearInterval(watch);
    await pool.close();
    await canary.close();
  });

  const play = async (culprit: Submission, dealer: Submission, budget: number): Promise<PlayedMatch> => {
    const plugins = Array.from({ length: seatCount }, (_, seat) => (culprits.includes(seat) ? culprit : honest));
    const traders = sandboxTraders({ pool, plugins, seed: 'hostile', limits });
    const desk = sandboxDealer({ pool, plugin: dealer, seed: 'hostile', limits });
    const timed = {
      ...traders,
      create: traders.create.bind(traders),
      settled: traders.settled.bind(traders),
      close: traders.close.bind(traders),
      bid: async (calls: Parameters<typeof traders.bid>[0]) => {
        const start = performance.now();
        const answers = await traders.bid(calls);
        longestCall = Math.max(longestCall, performance.now() - start);
        return answers;
      },
    };
    return aMatch(aMarket('hostile', seatCount), timed, desk, { errorBudget: budget });
  };

  /** What the others saw of the match. */
  const seenByOthers = (match: PlayedMatch): unknown => ({
    outcome: match.outcome,
    rounds: match.rounds,
    closing: match.closing,
  });

  /** The same match with a plugin in the culprit's place that only does what it may. */
  const baseline = (attack: Attack): Promise<unknown> => {
    const stand = attack.playsLike ?? 'silent';
    let known = baselines.get(stand);
    if (!known) {
      known = (async () => {
        const standIn = stand === 'silent' ? await silent() : await reference('agent', stand);
        return seenByOthers(await play(standIn, await reference('dealer', 'passive'), noBudget));
      })();
      baselines.set(stand, known);
    }
    return known;
  };

  it('has at least 60 attacks', () => expect(names.length).toBeGreaterThanOrEqual(60));

  it.each(names)('%s', async (name) => {
    const { default: attack } = (await import(new URL(`${name}.ts`, folder).href)) as { default: Attack };
    const source = attack.source.replaceAll('{{file}}', canary.file).replaceAll('{{port}}', String(canary.port));
    const culprit = await prepareSubmission(source, 'hostile.ts');
    const isDealer = attack.kind === 'dealer';
    const passive = await reference('dealer', 'passive');
    peak = 0;
    longestCall = 0;
    for (let match = 0; match < (attack.matches ?? 1); match++) {
      const played = await play(
        isDealer ? await silent() : culprit,
        isDealer ? culprit : passive,
        attack.playsLike ? noBudget : errorBudget,
      );

      const failures = isDealer ? played.dealer.failures : culprits.flatMap((seat) => played.seats[seat]!.failures);
      const kinds = new Set(failures.map(({ kind }) => kind as string));
      const others = isDealer ? played.seats : played.seats.filter(({ index }) => !culprits.includes(index));
      // A process that is lost costs the submission's other seat its turn too.
      const allowed = new Set<string>([...attack.expected, 'benched', ...(kinds.has('process-lost') ? ['process-lost'] : [])]);
      expect([...kinds].filter((kind) => !allowed.has(kind))).toEqual([]);
      if (attack.expected.length > 0 && !attack.mayGetAway) expect(failures.length).toBeGreaterThan(0);
      expect(seenByOthers(played)).toEqual(await baseline(attack));
      expect(others.flatMap((seat) => seat.failures)).toEqual([]);

      const said = failures.map(({ reason }) => reason).join('\n');
      expect(said).not.toContain(canary.secret);
      expect(said).not.toContain(projectRoot());
      expect(said).not.toMatch(/node_modules|guest\.js|\/tmp\/|[^\P{C}\n]/u);
    }
    expect(canary.traces()).toEqual([]);
    expect(peak).toBeLessThan(processMegabytes(16, limits) + 100);
    expect(longestCall).toBeLessThan(2000 + 1000);
  });
});

function silent(): Promise<Submission> {
  const source = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'silent', create: () => ({ bid: () => [] }) });`;
  return prepareSubmission(source, 'silent.ts');
}
