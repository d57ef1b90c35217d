import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Caller } from '../access/access.js';
import { Callers, tokenNeeded } from '../access/access.guard.js';
import { Sessions, signInNeeded } from '../access/sessions.js';
import { ProblemError, tooMany } from '../problem/problem.js';
import { callerOf, forCaller } from '../operation/take-turns.js';
import type { Turns } from '../operation/turns.js';
import { uploadOn } from '../scenarios/scenarios.service.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { onceClosed } from '../operation/once-closed.js';

interface BodyKind {
  /** media types, as patterns and as they are told */
  readonly types: RegExp;
  readonly told: string;
  readonly limit: number;
  readonly parser: 'json' | 'text' | 'raw' | 'urlencoded';
  /** what teams may send of it, who say beforehand how much it is; what is larger is the administrator's */
  readonly ofTeams?: number;
}

const FORM: BodyKind = {
  ...{
    types: /^multipart\/form-data$/,
    told: 'multipart/form-data',
    limit: requestLimits.upload,
    parser: 'raw',
  },
};
/** The same, from a page of whoever is signed in. */
const PAGE_FORM: BodyKind = { ...FORM };
const PACKAGE: BodyKind = { ...FORM, limit: requestLimits.scenario, ofTeams: requestLimits.ownScenario };
/** Read as it is: it is taken apart in a thread. */
const LEAGUE: BodyKind = {
  types: /^(text\/[\w.+-]+|application\/(yaml|x-yaml|json|[\w.+-]+\+json))$/,
  told: 'application/yaml or application/json',
  ...{ limit: requestLimits.leagueFile, parser: 'text' },
};
const JSON_FIELDS: BodyKind = {
  ...{
    types: /^application\/([\w.+-]+\+)?json$/,
    told: 'application/json',
    limit: requestLimits.fields,
    parser: 'json',
  },
};

const PAGE_FIELDS: BodyKind = {
  types: /^application\/x-www-form-urlencoded$/,
  told: 'application/x-www-form-urlencoded',
  ...{ limit: requestLimits.fields, parser: 'urlencoded' },
};

type Next = (error?: Error) => void;

/** What a call takes, by method and address. */
function kindOf({ method, url = '' }: { method?: string | undefined; url?: string | undefined }): BodyKind {
  const [path = ''] = url.split('?');
  if (method === 'POST' && /^\/api\/submissions\/?$/i.test(path)) return FORM;
  if (method === 'POST' && /^\/api\/scenarios\/?$/i.test(path)) return PACKAGE;
  if (method === 'POST' && /^\/api\/(leagues|seasons)\/?$/i.test(path)) return LEAGUE;
  if (method === 'PUT' && /^\/api\/leagues\/[^/]+\/?$/i.test(path)) return LEAGUE;
  if (method === 'POST' && /^\/team\/plugins\/?$/i.test(path)) return PAGE_FORM;
  return /^\/api(\/|$)/i.test(path) ? JSON_FIELDS : PAGE_FIELDS;
}

function takes(kind: BodyKind) {
  return (request: IncomingMessage): boolean => kindOf(request) === kind;
}

const WAIT_SECONDS = 5;

/**
 * Reads bodies of the media type that a call takes, up to its limit: counted while they arrive, whatever they say
 * of their length. Others, and large ones of whoever has no token, are refused before anything is read. What
 * follows, errors included, has a turn of its own: many bodies may end at the same moment.
 */
export function readBodies(app: NestExpressApplication, turns: Turns, proxies: number): void {
  const callers = app.get(Callers);
  const sessions = app.get(Sessions);
  const callerFor = async (kind: BodyKind, request: IncomingMessage): Promise<Caller | null> => {
    if (kind !== PAGE_FORM) return callers.of(request.headers.authorization);
    const session = await sessions.of(request);
    return session && { kind: 'team', id: session.team.id };
  };
  const onTheirWay = new Map<string, number>();
  app.use((request: IncomingMessage, response: ServerResponse, next: Next) => {
    if (!hasBody(request)) return next();
    const kind = kindOf(request);
    const [type = ''] = (request.headers['content-type'] ?? '').split(';');
    // What is left of the body is thrown away as it arrives: a connection that is cut would take the answer with it.
    const refuse = (error: Error): void => {
      response.shouldKeepAlive = true;
      next(error);
    };
    if (!kind.types.test(type.trim().toLowerCase())) return refuse(wrongType(kind));
    if (kind === JSON_FIELDS || kind === PAGE_FIELDS) return next();
    callerFor(kind, request).then((caller) => {
      if (!caller) return refuse(kind === PAGE_FORM ? signInNeeded() : tokenNeeded());
      const { ofTeams } = kind;
      const isLarge = ofTeams !== undefined && !(lengthOf(request) <= ofTeams);
      if (isLarge && caller.kind === 'team') return refuse(tooLarge(ofTeams));
      const own = caller.kind === 'team' ? caller.id : caller.kind;
      // Of the largest there is one at a time, until it is answered.
      const [name, most] = kind === PACKAGE ? [`scenario of ${own}`, 1] : [own, requestLimits.bodiesOfCaller];
      const open = onTheirWay.get(name) ?? 0;
      if (open >= most && kind === PACKAGE) return refuse(uploadOn());
      if (open >= most)
        return refuse(tooMany(`${open} bodies with this token are on their way`, WAIT_SECONDS));
      onTheirWay.set(name, open + 1);
      onceClosed(response, () => {
        const left = onTheirWay.get(name)! - 1;
        if (left > 0) onTheirWay.set(name, left);
        else onTheirWay.delete(name);
      });
      next();
    }, next);
  });
  for (const kind of [FORM, PAGE_FORM, PACKAGE, LEAGUE, JSON_FIELDS, PAGE_FIELDS])
    app.useBodyParser(kind.parser, {
      limit: kind.limit,
      type: takes(kind) as (request: never) => boolean,
      ...(kind.parser === 'urlencoded' && { extended: false }),
    });
  const inTurn = (request: IncomingMessage, goOn: () => void): void => {
    const caller = callerOf(request, proxies);
    turns.add(caller, () => {
      // Nobody is there to be told what was wrong.
      if (request.socket.destroyed) return false;
      forCaller(caller, goOn);
      return true;
    });
  };
  app.use((request: IncomingMessage, _response: ServerResponse, next: Next) => {
    if (hasBody(request)) inTurn(request, next);
    else next();
  });
  // Express knows by the four parameters that this one is for errors.
  app.use((error: Error, request: IncomingMessage, _response: ServerResponse, next: Next) =>
    inTurn(request, () => next(error)),
  );
}

function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** As it is stated: no more of it is read. NaN: it is not */
function lengthOf({ headers }: IncomingMessage): number {
  return Number(headers['content-length']);
}

function tooLarge(most: number): ProblemError {
  return new ProblemError(413, 'too-large', `a team sends at most ${most} bytes here, and states how many`);
}

function wrongType({ told }: BodyKind): ProblemError {
  return new ProblemError(415, 'media-type', `the body must be ${told}`);
}
