import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Database } from '#database/database.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import type { HttpRequest } from '../problem/http.js';
import { ProblemError } from '../problem/problem.js';
import { ACCESS, type Caller } from './access.js';
import { hashToken, matchesHash } from './tokens.js';
import { requestLimits } from '#api/limits/request-limits.js';

/** The hash of the administrator's token, for injection. */
export class AdminTokenHash {
  constructor(readonly hash: string) {}
}

const BEARER = new RegExp(`^Bearer ([\\x21-\\x7e]{1,${requestLimits.token}})$`, 'i');

/** Whose token a request brings. */
@Injectable()
export class Callers {
  constructor(
    private readonly database: Database,
    private readonly admin: AdminTokenHash,
  ) {}

  /** Null: nobody's. `header`: Authorization */
  async of(header: string | undefined): Promise<Caller | null> {
    const token = BEARER.exec(header ?? '')?.[1];
    if (!token) return null;
    if (matchesHash(token, this.admin.hash)) return { kind: 'admin' };
    const team = await this.database.read.findOneBy(TeamEntity, { tokenHash: hashToken(token) });
    return team && { kind: 'team', id: team.id };
  }
}

/** The call is for those who have a token. */
export function tokenNeeded(): ProblemError {
  return new ProblemError(401, 'token-needed', 'send a valid token: Authorization: Bearer <token>');
}

/** The call is the administrator's. */
function adminNeeded(): ProblemError {
  return new ProblemError(403, 'not-allowed', 'only the administrator may do this');
}

export type AuthorisedRequest = HttpRequest & { caller?: Caller };

/** Checks the bearer token of calls that need one, and tells the call who it is. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = this.reflector.get<'admin' | 'team' | undefined>(ACCESS, context.getHandler());
    const request = context.switchToHttp().getRequest<AuthorisedRequest>();
    const caller = await this.callers.of(request.headers.authorization);
    // Open calls may show their owner more.
    if (caller) request.caller = caller;
    if (!needed) return true;
    if (!caller) throw tokenNeeded();
    if (needed === 'admin' && caller.kind !== 'admin') throw adminNeeded();
    return true;
  }
}
