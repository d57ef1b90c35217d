import { ProblemError } from '../problem/problem.js';

interface Sent {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** with the port, as the browser knows it */
  readonly host?: string;
}

/** Throws a problem for a form that a page of another site sent, or something that does not say what sent it. */
export function refuseForeign({ headers, host }: Sent): void {
  const site = headers['sec-fetch-site'];
  const from = headers['origin'] ?? headers['referer'];
  const isOwn =
    typeof from === 'string' && hostOf(from) === host && (site ?? 'same-origin') === 'same-origin';
  if (!isOwn)
    throw new ProblemError(403, 'foreign-form', 'forms are taken from the pages of this server only');
}

function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host : null;
}
