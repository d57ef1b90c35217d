import { Database } from '#database/database.js';
import { postgresDatabase } from '#database/test/postgres-server.js';
import { WorkerCommand } from '../../server/test/worker-process.js';
import { temporaryFolder } from '../test/gridleague.js';

const address = await postgresDatabase();
const onPostgres = address === null ? describe.skip : describe;
const folder = temporaryFolder();

onPostgres('a worker that waits', () => {
  const waiting = async (event: string, ...options: string[]): Promise<unknown> => {
    const worker = WorkerCommand.start(address!, folder.path('cache'), ...options);
    const { reason, seconds } = await worker.said((entry) => entry.event === event);
    const asked = performance.now();
    expect(await worker.end('SIGTERM')).toBe(0);
    // It waits for half a minute or more.
    expect(performance.now() - asked).toBeLessThan(20_000);
    return { reason, seconds };
  };

  it('says that an empty database needs a server, and ends when it is told to', async () =>
    expect(await waiting('database is waited for')).toEqual({
      reason: 'a server has to make its tables first',
      seconds: 30,
    }));

  it('says the same of a database that no server has led yet, and of a server that is away', async () => {
    await (await Database.open(address!)).close();
    expect(await waiting('worker waits')).toEqual({
      reason: expect.stringMatching(/^a server has to lead postgres:\S+ first$/) as string,
      seconds: 30,
    });
    expect(await waiting('worker waits', '--server', 'http://127.0.0.1:1')).toEqual({
      reason: expect.stringContaining('cannot be asked for its version') as string,
      seconds: 60,
    });
  });
});
