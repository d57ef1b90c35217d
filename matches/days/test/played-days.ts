import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DaysRequest, playDays, type PlayedDays } from '../../play/play-days.js';

/** Plays a community from 10 June 2025 on by the hour, in memory with truthful agents; plugins run in this process. */
export async function playedDays(
  fields: Record<string, unknown>,
  files: Readonly<Record<string, string>> = {},
  more: Partial<DaysRequest> = {},
): Promise<PlayedDays> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-days-'));
  try {
    const scenario = join(folder, 'days.json');
    const day = { kind: 'community', id: 'days', start: '2025-06-10', step: 'PT1H', periods: 'day' };
    await writeFile(scenario, JSON.stringify({ ...day, ...fields }));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await playDays({
      ...{ scenario, agents: ['truthful'], dealer: 'passive', seed: '1', rules: {} },
      ...{ chain: 'memory', dataFolder: 'nowhere', execution: 'in-process' },
      ...more,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A CSV of hours from midnight of a day on. */
export function hoursFrom(day: string, columns: Readonly<Record<string, readonly number[]>>): string {
  const names = Object.keys(columns);
  const start = Date.parse(`${day}T00:00Z`);
  const rows = columns[names[0]!]!.map((_, hour) =>
    [
      new Date(start + hour * 3_600_000).toISOString().slice(0, 16),
      ...names.map((name) => columns[name]![hour]!),
    ].join(),
  );
  return [['time', ...names].join(), ...rows, ''].join('\n');
}
