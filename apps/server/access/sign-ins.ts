import { z } from 'zod';
import { requestLimits } from '#api/limits/request-limits.js';
import { addressBlock } from '../operation/address-block.js';
import { Quota } from '../operation/quota.js';
import type { HttpRequest, HttpResponse } from '../problem/http.js';
import { parsed } from '../problem/parsed.js';
import { ProblemError, tooMany } from '../problem/problem.js';
import { refuseForeign } from './own-form.js';

const HOUR_MILLISECONDS = 3_600_000;

const signIn = z.strictObject({
  token: z
    .string()
    .max(requestLimits.token)
    .transform((token) => token.trim()),
});

/** Sessions that begin with a token: the cookie of a new one, or null if the token is none of theirs. */
interface BegunSessions {
  begin(token: string, request: HttpRequest): string | null | Promise<string | null>;
}

/** Signing in with a token, on a form of this server's pages: few wrong tokens of an address within an hour. */
export class SignIns {
  private readonly failed = new Quota(requestLimits.failedSignIns, HOUR_MILLISECONDS);

  /** `refusal`: what is told of a wrong token */
  constructor(
    private readonly sessions: BegunSessions,
    private readonly refusal: string,
  ) {}

  /** Begins a session and sets its cookie. Throws a problem. `now`: ms */
  async take(request: HttpRequest, body: unknown, response: HttpResponse, now: number): Promise<void> {
    refuseForeign(request);
    const { token } = parsed(signIn, body);
    const address = addressBlock(request.ip);
    // Taken before anything is waited for: others of this address are asked at the same time.
    const seconds = this.failed.take(address, now);
    if (seconds > 0) throw tooMany('too many sign-ins with a wrong token from this address', seconds);
    const cookie = await this.sessions.begin(token, request);
    if (cookie === null) throw new ProblemError(401, 'token-needed', this.refusal);
    this.failed.giveBack(address, now);
    response.setHeader('Set-Cookie', cookie);
  }
}
