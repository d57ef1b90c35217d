import pg from 'pg';
import { postgresDatabase } from '../test/postgres-server.js';
import { PostgresSignals } from './postgres-signals.js';

const address = await postgresDatabase();

(address === null ? describe.skip : describe)('signals', () => {
  let [running, most] = [0, 0];
  const query = Reflect.get(pg.Client.prototype, 'query') as (
    this: pg.Client,
    ...given: unknown[]
  ) => Promise<unknown>;
  let [one, other]: PostgresSignals[] = [];

  beforeAll(() => {
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]): Promise<unknown> {
      if (JSON.stringify(given).includes('refused')) return Promise.reject(new Error('not now'));
      most = Math.max(most, ++running);
      return query.apply(this, given).finally(() => running--);
    } as never;
    [one, other] = ['one', 'two'].map((name) => new PostgresSignals(address!, name, 'public'));
  });
  afterAll(async () => {
    await Promise.all([one?.close(), other?.close()]);
    pg.Client.prototype.query = query as never;
  });

  it('come in their order, one statement at a time, also where many have waited for a connection', async () => {
    const heard: (string | null)[] = [];
    const called = (last: string): Promise<void> =>
      new Promise((all) => one!.hear((text) => void (heard.push(text), text === last && all())));
    // Heard once both listen; names of processes are of one length.
    const ready = called('ready');
    const asking = setInterval(() => other!.tell('ready'), 50);
    await ready.finally(() => clearInterval(asking));
    [most, heard.length] = [0, 0];
    const told = Array.from({ length: 20 }, (_, i) => String(i));
    const all = called('19');
    for (const text of told) other!.tell(text);
    await all;
    expect([...new Set(heard)].filter((text) => text !== 'ready' && text !== null)).toEqual(told);
    expect(most).toBe(1);
  });

  it('go on after one that the database refuses', async () => {
    const heard = new Promise<void>((done) => one!.hear((text) => text === 'after' && done()));
    for (const text of ['refused', 'after']) other!.tell(text);
    await heard;
  });
});
