import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseAddress } from '../address.js';
import type { Hearer, Signals } from '../signals.js';

const RETRY_MILLISECONDS = 1000;
/** Told while there is no connection, or faster than it takes them; the oldest are lost. */
const MOST_WAITING = 100_000;

/** LISTEN and NOTIFY on a connection of their own, which is made again when it is lost. */
export class PostgresSignals implements Signals {
  private readonly hearers: Hearer[] = [];
  private readonly waiting: string[] = [];
  private client: pg.Client | null = null;
  private isSending = false;
  private readonly ended = new AbortController();
  private readonly work: Promise<void>;

  /** `name`: of this process, at its connections; `schema`: of its tables */
  constructor(
    private readonly url: DatabaseAddress,
    private readonly name: string,
    private readonly schema: string,
  ) {
    this.work = this.run();
  }

  tell(text: string): void {
    this.waiting.push(text);
    while (this.waiting.length > MOST_WAITING) this.waiting.shift();
    this.send();
  }

  hear(hearer: Hearer): void {
    this.hearers.push(hearer);
  }

  async close(): Promise<void> {
    this.ended.abort();
    await this.client?.end().catch(() => undefined);
    await this.work;
  }

  private get channel(): string {
    return `gridleague_${this.schema}`;
  }

  private send(): void {
    const { client } = this;
    if (!client || this.isSending) return;
    this.isSending = true;
    void this.sendAll(client);
  }

  /** One after the other: a connection takes one statement at a time. */
  private async sendAll(client: pg.Client): Promise<void> {
    while (this.client === client) {
      const text = this.waiting.shift();
      if (text === undefined) break;
      // What the database refuses is lost, and no more.
      await client
        .query('SELECT pg_notify($1, $2)', [this.channel, `${this.name} ${text}`])
        .catch(() => undefined);
    }
    if (this.client === client) this.isSending = false;
  }

  private async run(): Promise<void> {
    for (let isFirst = true; !this.ended.signal.aborted; isFirst = false) {
      await this.listen(isFirst).catch(() => undefined);
      this.client = null;
      await setTimeout(RETRY_MILLISECONDS, null, { ref: false, signal: this.ended.signal }).catch(
        () => undefined,
      );
    }
  }

  /** Until the connection is lost. */
  private async listen(isFirst: boolean): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: `${this.name} signals`,
    });
    const lost = new Promise<void>((done) => {
      const gone = (): void => {
        // What is still to be told waits for the next connection.
        this.client = null;
        done();
      };
      client.on('error', gone).on('end', gone);
    });
    client.on('notification', ({ payload = '' }) => {
      const from = `${this.name} `;
      if (payload.startsWith(from)) return;
      this.told(payload.slice(from.length));
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
      if (this.ended.signal.aborted) return;
      this.client = client;
      this.isSending = false;
      if (!isFirst) this.told(null);
      this.send();
      await lost;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private told(text: string | null): void {
    for (const hearer of this.hearers) hearer(text);
  }
}
