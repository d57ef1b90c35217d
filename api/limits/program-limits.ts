import { playLimits } from '#matches/play/limits.js';
import { orderTableLimits } from '#results/export/limits.js';
import { LONGEST_LINE } from '#sandbox/elsewhere/json-lines.js';
import { programMilliseconds, REQUESTS_PER_SOLVE } from '#sandbox/elsewhere/program-seats.js';
import { limitsOf, type Limit } from './limit.js';

const CALL = ['call', '`timed-out`'] as const;

/** Programs that play, or have matches played, on the machine of whoever starts them (docs/python.md). */
export function programRows(): Limit[] {
  const { start, call } = programMilliseconds;
  const cut = 'none of later rounds';
  const servers = 'a server’s tables too';
  const [REQUEST, RECORD] = [['request', '`bad-request`'] as const, ['record', 'refused'] as const];
  return [
    {
      value: LONGEST_LINE,
      words: ['a line of JSON', 'characters', 'line', '`invalid-output`; of a driver `bad-json`'],
    },
    ...limitsOf(
      { start, call },
      {
        start: ['for a strategy to be ready', 'ms', 'process', '`timed-out`', 'it may load large libraries'],
        call: ['for it to answer', 'ms', ...CALL, 'by the wall, without the time of the tools'],
      },
    ),
    {
      value: REQUESTS_PER_SOLVE,
      words: ['requests of tools', 'requests', 'call and solve that it has', CALL[1]],
    },
    ...limitsOf(playLimits, {
      seeds: ['`--seeds`', 'seeds', 'command', 'refused'],
      recordBytes: ['the record of a match (`explain`)', 'bytes', ...RECORD],
      recordAgents: ['strategies in it', 'strategies', ...RECORD],
      drivenMatches: ['matches that a program drives at a time', 'matches', 'driver', '`too-many-matches`'],
      drivenName: ['what it calls a match', 'characters', ...REQUEST],
      drivenAgents: ['strategies that it names', 'strategies', ...REQUEST],
      drivenEntry: ['one of them, or a scenario or a policy', 'characters', ...REQUEST],
    }),
    ...limitsOf(orderTableLimits, {
      lines: ['open orders of all rounds in tables', 'lines', 'match', cut, servers],
      quantities: ['quantities of their bundles in tables', 'lines', 'match', cut, servers],
    }),
  ];
}
