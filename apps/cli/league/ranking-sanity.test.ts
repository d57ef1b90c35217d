import { writeFile } from 'node:fs/promises';
import { loadLeague, shippedLeagues } from '#leagues/definition/load-league.js';
import { commonMetrics, type Board, type BoardRow } from '#results/standings/board.js';
import { dealt, isLong } from '#market/test/short-form.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';

const LAST = 'zero-intelligence';
/** About ranks, which take six blocks and both runs. */
const whole = isLong ? it : it.skip;
const folder = temporaryFolder();

/** The demo league's scenario and teams, each alone in its market, played until it converges. */
async function selfPlay(run: number): Promise<Board> {
  const demo = await loadLeague((await shippedLeagues()).find((file) => file.endsWith('/demo.yaml'))!);
  const { scenarios, seed } = demo;
  const others = (demo.entrants as readonly string[]).filter((name) => name !== LAST);
  const some = isLong ? { ...demo, blocks: 6 } : { blocks: 2, entrants: [...dealt(others, 1), LAST] };
  const { blocks, entrants } = some;
  const alone = { id: 'alone', title: 'Alone', format: 'self-play', scenarios, entrants, blocks, seed };
  const file = folder.path('alone.json');
  await writeFile(file, JSON.stringify({ ...alone, roundCap: 200, limits: { milliseconds: 30_000 } }));
  const { code, stdout, stderr } = await gridleague(
    'league',
    file,
    '--no-chain',
    '--run',
    String(run),
    '--json',
  );
  if (code !== 0) throw new Error(stderr);
  return (JSON.parse(stdout) as { agents: Board }).agents;
}

describe('the reference agents, each alone in its market', () => {
  const boards: Board[] = [];

  beforeAll(async () => {
    for (const run of dealt([1, 2], 1)) boards.push(await selfPlay(run));
  });

  it('find the optimum where they bid for what they want, and none of it where they bid at random', () => {
    for (const { name, standings } of boards.flatMap(({ rows }) => rows)) {
      const { mean } = standings.welfare.estimate!;
      if (name === LAST) expect(mean).toBeLessThan(0.9);
      else expect(mean).toBeGreaterThan(0.9999);
    }
  });

  whole(
    'are not told apart in welfare where all reach the optimum; who bids at random is last for certain',
    () => {
      for (const { rows } of boards)
        for (const { name, standings, composite } of rows) {
          const last = { best: 6, worst: 6 };
          expect(standings.welfare.rank).toMatchObject(name === LAST ? last : { best: 1, worst: 5 });
          if (name === LAST) expect(composite.rank).toMatchObject(last);
        }
    },
  );

  whole('have ranks that another draw of all blocks does not contradict', () => {
    const [first, second] = boards;
    for (const row of first!.rows) {
      const again = second!.rows.find(({ id }) => id === row.id)!;
      for (const [one, other] of ranksOf(row).map((rank, i) => [rank, ranksOf(again)[i]!] as const)) {
        expect(Math.max(one.best, other.best)).toBeLessThanOrEqual(Math.min(one.worst, other.worst));
      }
    }
  });

  whole(
    'are ranked ahead of each other only if one is ahead in all six blocks: fewer could be chance',
    () => {
      for (const { rows } of boards)
        for (const ahead of rows)
          for (const behind of rows)
            for (const metric of commonMetrics) {
              const [one, other] = [ahead.standings[metric].rank!, behind.standings[metric].rank!];
              if (one.worst >= other.best) continue;
              const scores = behind.blockScores[metric];
              expect(ahead.blockScores[metric].every((score, block) => score! > scores[block]!)).toBe(true);
            }
    },
  );
});

function ranksOf({ standings, composite }: BoardRow): { best: number; worst: number }[] {
  return [...commonMetrics.map((metric) => standings[metric].rank!), composite.rank!];
}
