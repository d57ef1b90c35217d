import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { projectRoot } from '#project-root.js';
import { readConfig, settings } from './server-config.js';

const example = readFileSync(resolve(projectRoot, 'apps/server/config/example.env'), 'utf8');

describe('configuration', () => {
  it('is complete in the example file, which says the defaults', () => {
    const shown = parseEnv(example);
    expect(Object.keys(shown).toSorted()).toEqual(Object.keys(settings.shape).toSorted());
    expect(readConfig(shown)).toEqual(readConfig({}));
  });

  it('listens on loopback unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 3000 });
  });

  it.each([
    [{ PORT: 'abc' }, /^setting PORT: /],
    [{ PORT: '70000' }, /^setting PORT: /],
    [{ GRIDLEAGUE_WORKERS: '-1' }, /^setting GRIDLEAGUE_WORKERS: /],
    [{ GRIDLEAGUE_ADMIN_TOKEN: 'short' }, /^setting GRIDLEAGUE_ADMIN_TOKEN: /],
    [{ DATABASE_URL: 'postgres://u:p%ZZ@h/d' }, /^setting DATABASE_URL: must be /],
    [{ DATABASE_URL: 'postgres://u:p@h/d?sslmode=bogus' }, /^setting DATABASE_URL: sslmode must be /],
    [{ DATABASE_URL: 'mysql://x' }, /^setting DATABASE_URL: /],
    [{ CHAIN_RPC_URL: 'nowhere' }, /^setting CHAIN_RPC_URL: /],
  ])('names the setting that is wrong in %j', (environment, message) => {
    expect(() => readConfig(environment)).toThrow(message);
  });
});
