import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#database/database.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { Sessions } from '../../access/sessions.js';
import { hashToken } from '../../access/tokens.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { TeamPagesController } from './team-pages.controller.js';

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-sign-ins-'));
  database = await Database.open(join(folder, 'data.sqlite'));
  await database.write((manager) =>
    manager.insert(TeamEntity, { id: 'a', name: 'sunny', tokenHash: hashToken('team_a'), createdAt: 0 }),
  );
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const clock = { now: () => 1_790_000_000_000 };
const host = 'league.example';

/** Signs in so many times at once; how each ended. */
async function at(
  controller: TeamPagesController,
  ip: string,
  tokens: readonly string[],
): Promise<Record<string, number>> {
  const ends: Record<string, number> = {};
  const request = { ip, host, headers: { origin: `https://${host}` } };
  const response = { setHeader: () => undefined };
  const all = tokens.map((token) =>
    controller
      .signIn(...([request, { token }, response] as unknown as Parameters<typeof controller.signIn>))
      .then(
        () => 303,
        ({ status }: { status: number }) => status,
      ),
  );
  for (const status of await Promise.all(all)) ends[status] = (ends[status] ?? 0) + 1;
  return ends;
}

function pages(): TeamPagesController {
  const parts = [new Sessions(database, clock), null, null, clock];
  return new TeamPagesController(...(parts as unknown as ConstructorParameters<typeof TeamPagesController>));
}

const { failedSignIns } = requestLimits;
const guesses = (count: number): string[] => Array.from({ length: count }, (_, i) => `team_${i}`);

it('with wrong tokens are few of an address, however many are sent at once', async () => {
  const controller = pages();
  expect(await at(controller, '192.0.2.1', guesses(3 * failedSignIns))).toEqual({
    401: failedSignIns,
    429: 2 * failedSignIns,
  });
  expect(await at(controller, '192.0.2.1', ['team_a'])).toEqual({ 429: 1 });
  expect(await at(controller, '192.0.2.2', ['team_a'])).toEqual({ 303: 1 });
});

it('with the right one are as many as somebody likes, and give nothing back of what was guessed', async () => {
  const controller = pages();
  for (let again = 0; again < failedSignIns + 2; again++)
    expect(await at(controller, '192.0.2.3', ['team_a'])).toEqual({ 303: 1 });
  const guessed = failedSignIns - 1;
  expect(await at(controller, '192.0.2.3', guesses(guessed))).toEqual({ 401: guessed });
  expect(await at(controller, '192.0.2.3', ['team_a', 'wrong', 'wrong'])).toEqual({ 303: 1, 429: 2 });
  expect(await at(controller, '192.0.2.3', ['wrong', 'wrong'])).toEqual({ 401: 1, 429: 1 });
});
