import type { OpenAPIObject } from '@nestjs/swagger';
import { refTo } from '#api/schemas.js';

const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The input is wrong; `field` names what',
  401: 'A valid token is needed',
  403: 'The token does not allow it',
  404: 'There is no such thing, or not yet',
  409: 'It contradicts the state of things',
  413: 'The body is too large',
  415: 'The body is of a media type that the call does not take',
  422: 'Understood, but cannot be done',
  429: 'Too many writes from this address, or too much waiting; see `Retry-After`',
  503: 'Not now; try again',
};

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** A problem document as an answer with this status. */
export function describedProblem(status: number | 'default'): {
  status: number | 'default';
  description: string;
  content: Record<string, { schema: { $ref: string } }>;
} {
  const description = status === 'default' ? 'Anything else that went wrong' : MEANINGS[status]!;
  return { status, description, content: { 'application/problem+json': { schema: refTo('Problem') } } };
}

/** Adds to every operation the problems that follow from what it takes and who may call it. */
export function addProblems(document: OpenAPIObject): void {
  for (const path of Object.values(document.paths))
    for (const method of ['get', 'put', 'post', 'patch', 'delete'] as const) {
      const operation = path[method];
      if (!operation) continue;
      for (const status of problemsOf(method, operation)) {
        const { description, content } = describedProblem(status);
        operation.responses[status] ??= { description, content };
      }
    }
}

function problemsOf(
  method: string,
  { parameters = [], requestBody, security }: Operation,
): (number | 'default')[] {
  const takes = (place: string): boolean => parameters.some((one) => 'in' in one && one.in === place);
  return [
    ...(takes('query') || requestBody ? [400] : []),
    ...(security ? [401, 403] : []),
    ...(takes('path') ? [404] : []),
    // A call without fields may still be sent some.
    ...(method === 'get' ? [] : [400, 413, 415]),
    ...(method === 'get' ? [] : [429]),
    'default',
  ];
}
