import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '#database/database.js';
import { RunEntity } from '#database/entities/run.entity.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { TrialsService } from './trials.service.js';

const WANTED = { scenario: 'street', agents: ['a'], dealer: 'd' };

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gridleague-trials-'));
  database = await Database.open(join(folder, 'data.sqlite'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

/** Around a real database; what is laid out lies there when `laidOut` is over. */
function trials(laidOut: () => Promise<void>, agents = 4): TrialsService {
  const plugins = (['agent', 'dealer'] as const).map((kind) => ({ id: kind[0], kind, name: kind }));
  const parts = [
    database,
    { make: () => laidOut().then(() => ({ sha256: 'x', id: 'street', content: Buffer.of() })) },
    { conditions: {} },
    { now: () => 1_790_000_000_000 },
    { add: () => Promise.resolve() },
    { entrants: () => Promise.resolve(plugins), fileOf: () => Promise.resolve({}) },
    { wake: () => undefined },
    { removeOld: () => Promise.resolve() },
    { sizeOf: () => Promise.resolve({ agents, resources: new Array(96) }) },
  ];
  return new TrialsService(...(parts as unknown as ConstructorParameters<typeof TrialsService>));
}

it('may be asked for again where one could not be laid out', async () => {
  const service = trials(() => Promise.reject(new Error('too slow')));
  for (let again = 0; again < 2; again++)
    await expect(service.begin(WANTED, 'one')).rejects.toThrow('too slow');
});

it('are refused for their size before anything is drawn', async () => {
  const service = trials(() => Promise.reject(new Error('drawn')), 100);
  await expect(service.begin(WANTED, 'large')).rejects.toMatchObject({ status: 400 });
});

it('are one at a time of an address, and few of all, however many are asked for at once', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const service = trials(() => promise);
  const first = service.begin(WANTED, 'one');
  await expect(service.begin(WANTED, 'one')).rejects.toMatchObject({ status: 429 });
  const more = requestLimits.trialsWaiting + 3;
  const others = Array.from({ length: more }, (_, i) => service.begin(WANTED, `other ${i}`));
  resolve();
  const ends = await Promise.allSettled([first, ...others]);
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(requestLimits.trialsWaiting);
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ status: 503 });
  expect(await database.read.count(RunEntity)).toBe(requestLimits.trialsWaiting);
});
