import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { requestLimits } from '#api/limits/request-limits.js';
import { WallClock } from '#database/wall-clock.js';
import { AdminTokenHash } from './access.guard.js';
import { SessionCookie, type Asking } from './session-cookie.js';
import { hashToken, matchesHash } from './tokens.js';

const cookie = new SessionCookie('gridleague-operations');

/**
 * The administrator on the page of operations, who may look there and change nothing. Nothing is stored: the cookie says until when, signed
 * with the token's hash, so that every server with the same token takes it, and none does once the token is another.
 */
@Injectable()
export class AdminSessions {
  constructor(
    private readonly admin: AdminTokenHash,
    private readonly clock: WallClock,
  ) {}

  /** The cookie of a new session. Null: that is not the administrator's token. */
  begin(token: string, request: Asking): string | null {
    if (!matchesHash(token, this.admin.hash)) return null;
    const until = this.clock.now() + requestLimits.sessionSeconds * 1000;
    return cookie.header(this.signed(until), requestLimits.sessionSeconds, request);
  }

  isOpen(request: Asking): boolean {
    const held = cookie.heldIn(request);
    const until = Number(held?.split('.')[0]);
    return held !== null && until > this.clock.now() && matchesHash(held, hashToken(this.signed(until)));
  }

  /** The cookie that takes the place of its own. */
  end(request: Asking): string {
    return cookie.header('', 0, request);
  }

  /** `until`: ms since 1970 */
  private signed(until: number): string {
    const seal = createHmac('sha256', this.admin.hash).update(`operations until ${until}`).digest('hex');
    return `${until}.${seal}`;
  }
}
