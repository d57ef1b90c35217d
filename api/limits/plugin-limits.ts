import { settableLimits } from '#leagues/definition/limits.js';
import { defaultRules } from '#market/instance.js';
import { KEPT_CONSOLES } from '#database/stored/kept-consoles.js';
import { KEPT_CHARACTERS } from '#matches/play/line-ups/match-consoles.js';
import { HEAP_MEGABYTES } from '#matches/workers/worker-process.js';
import { AT_ADMISSION, LARGEST_SOURCE, LONGEST_COMPILED } from '#sandbox/compile/compile-plugin.js';
import { toolLimits } from '#market/agent/tool-limits.js';
import {
  consoleLimits,
  errorLimits,
  keyLimits,
  largestPacked,
  mostRemembered,
  nameLimits,
} from '#sandbox/guest/limits.js';
import {
  defaultSandboxLimits as limits,
  killGraceMilliseconds,
  mostPricesHeard,
  processMegabytes,
} from '#sandbox/calls/limits.js';
import { limitsOf, type Limit } from './limit.js';

const CALL = ['call', '`over-budget`'] as const;
const SEAT = 'seat and match';
const FILE = ['file', 'refused'] as const;
const SIZE = 'rows, columns and entries';

/** What plugins may use while they play. */
export function playRows(): Limit[] {
  const { solves, ...others } = limits;
  const outside = limits.milliseconds + killGraceMilliseconds;
  const [alone, beside] = [processMegabytes(1, limits), processMegabytes(2, limits)];
  const atLeast = `one per resource where m is larger; ${set('orders')}`;
  const own = 'what the machine gave to others meanwhile does not count';
  const lost = 'where the isolate cannot be interrupted';
  return [
    ...limitsOf(others, {
      orders: ['orders in an answer', 'orders', 'call', '`invalid-output`', atLeast],
      milliseconds: ['time of a call', 'ms', 'call', '`timed-out`', `${own}; ${set('milliseconds')}`],
      seatMilliseconds: ['processor time', 'ms', SEAT, '`out-of-time`, benched', set('seatMilliseconds')],
      matchMilliseconds: [
        ...(['waiting for plugins, summed over them', 'ms', 'match'] as const),
        ...(['`out-of-time` for whoever used most', set('matchMilliseconds')] as const),
      ],
      megabytes: ['memory, buffers included', 'MB', 'seat', '`out-of-memory`', set('megabytes')],
      matchMegabytes: [
        ...(['resident memory of all processes', 'MB', 'match'] as const),
        ...(['`out-of-memory` for whoever uses most', set('matchMegabytes')] as const),
      ],
      processLosses: ['lost processes', 'processes', 'submission and match', '`process-lost` until its end'],
      admissionMilliseconds: ['processor time of all checks', 'ms', 'admission', 'refused'],
    }),
    ...limitsOf(solves, {
      solves: ['LP solves of the tools', 'solves', ...CALL, set('solves')],
      iterations: ['simplex iterations', 'iterations', ...CALL, set('iterations')],
      size: ['a problem given to `solve`', SIZE, '`solve`', '`over-budget`'],
      sizes: ['all problems given to `solve`', SIZE, ...CALL],
    }),
    {
      value: largestPacked,
      words: [
        'a problem that reaches `solve` at all',
        SIZE,
        '`solve`',
        'its call throws',
        '`over-budget` up to here',
      ],
    },
    ...limitsOf(toolLimits, {
      bundles: ['`count` of `bestBundles`', 'bundles', 'question', 'its call throws'],
    }),
    ...limitsOf(keyLimits, {
      keys: ['keys in `cancel`', 'keys', 'call', '`invalid-output`'],
      largest: ['a key of an order', 'as a whole number', 'order', '`invalid-output`'],
    }),
    {
      value: HEAP_MEGABYTES,
      words: ['heap of the process that plays', 'MB', 'match', 'a fault of the platform'],
    },
    {
      value: outside,
      words: ['time of a call, from outside', 'ms', 'call', '`timed-out`, process lost', lost],
    },
    {
      value: alone,
      words: [
        ...(['resident memory', 'MB', 'process of one seat', '`out-of-memory`, process lost'] as const),
        `${beside - alone} MB more for each further seat`,
      ],
    },
    {
      value: defaultRules.errorBudget,
      words: ['failures', 'failures', SEAT, 'benched', 'set by a league’s `errorBudget`'],
    },
    {
      value: mostRemembered,
      words: [
        'what it remembers',
        'characters',
        'seat and day',
        '`invalid-output`',
        'where days follow one another',
      ],
    },
    ...limitsOf(errorLimits, {
      message: ['message of an error', 'characters', 'failure', 'cut'],
      stack: ['its stack', 'characters', 'failure', 'cut'],
    }),
    ...limitsOf(consoleLimits, {
      lines: ['lines of the console', 'lines', SEAT, 'counted, not kept'],
      characters: ['characters of the console', 'characters', 'line', 'cut'],
    }),
    {
      value: mostPricesHeard,
      words: ['prices that it says it reckoned with', 'prices', 'call', 'not kept', 'no scenario has more'],
    },
    {
      value: KEPT_CHARACTERS,
      words: ['the console as a server keeps it', 'characters', 'submission and match', 'counted, not kept'],
    },
    {
      value: KEPT_CONSOLES,
      words: ['matches whose console a server keeps', 'matches', 'submission', 'the oldest forgotten'],
    },
  ];
}

/** What a plugin's file may be. */
export function sourceRows(): Limit[] {
  return [
    { value: LARGEST_SOURCE, words: ['plugin', 'bytes', ...FILE] },
    ...limitsOf(AT_ADMISSION, {
      milliseconds: ['compiling it', 'ms', ...FILE],
      megabytes: ['compiling it: memory', 'MB', ...FILE],
    }),
    ...limitsOf(LONGEST_COMPILED, {
      code: ['the plugin compiled', 'characters', ...FILE, 'constants can fold into each other'],
      sourceMap: ['its source map', 'characters', ...FILE],
    }),
    ...limitsOf(nameLimits, {
      name: ['the name it gives itself', 'characters', ...FILE],
      description: ['its description', 'characters', ...FILE],
    }),
  ];
}

function set(name: keyof typeof settableLimits): string {
  const { least, most } = settableLimits[name];
  const [low, high] = [least, most].map((value) => value.toLocaleString('en'));
  return `set by a league’s \`limits.${name}\`, ${low} to ${high}`;
}
