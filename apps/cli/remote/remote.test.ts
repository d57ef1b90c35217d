/** @short-form 1/8 or none; each time: apps/cli/play/play.test.ts */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { ServerProcess } from '../../server/test/server-process.js';
import { gridleague, temporaryFolder } from '../test/gridleague.js';
import { dealt, sampled } from '#market/test/short-form.js';

const folder = temporaryFolder();
let server: ServerProcess;
let token = '';

beforeAll(async () => {
  server = await ServerProcess.start(folder.path('data'));
  await server.withoutShippedLeagues();
  token = (await server.post<{ token: string }>('/api/teams', { name: 'sunny' })).body.token;
});
afterAll(() => server.stop());

describe('verbs that speak with a server', () => {
  it('upload: says how the checks went and whether the plugin may play', async () => {
    const shaded = resolve(projectRoot, 'plugins/agents/shaded.ts');
    const good = await gridleague('upload', shaded, '--name', 'mine', '--url', server.url, '--token', token);
    expect(good.stdout).toMatch(/ok {5}determinism[\s\S]*mine version 1 is accepted/);
    expect(good.code).toBe(0);
    const same = await gridleague('upload', shaded, '--name', 'mine', '--url', server.url, '--token', token);
    expect(same).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^mine version 1 is this very file and accepted: nothing new/) as string,
    });
    const again = await gridleague(
      'upload',
      shaded,
      '--name',
      'mine',
      '--again',
      '--url',
      server.url,
      '--token',
      token,
    );
    expect(again.stdout).toMatch(/mine version 2 is accepted/);
    await writeFile(folder.path('broken.ts'), 'export default 42;');
    const bad = await gridleague(
      'upload',
      folder.path('broken.ts'),
      '-n',
      'b',
      '-u',
      server.url,
      '-t',
      token,
    );
    expect(bad.stdout).toMatch(/FAILED load/);
    expect(bad.code).toBe(1);
  });

  sampled(0.4)('upload: without --name the plugin is called what it calls itself', async () => {
    const truthful = resolve(projectRoot, 'plugins/agents/truthful.ts');
    const { stdout } = await gridleague('upload', truthful, '--url', server.url, '--token', token);
    expect(stdout).toMatch(/truthful version 1 is accepted/);
  });

  it('upload --remote: makes an agent known that plays from elsewhere, as often as it is asked', async () => {
    for (const time of ['first', 'again']) {
      const { stdout, code } = await gridleague(
        ...['upload', '--remote', '--name', 'far', '--url', server.url, '--token', token],
      );
      expect([time, stdout, code]).toEqual([time, expect.stringMatching(/far version 1 is accepted/), 0]);
    }
    for (const wrong of [['x.ts', '--name', 'far'], [], ['--name', 'far', '--kind', 'dealer']])
      expect(
        await gridleague('upload', '--remote', ...wrong, '--url', server.url, '--token', token),
      ).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/--remote/) as string,
      });
  });

  it.each(
    dealt<[string, string[], RegExp]>(
      [
        ['no token', ['upload', 'x.ts', '--name', 'x'], /--token/],
        ['no board yet', ['leaderboard', 'demo'], /league demo has no finished run yet/],
        ['no such league', ['leaderboard', 'nowhere'], /there is no league nowhere/],
        ['no such match', ['verify', 'demo-1-000001'], /there is no match demo-1-000001/],
        ['no such run', ['verify', 'demo-9'], /there is no run demo-9/],
      ],
      3,
    ),
  )('explain %s', async (_, args, message) => {
    const { code, stderr } = await gridleague(...args, '--url', server.url);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('explain that nobody answers', async () => {
    const { code, stderr } = await gridleague('leaderboard', 'demo', '--url', 'http://127.0.0.1:9');
    expect([code, /no answer/.test(stderr)]).toEqual([2, true]);
  });
});
