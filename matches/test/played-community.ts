import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlayedScenario } from '#matches/play/play-setting.js';
import { playScenario } from './play-scenario.js';

/** Plays a scenario file in memory with truthful agents; plugins run in this process. */
export function playedFile(scenario: string, rounds = 200, dealer = 'passive'): Promise<PlayedScenario> {
  return playScenario({
    ...{ scenario, agents: ['truthful'], dealer, seed: '1', rules: { roundCap: rounds } },
    ...{ chain: 'memory', dataFolder: 'nowhere', execution: 'in-process' },
  });
}

/** Plays a community of these fields, `files` beside it. */
export async function playedCommunity(
  fields: Record<string, unknown>,
  files: Readonly<Record<string, string>> = {},
  dealer = 'passive',
): Promise<PlayedScenario> {
  const folder = await mkdtemp(join(tmpdir(), 'gridleague-community-'));
  try {
    const scenario = join(folder, 'community.json');
    const day = { kind: 'community', id: 'day', start: '2025-06-10', step: 'PT1H' };
    await writeFile(scenario, JSON.stringify({ ...day, ...fields }));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await playedFile(scenario, 200, dealer);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A CSV of hours of that day. */
export function hourly(columns: Readonly<Record<string, readonly number[]>>): string {
  const names = Object.keys(columns);
  const rows = columns[names[0]!]!.map((_, hour) =>
    [`2025-06-10T${String(hour).padStart(2, '0')}:00`, ...names.map((name) => columns[name]![hour]!)].join(),
  );
  return [['time', ...names].join(), ...rows, ''].join('\n');
}

/** A column of `hours.csv` as energy. */
export function energyOf(column: string): object {
  return { csv: 'hours.csv', column, unit: 'kWh', time: 'time' };
}
