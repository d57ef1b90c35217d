import { LeagueError } from '#leagues/definition/league-error.js';
import { PlanError } from '#leagues/pairing/run-plan.js';
import { SealedSeedError } from '#leagues/pairing/seeds.js';
import { ScenarioError } from '#leagues/scenario-files/reading/scenario-error.js';
import { GridLeagueError, MarketError } from '#market/errors.js';
import { DatabaseFileError } from '#database/files/database-file-error.js';
import { StorageError } from '#database/files/storage-error.js';
import { foundError, lostError } from '../derive/desk/desk-messages.js';
import { SlowJobError } from '../derive/desk/lane.js';
import { notFound } from '../problem/problem.js';
import { problemOf } from './problem.filter.js';

const parser = Object.assign(new Error('request entity too large'), { status: 413, limit: 1000 });

const cases = [
  [new LeagueError('street.yaml', 'blocks', 'is no number'), 400, 'bad-input', 'blocks'],
  [new ScenarioError('street.yaml', 'agents[1]', 'is missing'), 400, 'bad-input', 'agents[1]'],
  [new PlanError('no-design', 'there is none'), 422, 'no-design', undefined],
  [new SealedSeedError('seed-missing', 'the seed is sealed'), 422, 'seed-missing', undefined],
  [new SlowJobError('boards took more than 30 s'), 503, 'busy', undefined],
  [new StorageError('full', 'ENOSPC'), 503, 'storage-full', undefined],
  [Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' }), 503, 'storage-full', undefined],
  [Object.assign(new Error('no thread'), { code: 'ERR_WORKER_INIT_FAILED' }), 503, 'no-means', undefined],
  [Object.assign(new Error('open'), { code: 'EMFILE' }), 503, 'no-means', undefined],
  [new StorageError('damaged', 'row 7'), 503, 'storage-damaged', undefined],
  [new DatabaseFileError('database x is empty'), 500, 'server-error', undefined],
  [new MarketError('bad-instance', 'of ours'), 500, 'server-error', undefined],
  [new Error('somewhere'), 500, 'server-error', undefined],
  ['no error at all', 500, 'server-error', undefined],
  [notFound('run x'), 404, 'not-found', undefined],
] as const;

describe('what an error means in HTTP', () => {
  it.each([...cases, [parser, 413, 'too-large', undefined] as const])(
    '%s: %s',
    (error, status, code, field) => {
      expect(problemOf(error)).toMatchObject({ status, code });
      expect(problemOf(error).field).toBe(field);
    },
  );

  it.each(cases)('is the same when it comes out of a thread: %s', (error) => {
    const found = foundError(structuredClone(lostError(error)));
    expect(problemOf(found)).toMatchObject({ ...problemOf(error) });
    if (error instanceof GridLeagueError)
      expect([found.name, found.stack]).toEqual([error.name, error.stack]);
  });

  it('tells what the caller can mend, and of our own faults nothing', () => {
    expect(problemOf(new PlanError('no-design', 'there is none')).detail).toBe('there is none');
    expect(problemOf(parser).detail).toBe('request entity too large; at most 1000 bytes are taken here');
    expect(problemOf(new MarketError('bad-instance', 'of ours')).detail).not.toContain('of ours');
    expect(problemOf(new SlowJobError('boards took 30 s')).detail).not.toContain('boards');
  });
});
