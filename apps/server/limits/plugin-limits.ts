import { z } from 'zod';
import { leagueSchema } from '#leagues/definition/league-schema.js';
import { defaultRules } from '#market/instance.js';
import { HEAP_MEGABYTES } from '#matches/workers/worker-process.js';
import { AT_ADMISSION, LARGEST_SOURCE, LONGEST_COMPILED } from '#sandbox/compile/compile-plugin.js';
import { consoleLimits, nameLimits } from '#sandbox/guest/limits.js';
import { defaultSandboxLimits, killGraceMilliseconds, processMegabytes } from '#sandbox/calls/limits.js';
import { limitsOf, type Limit } from './limit.js';

const CALL = { per: 'call', outcome: '`over-budget`' };
const { solves, ...others } = defaultSandboxLimits;

/** What plugins may use while they play. */
export function playLimits(): Limit[] {
  return [
    ...limitsOf(others, {
      orders: {
        ...{ name: 'orders in an answer', unit: 'orders', per: 'call', outcome: '`invalid-output`' },
        ...{ why: 'a dealer at least one per resource', set: ofLeague('orders') },
      },
      milliseconds: {
        ...{ name: 'time of a call', unit: 'ms', per: 'call', outcome: '`timed-out`' },
        ...{
          why: 'inside the isolate; what the machine gave to others meanwhile does not count',
          set: ofLeague('milliseconds'),
        },
      },
      seatMilliseconds: {
        ...{
          name: 'processor time',
          unit: 'ms',
          per: 'seat and match',
          outcome: '`out-of-time`, benched at once',
        },
        set: ofLeague('seatMilliseconds'),
      },
      matchMilliseconds: {
        ...{ name: 'waiting for plugins, summed over them', unit: 'ms', per: 'match' },
        ...{ outcome: '`out-of-time` for whoever used most', set: ofLeague('matchMilliseconds') },
      },
      megabytes: {
        ...{ name: 'memory of an isolate', unit: 'MB', per: 'seat', outcome: '`out-of-memory`' },
        ...{ why: 'buffers included', set: ofLeague('megabytes') },
      },
      matchMegabytes: {
        ...{ name: 'resident memory of all processes', unit: 'MB', per: 'match' },
        ...{ outcome: '`out-of-memory` for whoever uses most', set: ofLeague('matchMegabytes') },
      },
      processLosses: {
        ...{ name: 'lost processes', unit: 'processes', per: 'submission and match' },
        outcome: '`process-lost` for its remaining turns',
      },
      admissionMilliseconds: {
        ...{ name: 'processor time of all checks', unit: 'ms', per: 'admission', outcome: 'refused' },
      },
    }),
    ...limitsOf(solves, {
      solves: { name: 'LP solves of the tools', unit: 'solves', ...CALL, set: ofLeague('solves') },
      iterations: { name: 'simplex iterations', unit: 'iterations', ...CALL, set: ofLeague('iterations') },
      size: {
        ...{ name: 'a problem given to `solve`', unit: 'rows, columns and entries', ...CALL, per: '`solve`' },
      },
      sizes: { name: 'all problems given to `solve`', unit: 'rows, columns and entries', ...CALL },
    }),
    {
      ...{ name: 'heap of the process that plays', value: HEAP_MEGABYTES, unit: 'MB', per: 'match' },
      outcome: 'a fault of the platform',
    },
    {
      ...{
        name: 'time of a call, from outside',
        value: others.milliseconds + killGraceMilliseconds,
        unit: 'ms',
      },
      ...{
        per: 'call',
        outcome: '`timed-out`, process lost',
        why: 'where the isolate cannot be interrupted',
      },
    },
    {
      ...{ name: 'resident memory', value: processMegabytes(1, defaultSandboxLimits), unit: 'MB' },
      ...{ per: 'process of one seat', outcome: '`out-of-memory`, process lost' },
      why: `${processMegabytes(2, defaultSandboxLimits) - processMegabytes(1, defaultSandboxLimits)} MB more for each further seat`,
    },
    {
      ...{ name: 'failures', value: defaultRules.errorBudget, unit: 'failures', per: 'seat and match' },
      ...{ outcome: 'benched', set: 'a league’s `errorBudget`' },
    },
    ...limitsOf(consoleLimits, {
      lines: {
        name: 'lines of the console',
        unit: 'lines',
        per: 'seat and match',
        outcome: 'counted, not kept',
      },
      characters: { name: 'a line of the console', unit: 'characters', per: 'line', outcome: 'cut' },
    }),
  ];
}

/** What a plugin's file may be. */
export function sourceLimits(): Limit[] {
  const file = { per: 'file', outcome: 'refused' };
  return [
    { name: 'plugin', value: LARGEST_SOURCE, unit: 'bytes', ...file },
    ...limitsOf(AT_ADMISSION, {
      milliseconds: { name: 'compiling it', unit: 'ms', ...file },
      megabytes: { name: 'compiling it: memory', unit: 'MB', ...file },
    }),
    ...limitsOf(LONGEST_COMPILED, {
      code: {
        name: 'the plugin compiled',
        unit: 'characters',
        ...file,
        why: 'constants can fold into each other',
      },
      sourceMap: { name: 'its source map', unit: 'characters', ...file },
    }),
    ...limitsOf(nameLimits, {
      name: { name: 'the name it gives itself', unit: 'characters', ...file },
      description: { name: 'its description', unit: 'characters', ...file },
    }),
  ];
}

type OfLeague = keyof typeof leagueLimits;
const leagueLimits = leagueSchema.shape.limits.unwrap().shape;

function ofLeague(name: OfLeague): string {
  const { minimum, maximum } = z.toJSONSchema(leagueLimits[name].unwrap());
  return `a league’s \`limits.${name}\`, ${minimum!.toLocaleString('en')} to ${maximum!.toLocaleString('en')}`;
}
