import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '#matches/play/system-clock.js';

export interface ReadLoad {
  readonly url: string;
  readonly readers: number;
  /** of all readers together */
  readonly perSecond: number;
  readonly seconds: number;
  /** sent as If-None-Match */
  readonly etag?: string;
}

/** Parallel readers of one address, each with a connection of its own; how long every read took, ms. */
export async function readAlong({ url, readers, perSecond, seconds, etag }: ReadLoad): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: readers });
  const headers: Record<string, string> = etag === undefined ? {} : { 'if-none-match': etag };
  const end = systemClock.now() + seconds;
  const latencies: number[] = [];
  const reader = async (_: unknown, i: number): Promise<void> => {
    // Evenly over time, each at its own moment.
    let next = systemClock.now() + i / perSecond;
    while (next < end) {
      await pause(Math.max(0, (next - systemClock.now()) * 1000));
      // From when it was due: a server that lets readers queue is not let off.
      await read(url, agent, headers);
      latencies.push((systemClock.now() - next) * 1000);
      next += readers / perSecond;
    }
  };
  await Promise.all(Array.from({ length: readers }, reader));
  agent.destroy();
  return latencies;
}

function read(url: string, agent: Agent, headers: Readonly<Record<string, string>>): Promise<void> {
  return new Promise((done, failed) => {
    request(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200 && response.statusCode !== 304)
        failed(new Error(`${url} answered ${response.statusCode}`));
      response.on('end', done).on('error', failed).resume();
    })
      .on('error', failed)
      .end();
  });
}
