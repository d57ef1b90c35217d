import { readdirSync } from 'node:fs';
import type { PlayedMatch } from '#market/match/play-match.js';
import { killGraceMilliseconds, processMegabytes } from '../../calls/limits.js';
import { residentMegabytes } from '../../processes/resident-memory.js';
import { STRETCH_MARGIN } from '../../isolated/plugin-process.js';
import { SandboxPool } from '../../isolated/sandbox-pool.js';
import { prepareSubmission, type Submission } from '../../compile/submission.js';
import { projectRoot } from '#project-root.js';
import { reference } from '../reference-file.js';
import type { Attack } from './attack.js';
import { aCanary, type Canary } from './canary.js';
import { aHostileMatch, culpritSeats, impatient } from './hostile-table.js';
import { patience } from '#market/test/patience.js';
import { dealt } from '#market/test/short-form.js';

const folder = new URL('attacks/', import.meta.url);
const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
/** Benched after the first failure; a culprit that must go on trading never is. */
const oneFailure = 1;
const anyFailures = 10_000;
/** What a batch of the culprit's seats lasts of its process's own time at most (`PluginProcess`); its end takes as long as the machine is slow. */
const longestWait =
  (culpritSeats.length + 1) * (STRETCH_MARGIN * impatient.milliseconds + killGraceMilliseconds) * patience;

describe('the hostile suite', () => {
  const pool = new SandboxPool({ spares: 0, kept: 2 });
  const baselines = new Map<string, Promise<unknown>>();
  let canary: Canary;
  let peak = 0;
  let longest = 0;
  const watch = setInterval(() => {
    for (const pid of pool.pids) peak = Math.max(peak, residentMegabytes(pid));
  }, 20);

  beforeAll(async () => {
    canary = await aCanary();
    await pool.warmUp();
  });
  afterAll(async () => {
    clearInterval(watch);
    await pool.close();
    await canary.close();
  });

  const play = async (culprit: Submission, dealer: Submission, attack: Attack, errorBudget: number) =>
    aHostileMatch({
      pool,
      culprit,
      dealer,
      errorBudget,
      onTheClock: onTheClock(attack) ? attack.kind : null,
      onWait: (milliseconds) => (longest = Math.max(longest, milliseconds)),
    });

  /** The same match with a plugin in the culprit's place that only does what it may. */
  const baseline = (attack: Attack): Promise<unknown> => {
    const name = attack.playsLike ?? 'silent';
    const known = baselines.get(name);
    if (known) return known;
    const played = (async () => {
      const standIn = attack.playsLike ? await reference('agent', attack.playsLike) : await silent();
      const harmless = { ...attack, expected: [] };
      return seenByOthers(
        await play(standIn, await reference('dealer', 'passive'), harmless, anyFailures),
        attack,
      );
    })();
    baselines.set(name, played);
    return played;
  };

  it('has at least 60 attacks', () => expect(names.length).toBeGreaterThanOrEqual(60));

  it.each(dealt(names, 10))('%s', async (name) => {
    const { default: attack } = (await import(new URL(`${name}.ts`, folder).href)) as { default: Attack };
    const source = attack.source
      .replaceAll('{{file}}', canary.file)
      .replaceAll('{{port}}', String(canary.port));
    const hostile = await prepareSubmission(source, 'hostile.ts');
    const isDealer = attack.kind === 'dealer';
    const culprit = isDealer ? await silent() : hostile;
    const dealer = isDealer ? hostile : await reference('dealer', 'passive');
    const expected = await baseline(attack);
    peak = 0;
    longest = 0;
    for (let match = 0; match < (attack.matches ?? 1); match++) {
      const played = await play(culprit, dealer, attack, attack.playsLike ? anyFailures : oneFailure);
      const guilty = culpritSeats.map((seat) => played.seats[seat]!);
      const failures = isDealer ? played.dealer.failures : guilty.flatMap((seat) => seat.failures);
      const innocent = isDealer ? played.seats : played.seats.filter((seat) => !guilty.includes(seat));

      const kinds = new Set<string>(failures.map(({ kind }) => kind));
      // A process that is lost costs the submission's other seat its turn too.
      const allowed: readonly string[] = [
        ...attack.expected,
        'benched',
        ...(kinds.size > 1 ? ['process-lost'] : []),
      ];
      expect(allowed).toEqual(expect.arrayContaining([...kinds]));
      expect(failures.length > 0).toBe(attack.expected.length > 0);
      expect(innocent.flatMap((seat) => seat.failures)).toEqual([]);
      expect(seenByOthers(played, attack)).toEqual(expected);
      for (const { reason } of failures) {
        expect(reason).not.toContain(canary.secret);
        expect(reason).not.toContain(projectRoot);
        expect(reason).not.toMatch(/node_modules|\/tmp\/|\p{C}/u);
      }
    }
    expect(canary.traces()).toEqual([]);
    expect(peak).toBeLessThan(processMegabytes(culpritSeats.length, impatient) + 100);
    if (onTheClock(attack)) expect(longest).toBeLessThan(longestWait);
  });
});

/**
 * What the others saw of the match. A culprit that trades has its solver started anew with its
 * isolate, which shows in the last digits of its proofs (the gap) and nowhere else.
 */
function seenByOthers({ outcome, rounds, closing }: PlayedMatch, attack: Attack): unknown {
  const shown = attack.playsLike ? rounds.map(({ prices, trades }) => ({ prices, trades })) : rounds;
  return { outcome, rounds: shown, closing };
}

function onTheClock(attack: Attack): boolean {
  return attack.expected.includes('timed-out');
}

function silent(): Promise<Submission> {
  const source = `import { defineAgent } from '@gridleague/sdk';
export default defineAgent({ name: 'silent', create: () => ({ bid: () => [] }) });`;
  return prepareSubmission(source, 'silent.ts');
}
