import type { MatchRecord, MatchReport } from '#market/match/report/report.js';
import { taskOf, type MatchTask, type PluginFile } from '../match-task.js';

const file = (id: string, kind: 'agent' | 'dealer'): PluginFile => ({
  ...{ id, kind, name: id, version: '1', sha256: id, baseline: true, file: `${id}.ts`, source: '' },
});

/** Tasks of a run, numbered from 1. */
export function someTasks(count: number, run = 'league-1'): MatchTask[] {
  const files = new Map([
    ['a', file('a', 'agent')],
    ['d', file('d', 'dealer')],
  ]);
  const packages = new Map([['s', { id: 's', sha256: 's', content: '' }]]);
  return Array.from({ length: count }, (_, i) => {
    const serial = i + 1;
    const id = String(serial).padStart(6, '0');
    const place = { serial, id, block: 1, scenario: 's', seed: 'x', dealer: 'd', teams: ['a'], scored: true };
    return taskOf(run, place, { files, packages, conduct: {} });
  });
}

/** A result that says which task it is of. */
export function aResult({ id }: MatchTask): MatchRecord {
  const report = { id, outcome: 'converged', efficiency: 1, rounds: 1, resultHash: `hash of ${id}` };
  return { report: report as unknown as MatchReport, rounds: [] };
}
