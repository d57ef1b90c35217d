import type { Operation } from './openapi-document.js';

export interface HeardAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

/** A stack, or where things lie on the server. */
const TELLTALE = /node_modules|\n\s+at |file:\/\/|\bSQLITE_|SqliteError|\.js:\d+/;

/** What any call may get: a head that is too long, a server that has no room. */
const WHATEVER_THE_CALL: ReadonlySet<number> = new Set([431, 503]);

/** Throws, in words, when an answer is none that the API may give. `secrets`: what no answer may hold */
export function checkAnswer(operation: Operation, answer: HeardAnswer, secrets: readonly string[]): void {
  const { method, path, statuses } = operation;
  const { status, headers, text } = answer;
  const complaint = (what: string): Error =>
    new Error(`${method} ${path}: ${status}: ${what}: ${text.slice(0, 500)}`);
  if (status >= 500 && (status !== 503 || headers['retry-after'] === undefined))
    throw complaint('the server failed');
  if (status < 400 && !statuses.has(status)) throw complaint('the status is not described');
  if (status >= 400) {
    if (!statuses.has(status) && !WHATEVER_THE_CALL.has(status))
      throw complaint('the problem is not described');
    if (!headers['content-type']?.startsWith('application/problem+json'))
      throw complaint(`a problem as ${headers['content-type']}`);
    const problem = JSON.parse(text) as { status: number; type: string };
    if (problem.status !== status || !problem.type.startsWith('urn:gridleague:problem:'))
      throw complaint('a problem that is none');
    if (TELLTALE.test(text)) throw complaint('it tells of the inside');
    if (text.length > 5000) throw complaint('it is long');
  }
  if (headers['x-injected'] !== undefined) throw complaint('a header was injected');
  for (const secret of secrets) if (text.includes(secret)) throw complaint(`it tells ${secret}`);
}
