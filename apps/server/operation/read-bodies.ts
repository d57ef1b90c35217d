import type { NestExpressApplication } from '@nestjs/platform-express';
import type { HttpRequest, HttpResponse } from '../http.js';
import { requestLimits } from '../limits/request-limits.js';
import { ProblemError } from '../problem/problem.js';

interface BodyKind {
  /** media types, as patterns and as they are told */
  readonly types: RegExp;
  readonly told: string;
  readonly limit: number;
  readonly parser: 'json' | 'text' | 'raw';
}

const FORM: BodyKind = {
  ...{
    types: /^multipart\/form-data$/,
    told: 'multipart/form-data',
    limit: requestLimits.upload,
    parser: 'raw',
  },
};
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

/** What a call takes, by method and address. */
function kindOf({ method, url = '' }: { method?: string | undefined; url?: string | undefined }): BodyKind {
  const [path = ''] = url.split('?');
  if (method === 'POST' && /^\/api\/submissions\/?$/i.test(path)) return FORM;
  if (method === 'POST' && /^\/api\/leagues\/?$/i.test(path)) return LEAGUE;
  if (method === 'PUT' && /^\/api\/leagues\/[^/]+\/?$/i.test(path)) return LEAGUE;
  return JSON_FIELDS;
}

type Incoming = Pick<HttpRequest, 'headers'> & { readonly method?: string; readonly url?: string };

function takes(parser: BodyKind['parser']) {
  return (request: Incoming): boolean => kindOf(request).parser === parser;
}

/**
 * Reads bodies of the media type that a call takes, up to its limit: counted while they arrive, whatever they say
 * of their length. Others are refused before anything is read.
 */
export function readBodies(app: NestExpressApplication): void {
  app.use((request: Incoming, _response: HttpResponse, next: (error?: Error) => void) => {
    next(hasBody(request) ? (refusal(request) ?? undefined) : undefined);
  });
  for (const { parser, limit } of [FORM, LEAGUE, JSON_FIELDS])
    app.useBodyParser(parser, {
      limit,
      type: takes(parser) as (request: never) => boolean,
    });
}

function hasBody({ method, headers }: Incoming): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function refusal(request: Incoming): ProblemError | null {
  const [type = ''] = (request.headers['content-type'] ?? '').split(';');
  const { types, told } = kindOf(request);
  if (types.test(type.trim().toLowerCase())) return null;
  return new ProblemError(415, 'media-type', `the body must be ${told}`);
}
