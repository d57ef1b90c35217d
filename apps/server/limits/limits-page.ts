import { z } from 'zod';
import { settings } from '../config/server-config.js';
import { PAGE_CHARACTERS } from '../problem/paging.js';
import { leagueLimits, verifyLimits } from './file-limits.js';
import { laneRows } from './lane-limits.js';
import type { Limit, Told } from './limit.js';
import { orderLimits } from './market-limits.js';
import { playLimits, sourceLimits } from './plugin-limits.js';
import { requestLimits } from './request-limits.js';

/** All limits of the platform, by what they bound. */
export function allLimits(): Readonly<Record<string, readonly Limit[]>> {
  return {
    'Plugins at play': playLimits(),
    'Plugin files': sourceLimits(),
    'Orders and prices': orderLimits(),
    'Scenarios and leagues': leagueLimits(),
    Requests: [...Object.values(requestLimits), largePage, ...settingLimits()],
    'Work for requests': laneRows(),
    'Bundles to verify': verifyLimits(),
  };
}

const largePage: Limit = {
  ...{
    name: 'page of a list of leagues or runs',
    value: PAGE_CHARACTERS,
    unit: 'characters',
    per: 'request',
  },
  outcome: 'it ends early, `next` goes on',
};

/** docs/limits.md */
export function limitsPage(): string {
  const sections = Object.entries(allLimits()).map(([title, limits]) => `## ${title}\n\n${table(limits)}\n`);
  return `# Limits

All limits of the platform: made by \`npm run -s cli -- limits > docs/limits.md\` from the values that hold. What a plugin's failure is called
is explained in the [author's guide](plugin-authors-guide.md), what an order may ask for in the [market rules](market-rules.md#what-an-order-may-ask-for).

${sections.join('\n')}`;
}

function settingLimits(): Limit[] {
  return [
    setting('GRIDLEAGUE_REQUEST_SECONDS', {
      ...{
        name: 'time for a request to arrive',
        unit: 's',
        per: 'request',
        outcome: '408, connection closed',
      },
    }),
    setting('GRIDLEAGUE_WRITES_PER_MINUTE', {
      ...{ name: 'writes in a minute', unit: 'requests', per: 'address', outcome: '429' },
    }),
    setting('GRIDLEAGUE_REPLAYS_PER_HOUR', {
      ...{ name: 'replays in an hour', unit: 'replays', per: 'address', outcome: '429' },
    }),
    setting('GRIDLEAGUE_STREAMS_PER_ADDRESS', {
      ...{ name: 'event streams', unit: 'streams', per: 'address', outcome: '429' },
    }),
    setting('GRIDLEAGUE_ADMISSION_SECONDS', {
      ...{ name: 'the checks of a submission', unit: 's', per: 'attempt', outcome: 'begun again' },
    }),
  ];
}

function setting(name: keyof typeof settings.shape, told: Told): Limit {
  const { default: value, minimum, maximum } = z.toJSONSchema(settings.shape[name], { io: 'input' });
  return { ...told, value: value as number, set: `\`${name}\`, ${number(minimum!)} to ${number(maximum!)}` };
}

function table(limits: readonly Limit[]): string {
  const rows = limits.map(({ name, per, outcome, why = '', set = '', ...amount }) => [
    ...[name, amountText(amount), per, outcome, [why, set && `set by ${set}`].filter(Boolean).join('; ')],
  ]);
  const columns = [['limit', 'at most', 'per', 'beyond it', 'remarks'], ...rows];
  const widths = columns[0]!.map((_, c) => Math.max(3, ...columns.map((row) => row[c]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, c) => cell.padEnd(widths[c]!)).join(' | ')} |`;
  const [head, ...body] = columns;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

const KILO = 1024;

/** 262,144 bytes are 256 kB, 1,200,000 ms 1,200 s. */
function amountText({ value, unit }: Pick<Limit, 'value' | 'unit'>): string {
  if (unit === 'bytes' && value % KILO ** 2 === 0) return `${number(value / KILO ** 2)} MB`;
  if (unit === 'bytes' && value % KILO === 0) return `${number(value / KILO)} kB`;
  if (unit === 'ms' && value >= 1000) return `${number(value / 1000)} s`;
  return `${number(value)} ${unit}`;
}

function number(value: number): string {
  return value >= 1e9 ? value.toExponential().replace('e+', 'e') : value.toLocaleString('en');
}
