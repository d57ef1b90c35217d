import { z } from 'zod';
import { markdownTable } from '#results/export/markdown-table.js';
import { settings } from '../settings/server-config.js';
import { bundleRows, leagueRows, scenarioRows } from './file-limits.js';
import { cacheRows } from './cache-limits.js';
import { laneRows } from './lane-limits.js';
import type { Limit, Words } from './limit.js';
import { orderRows } from './market-limits.js';
import { playRows, sourceRows } from './plugin-limits.js';
import { programRows } from './program-limits.js';
import { requestRows } from './request-limits.js';
import { trialRows } from './trial-limits.js';

/** All limits of the platform, by what they bound. */
export function allLimits(): Readonly<Record<string, readonly Limit[]>> {
  return {
    'Plugins at play': playRows(),
    'Plugin files': [...sourceRows(), ...trialRows()],
    'Orders and prices': orderRows(),
    Scenarios: scenarioRows(),
    'Leagues and seasons': leagueRows(),
    'Programs of one’s own': programRows(),
    Requests: [...requestRows(), ...settingRows()],
    'Work for requests': [...laneRows(), ...cacheRows()],
    'Bundles to verify': bundleRows(),
  };
}

/** docs/limits.md */
export function limitsPage(): string {
  const sections = Object.entries(allLimits()).map(([title, limits]) => `## ${title}\n\n${table(limits)}\n`);
  return `# Limits

All limits of the platform: made by \`npm run -s cli -- limits > docs/limits.md\` from the values that hold. What a plugin's failure is called
is explained in the [author's guide](plugin-authors-guide.md), what an order may ask for in the [market rules](market-rules.md#what-an-order-may-ask-for). Bounds that follow from
what a field means (shares, angles, hours of a day) are told with the field: [scenarios](scenarios.md).

${sections.join('\n')}`;
}

function settingRows(): Limit[] {
  return [
    setting('GRIDLEAGUE_REQUEST_SECONDS', 'time for a request to arrive', 's', 'request', '408'),
    setting('GRIDLEAGUE_WRITES_PER_MINUTE', 'writes in a minute', 'requests', 'address', '429'),
    setting('GRIDLEAGUE_REPLAYS_PER_HOUR', 'replays in an hour', 'replays', 'address', '429'),
    setting('GRIDLEAGUE_STREAMS_PER_ADDRESS', 'event streams', 'streams', 'address', '429'),
    setting(
      'GRIDLEAGUE_SILENCE_SECONDS',
      'silence of a match worker, plugins apart',
      's',
      'round',
      'played again elsewhere',
    ),
    setting('GRIDLEAGUE_ADMISSION_SECONDS', 'the checks of a submission', 's', 'attempt', 'begun again'),
    setting(
      'GRIDLEAGUE_REMOTE_SECONDS',
      'a remote agent: to be there, and to answer',
      's',
      'call',
      '`disconnected`, `timed-out`',
    ),
  ];
}

function setting(name: keyof typeof settings.shape, ...words: [string, string, string, string]): Limit {
  const { default: value, minimum, maximum } = z.toJSONSchema(settings.shape[name], { io: 'input' });
  const remarks = `set by \`${name}\`, ${number(minimum!)} to ${number(maximum!)}`;
  return { value: value as number, words: [...words, remarks] };
}

function table(limits: readonly Limit[]): string {
  const rows = limits.map(({ value, words: [name, unit, ...others] }) => [
    name,
    amount(value, unit),
    ...others,
  ]);
  return markdownTable(['limit', 'at most', 'per', 'beyond it', 'remarks'], rows);
}

const KILO = 1024;

/** 262,144 bytes are 256 kB, 1,200,000 ms 1,200 s. */
function amount(value: number, unit: Words[1]): string {
  if (unit === 'bytes' && value % KILO ** 2 === 0) return `${number(value / KILO ** 2)} MB`;
  if (unit === 'bytes' && value % KILO === 0) return `${number(value / KILO)} kB`;
  if (unit === 'ms' && value >= 1000) return `${number(value / 1000)} s`;
  return `${number(value)} ${unit}`;
}

function number(value: number): string {
  return value >= 1e9 || (value > 0 && value < 1e-3)
    ? value.toExponential().replace('e+', 'e')
    : value.toLocaleString('en');
}
