import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { canonicalJson } from '#market/canonical-json.js';
import type { MatchTask, PluginFile } from '#leagues/run/match-task.js';
import { languageOf } from '#sandbox/compile/protocol.js';
import type { MatchRecord } from '#market/match/report/report.js';

/** What a comparison needs of a match. */
export interface ComparedMatch {
  /** per agent seat: saving, money, and how often its plugin failed */
  readonly savings: readonly number[];
  readonly failures: readonly number[];
  /** the first reason at each seat; '' without failures */
  readonly reasons: readonly string[];
  readonly efficiency: number;
  readonly rounds: number;
  readonly resultHash: string;
}

const schema = z.strictObject({
  savings: z.array(z.number()),
  failures: z.array(z.int().min(0)),
  reasons: z.array(z.string()),
  efficiency: z.number(),
  rounds: z.int(),
  resultHash: z.string(),
});

/** Matches that were played before, by the hash of everything that their result depends on. */
export class MatchCache {
  constructor(
    private readonly folder: string,
    /** of the code that plays */
    private readonly engine: string,
  ) {}

  /** null: it has not been played, or what was kept cannot be read */
  async find(task: MatchTask): Promise<ComparedMatch | null> {
    const text = await readFile(this.fileOf(task), 'utf8').catch(() => null);
    if (text === null) return null;
    try {
      return schema.parse(JSON.parse(text));
    } catch {
      return null;
    }
  }

  /** A match that depended on timing is not kept: another play may go otherwise. */
  async keep(task: MatchTask, match: ComparedMatch): Promise<void> {
    const file = this.fileOf(task);
    const draft = `${file}.${process.pid}`;
    await mkdir(this.folder, { recursive: true });
    await writeFile(draft, JSON.stringify(match));
    await rename(draft, file);
  }

  private fileOf(task: MatchTask): string {
    return join(this.folder, `${keyOf(task, this.engine)}.json`);
  }
}

/** What a plugin is called does not matter; what it is written in does. */
function keyOf({ match, scenario, agents, dealer, conduct }: MatchTask, engine: string): string {
  const codeOf = ({ sha256, file }: PluginFile): string => `${sha256} ${languageOf(file) ?? ''}`;
  const facts = {
    ...{ engine, scenario: scenario.sha256, seed: match.seed, conduct },
    ...{ agents: agents.map(codeOf), dealer: codeOf(dealer) },
  };
  return createHash('sha256').update(canonicalJson(facts)).digest('hex');
}

export function comparedMatch({ report }: MatchRecord): ComparedMatch {
  const own = report.perSeat.filter(({ role }) => role === 'agent');
  return {
    savings: own.map(({ saving }) => saving),
    failures: own.map(({ failures }) => failures.filter(({ kind }) => kind !== 'benched').length),
    reasons: own.map(({ failures: [first] }) =>
      first ? `round ${first.round}: ${first.kind}: ${first.reason}` : '',
    ),
    efficiency: report.efficiency,
    rounds: report.rounds,
    resultHash: report.resultHash,
  };
}
