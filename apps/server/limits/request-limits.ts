import { LARGEST_SOURCE } from '#sandbox/compile/compile-plugin.js';
import type { Limit } from './limit.js';

const KILO = 1024;

/** What requests may send and ask for. */
export const requestLimits = {
  upload: {
    ...{ name: 'plugin with the form around it', value: LARGEST_SOURCE + 16 * KILO, unit: 'bytes' },
    ...{ per: 'request', outcome: '413', why: 'preamble, epilogue, headers and other parts included' },
  },
  leagueFile: {
    ...{ name: 'league file', value: 256 * KILO, unit: 'bytes', per: 'request', outcome: '413' },
    why: 'it may name hundreds of plugins',
  },
  fields: {
    ...{ name: 'any other body', value: 16 * KILO, unit: 'bytes', per: 'request', outcome: '413' },
    why: 'a few fields',
  },
  parts: { name: 'parts of a form', value: 8, unit: 'parts', per: 'request', outcome: '400' },
  partHeaders: { name: 'head of a part', value: 4096, unit: 'characters', per: 'part', outcome: '400' },
  headers: {
    name: 'headers',
    value: 100,
    unit: 'lines',
    per: 'request',
    outcome: 'further ones are ignored',
  },
  connections: {
    ...{ name: 'connections', value: 2000, unit: 'connections', per: 'server', outcome: 'dropped' },
    why: 'each takes a file handle, and an event stream is one',
  },
  page: { name: 'page of a list', value: 500, unit: 'entries', per: 'request', outcome: '400' },
  replaysOfAddress: { name: 'replays at once', value: 3, unit: 'replays', per: 'address', outcome: '429' },
  replaysWaiting: { name: 'replays that wait', value: 20, unit: 'replays', per: 'server', outcome: '503' },
  submissionsWaiting: {
    ...{ name: 'submissions that wait', value: 10, unit: 'submissions', per: 'team', outcome: '429' },
  },
  lateChecks: {
    ...{ name: 'checks that ran out of time', value: 2, unit: 'attempts', per: 'submission' },
    ...{ outcome: 'rejected (`time`)', why: 'once may be the machine’s fault' },
  },
  lostChecks: {
    ...{ name: 'checks whose process was lost', value: 3, unit: 'attempts', per: 'submission' },
    ...{ outcome: 'rejected (`platform`)', why: 'with the server or without it' },
  },
} as const satisfies Readonly<Record<string, Limit>>;
