import { MOST_PLUGINS } from '#leagues/definition/league-schema.js';
import { LARGEST_SOURCE } from '#sandbox/compile/compile-plugin.js';
import { limitsOf, type Limit } from './limit.js';

const KILO = 1024;

/** What requests may send and ask for. */
export const requestLimits = {
  upload: LARGEST_SOURCE + 16 * KILO,
  scenario: 64 * KILO ** 2 + 256 * KILO,
  ownScenario: 8 * KILO ** 2,
  ownScenarios: 10,
  ownScenariosBytes: 16 * KILO ** 2,
  leagueFile: 256 * KILO,
  fields: 16 * KILO,
  parts: 8,
  partHeaders: 4096,
  headers: 100,
  connections: 2000,
  requestsOfConnection: 100,
  bodiesOfCaller: 32,
  leastPace: 16_000,
  unreadBytes: 256 * KILO ** 2,
  page: 500,
  sessionSeconds: 2 * 3600,
  sessions: 20,
  failedSignIns: 20,
  trials: 20,
  trialsWaiting: 10,
  trialSize: 5000,
  trialsKept: 200,
  trialSecondsKept: 24 * 3600,
  replaysOfAddress: 3,
  replaysWaiting: 20,
  submissionsWaiting: 10,
  plugins: MOST_PLUGINS,
  lateChecks: 2,
  lostChecks: 3,
  pageCharacters: 1_000_000,
} as const;

export function requestRows(): Limit[] {
  const [body, part] = [['bytes', 'request', '413'] as const, 'part of a form'];
  return limitsOf(requestLimits, {
    upload: [
      'plugin with the form around it',
      ...body,
      'preamble, epilogue, headers and other parts included',
    ],
    scenario: ['scenario with its series', ...body, 'the administrator’s alone; unpacked no more'],
    ownScenario: ['scenario of a team’s own', ...body, 'its package no more'],
    ownScenarios: ['scenarios of its own', 'scenarios', 'team', '409'],
    ownScenariosBytes: ['scenarios of its own, as they are stored', 'bytes', 'team', '409'],
    leagueFile: ['league file', ...body, 'it may name hundreds of plugins'],
    fields: ['any other body', ...body, 'a few fields'],
    parts: [
      'parts of a form',
      'parts',
      'request',
      '400',
      'more than an upload has fields, for what clients add',
    ],
    partHeaders: ['headers', 'characters', part, '400'],
    headers: ['headers', 'lines', 'request', 'further ones are ignored'],
    connections: [
      'connections',
      'connections',
      'server',
      'dropped',
      'each takes a file handle; an event stream is one',
    ],
    requestsOfConnection: [
      'requests',
      'requests',
      'connection',
      'closed with the last answer',
      'sent ahead: as many again get 503, then it is cut',
    ],
    bodiesOfCaller: ['large bodies on their way', 'bodies', 'caller', '429'],
    leastPace: [
      'an answer’s pace, at least',
      'bytes in a second',
      'connection',
      'closed',
      'over ten seconds',
    ],
    unreadBytes: [
      ...(['answers that wait for their readers', 'bytes', 'server'] as const),
      'the largest of the greediest address closed',
    ],
    page: ['page of a list', 'entries', 'request', '400'],
    sessionSeconds: ['a session of the pages', 's', 'sign-in', 'signed out'],
    sessions: ['sessions of the pages', 'sessions', 'team', 'the oldest signed out'],
    failedSignIns: ['sign-ins with a wrong token in an hour', 'attempts', 'address', '429'],
    trials: ['trials in an hour', 'matches', 'address', '429', 'one at a time'],
    trialsWaiting: ['trials that wait', 'matches', 'server', '503'],
    trialSize: ['market of a trial', 'seats x resources', 'match', '400'],
    trialsKept: ['trials that are kept', 'matches', 'server', 'the oldest removed'],
    trialSecondsKept: ['a trial is kept', 's', 'match', 'removed'],
    replaysOfAddress: ['replays at once', 'replays', 'address', '429'],
    replaysWaiting: ['replays that wait', 'replays', 'server', '503'],
    submissionsWaiting: ['submissions that wait', 'submissions', 'team', '429'],
    plugins: ['names of plugins', 'names', 'team and kind', '409', 'withdrawn and refused ones do not count'],
    lateChecks: ['checks that ran out of time', 'attempts', 'submission', 'rejected (`time`)'],
    lostChecks: ['checks whose process was lost', 'attempts', 'submission', 'rejected (`platform`)'],
    pageCharacters: [
      'page of a list of leagues or runs',
      'characters',
      'request',
      'it ends early, `next` goes on',
    ],
  });
}
