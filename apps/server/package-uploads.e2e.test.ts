/** @short-form 1/12 or none; each time: leagues/scenario-files/package */
import { gzipSync } from 'node:zlib';
import { stringify } from 'yaml';
import { tarOf } from '#results/export/tar.js';
import { temporaryFolder } from '../cli/test/gridleague.js';
import type { Page } from './problem/paging.js';
import { leagueOn, series, street, STREET } from './test/own-street.js';
import { ServerProcess } from './test/server-process.js';

const folder = temporaryFolder();

/** `link` is one of `street.yaml`: what is a file there is a link. */
function archive(files: Readonly<Record<string, string>>, link?: string): Uint8Array<ArrayBuffer> {
  const tar = Buffer.from(
    tarOf(new Map(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
  if (link !== undefined) {
    const at = tar.indexOf(`${link}\0`);
    // The checksum counts the type, too: '2' for '0' is two more.
    tar.write('2', at + 156, 'latin1');
    const sum = Number.parseInt(tar.toString('latin1', at + 148, at + 154), 8) + 2;
    tar.write(sum.toString(8).padStart(6, '0'), at + 148, 'latin1');
  }
  return new Uint8Array(gzipSync(tar));
}

describe('an upload of a package', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await ServerProcess.start(folder.path('uploads'));
  });
  afterAll(() => server.stop());

  const ids = async (): Promise<string[]> => {
    const { body } = await server.get<Page<{ id: string }>>('/api/scenarios');
    return body.items.map(({ id }) => id);
  };
  const { 'street.yaml': yaml, 'load.csv': csv } = street(0.3) as {
    'street.yaml': string;
    'load.csv': string;
  };
  const naming = (path: string): string => yaml.replaceAll('load.csv', path);
  const huge = (bytes: number): string => 'x'.repeat(bytes);

  it.each<[string, Record<string, string | Uint8Array<ArrayBuffer>>, number, RegExp]>([
    ['without a file that it names', { 'street.yaml': yaml }, 400, /load\.csv: is not in the package/],
    [
      'whose series lie outside of it',
      { 'street.yaml': naming('../load.csv'), 'load.csv': csv },
      400,
      /load\.csv: leads out of the package/,
    ],
    ['with an absolute path', { 'street.yaml': naming('/etc/passwd') }, 400, /leads out of the package/],
    [
      'of an archive with a file outside',
      { 'a.tar.gz': archive({ 'street.yaml': yaml, '../load.csv': csv }) },
      400,
      /leads out of the package/,
    ],
    [
      'of an archive with a link',
      { 'a.tar.gz': archive({ 'street.yaml': yaml, 'load.csv': '' }, 'load.csv') },
      400,
      /is a link or a device/,
    ],
    [
      'of an archive that is much more when it is unpacked',
      { 'a.tar.gz': new Uint8Array(gzipSync(Buffer.alloc(80_000_000))) },
      400,
      /more than \d+ bytes when it is unpacked/,
    ],
    ['of no archive', { 'a.tar.gz': new Uint8Array(gzipSync(huge(2000))) }, 400, /is no tar archive/],
    ['of 65 MB', { 'street.yaml': yaml, 'load.csv': huge(65 << 20) }, 413, /large/],
    [
      'of two scenarios at once',
      { 'street.yaml': yaml, 'other.yaml': yaml, 'load.csv': csv },
      400,
      /more than one scenario/,
    ],
    ['of no scenario', { 'load.csv': csv }, 400, /there is no scenario/],
    [
      'of one that comes along',
      { 's.yaml': 'kind: random\nid: demo-street\nagents: 3\nresources: 2\n' },
      409,
      /comes with GridLeague/,
    ],
    [
      'of one that cannot be solved',
      {
        'street.yaml': stringify({
          ...STREET,
          households: [{ id: 'flat', load: { series }, connection: 0.01 }],
        }),
        'load.csv': csv,
      },
      400,
      /flat cannot meet its own constraints/,
    ],
  ])('%s is refused, and nothing is stored', async (_, files, status, reason) => {
    const before = await ids();
    const answer = await server.scenario(files);
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(reason)]);
    expect(await ids()).toEqual(before);
  });

  it('with another hash than is stated is refused, and with its own is taken', async () => {
    const other = await server.scenario(street(0.3), { sha256: '0'.repeat(64) });
    expect(other).toMatchObject({ status: 400, body: { field: 'sha256' } });
    const [, sha256] = /the package has ([0-9a-f]{64})/.exec(other.text)!;
    expect(await server.scenario(street(0.3), { sha256: sha256! })).toMatchObject({
      status: 201,
      body: { sha256 },
    });
    const archived = await server.scenario({
      'a.tar.gz': archive({ 'a/street.yaml': yaml, 'a/load.csv': csv }),
    });
    expect(archived).toMatchObject({ status: 201, body: { sha256 } });
  });

  it('of a team changes nothing of what leagues play', async () => {
    const before = await server.get<{ sha256: string }>('/api/scenarios/own-street');
    expect((await server.scenario(street(0.4), {}, await server.team('curious'))).status).toBe(409);
    const { body } = await server.get<{ sha256: string }>('/api/scenarios/own-street');
    expect(body.sha256).toBe(before.body.sha256);
  });

  it('of two versions at once leaves one of them, whole', async () => {
    const answers = await Promise.all([0.5, 0.6].map((retail) => server.scenario(street(retail))));
    const taken = answers.filter(({ status }) => status === 201);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const { body } = await server.get<{ sha256: string }>('/api/scenarios/own-street');
    expect(taken.map((answer) => answer.body.sha256)).toContain(body.sha256);
  });

  it('in which nothing is drawn is played as one block', async () => {
    const fixed = stringify({
      ...STREET,
      id: 'fixed',
      households: [{ id: 'flat', count: 2, load: { series } }],
    });
    const { body } = await server.scenario({ 'fixed.yaml': fixed, 'load.csv': csv });
    expect(body.drawn).toEqual([]);
    const refused = await server.league(leagueOn('fixed', 6));
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:gridleague:problem:copied-blocks' } });
    expect(refused.text).toMatch(
      /scenario fixed draws nothing: its \d blocks would be one market.*Set blocks: 1/,
    );
    expect((await server.league(leagueOn('fixed', 6).replace(/blocks: \d/, 'blocks: 1'))).status).toBe(201);
  });
});
