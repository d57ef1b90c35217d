import { Injectable } from '@nestjs/common';
import { LessThan, MoreThan } from 'typeorm';
import { Database } from '#database/database.js';
import { SessionEntity } from '#database/entities/session.entity.js';
import { TeamEntity } from '#database/entities/team.entity.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { WallClock } from '#database/wall-clock.js';
import { ProblemError } from '../problem/problem.js';
import { SessionCookie, type Asking } from './session-cookie.js';
import { hashToken, matchesHash, newToken } from './tokens.js';

/** Who is signed in, as the browser shows it. */
export interface Session {
  readonly team: { readonly id: string; readonly name: string };
  /** what every form of the session's pages carries, and no other site can know */
  readonly proof: string;
  readonly hash: string;
}

const cookie = new SessionCookie('gridleague-session');

/** Teams that signed in on the pages. They have no rights in the API, which wants the token itself. */
@Injectable()
export class Sessions {
  constructor(
    private readonly database: Database,
    private readonly clock: WallClock,
  ) {}

  /** A new session for whoever has a team's token: its cookie. Null: it is none. What the browser held before ends. */
  async begin(token: string, request: Asking): Promise<string | null> {
    const team = await this.database.read.findOneBy(TeamEntity, { tokenHash: hashToken(token) });
    if (!team) return null;
    const held = newToken('session');
    const now = this.clock.now();
    const before = hashToken(cookie.heldIn(request) ?? '');
    await this.database.write(async (manager) => {
      await manager.delete(SessionEntity, [{ until: LessThan(now) }, { hash: before }]);
      const own = { where: { team: team.id }, order: { until: 'DESC', hash: 'ASC' } } as const;
      // Whoever has a token may sign in again and again: the oldest make room.
      for (const { hash } of await manager.find(SessionEntity, { ...own, skip: requestLimits.sessions - 1 }))
        await manager.delete(SessionEntity, { hash });
      const until = now + requestLimits.sessionSeconds * 1000;
      await manager.insert(SessionEntity, { hash: hashToken(held), team: team.id, until });
    });
    return cookie.header(held, requestLimits.sessionSeconds, request);
  }

  /** Null: nobody is signed in. */
  async of(request: Asking): Promise<Session | null> {
    const held = cookie.heldIn(request);
    if (held === null) return null;
    const hash = hashToken(held);
    const where = { hash, until: MoreThan(this.clock.now()) };
    const found = await this.database.read.findOneBy(SessionEntity, where);
    const team = found && (await this.database.read.findOneBy(TeamEntity, { id: found.team }));
    return team && { team: { id: team.id, name: team.name }, proof: hashToken(`form ${held}`), hash };
  }

  /** Of who sends a form of its own pages. Throws a problem for anybody else. */
  async ofForm(request: Asking, proof: unknown): Promise<Session> {
    const session = await this.of(request);
    if (!session) throw signInNeeded();
    if (typeof proof !== 'string' || !matchesHash(proof, hashToken(session.proof)))
      throw new ProblemError(403, 'foreign-form', 'this form is not from your page; load it again');
    return session;
  }

  /** Returns the cookie that takes the place of its own. */
  async end({ hash }: Session, request: Asking): Promise<string> {
    await this.database.write((manager) => manager.delete(SessionEntity, { hash }));
    return cookie.header('', 0, request);
  }
}

export function signInNeeded(): ProblemError {
  return new ProblemError(401, 'token-needed', 'sign in first: the session is over, or was none');
}
