import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';
import { SubmissionEntity } from '#database/entities/submission.entity.js';
import { teamLimits } from '#leagues/definition/limits.js';
import { seasonOfChampion } from '#leagues/pairing/entrants.js';
import { LARGEST_SOURCE } from '#sandbox/compile/compile-plugin.js';
import type { OwnPluginContent } from '../../../web/pages/team/own-plugin-page.js';
import type { OwnVersion, Room, TeamContent } from '../../../web/pages/team/team-page.js';
import type { Session } from '../../access/sessions.js';
import { ThreadDesk } from '../../derive/desk/thread-desk.js';
import type { SentText } from '../../derive/sent-text.js';
import { requestLimits } from '#api/limits/request-limits.js';
import { notFound } from '../../problem/problem.js';
import { RemoteAgents } from '../../remote/remote-agents.js';
import { isRemoteFile } from '#database/stored/remote-file.js';

const VERSIONS_SHOWN = 200;
/** the newest that are looked through for failures and words */
const MATCHES = 100;

const LISTED = {
  ...{ id: true, kind: true, name: true, version: true, status: true, checks: true, createdAt: true },
} as const;

/** What a team sees of its own. */
@Injectable()
export class TeamContents {
  constructor(
    private readonly database: Database,
    private readonly desk: ThreadDesk,
    private readonly remote: RemoteAgents,
  ) {}

  async team({ team, proof }: Session): Promise<TeamContent> {
    const rows = await this.database.read.find(SubmissionEntity, {
      ...{ select: LISTED, where: { team: team.id }, order: { createdAt: 'DESC', id: 'ASC' } },
      take: VERSIONS_SHOWN + 1,
    });
    const own = rows.filter((row) => seasonOfChampion(row) === null);
    return {
      ...{ team: team.name, proof, more: rows.length > VERSIONS_SHOWN, largest: LARGEST_SOURCE },
      takesRemote: !this.database.isShared,
      versions: own.slice(0, VERSIONS_SHOWN).map(listed),
      names: {
        agent: namesOf(own, 'agent'),
        dealer: namesOf(own, 'dealer'),
        bidder: namesOf(own, 'bidder'),
      },
      waiting: {
        used: own.filter(({ status }) => status === 'checking').length,
        most: requestLimits.submissionsWaiting,
      },
    };
  }

  /** A submission of its own. Throws a problem for any other. */
  async plugin({ team, proof }: Session, id: string): Promise<OwnPluginContent> {
    const row = await this.database.read.findOneBy(SubmissionEntity, { id, team: team.id });
    if (!row) throw notFound(`submission ${id} of team ${team.name}`);
    const asked = {
      ...{ submission: id, matches: MATCHES, caller: { kind: 'team' as const, id: team.id } },
    };
    return {
      ...{ team: team.name, proof },
      plugin: {
        ...row,
        remote: isRemoteFile(row.file) ? { connected: this.remote.isConnected(row.id) } : null,
      },
      failures: read(await this.desk.show('plugin-failures', asked)),
      console: read(await this.desk.show('plugin-console', asked)),
    };
  }
}

function listed({ checks, ...row }: SubmissionEntity): OwnVersion {
  return { ...row, failed: checks.find(({ passed }) => !passed) ?? null };
}

/** What was withdrawn or refused has none. */
function namesOf(rows: readonly SubmissionEntity[], kind: SubmissionEntity['kind']): Room {
  const used = rows.filter((row) => row.kind === kind && ['accepted', 'checking'].includes(row.status));
  return { used: new Set(used.map(({ name }) => name)).size, most: teamLimits.plugins };
}

function read<T>({ bytes }: SentText): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
