/** @short-form 1/3 or none; each time: matches/verify/honest-bundles.test.ts */
import { execFileSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gzipSync } from 'node:zlib';
import { gridleague, temporaryFolder } from '../test/gridleague.js';
import { dealt } from '#market/test/short-form.js';

const folder = temporaryFolder();

function* repeated(first: string, text: string, megabytes: number): Generator<string> {
  yield first;
  const block = text.repeat(Math.ceil(1_048_576 / text.length));
  for (let i = 0; i < megabytes; i++) yield block;
  yield '\n';
}

async function file(name: string, content: string | Buffer | Iterable<string>): Promise<string> {
  const path = folder.path(name);
  if (typeof content === 'string') await writeFile(path, gzipSync(content));
  else if (Buffer.isBuffer(content)) await writeFile(path, content);
  else await pipeline(Readable.from(content), createGzip({ level: 1 }), createWriteStream(path));
  return path;
}

const head = (fields = ''): string => `{"format":"gridleague-run"${fields}}\n`;

describe('a file that is no bundle is refused in a line', () => {
  it.each(
    dealt<[string, () => string | Buffer | Iterable<string>, RegExp]>(
      [
        ['one line of 1.5 GB', () => repeated('', 'a', 1536), /a line is longer than \d+ bytes/],
        ['a text of 200 MB that never ends', () => repeated('{"format":"', 'x', 200), /a line is longer/],
        ['60 MB of brackets', () => repeated('', '[', 60), /nested deeper than/],
        ['60 MB of empty lists', () => repeated('[', '[],', 60), /more than \d+ values/],
        ['60 MB of empty objects', () => repeated('[', '{},', 60), /more than \d+ values/],
        ['100 MB of empty lines', () => repeated(head(), '\n', 100), /the head/],
        ['nothing', () => '', /is no bundle of a run/],
        ['no gzip', () => Buffer.from(head()), /is not gzipped: a bundle .* run\.jsonl\.gz, is expected/],
        ['a zip that breaks off', () => gzipSync(head()).subarray(0, 20), /cannot be read: unexpected end/],
        ['a line that breaks off', () => head().trimEnd(), /ends in the middle of a line/],
        [
          'something behind the end',
          () => Buffer.concat([gzipSync(head()), Buffer.from('more')]),
          /cannot be read|behind its end|the head/,
        ],
        ['UTF-16', () => gzipSync(Buffer.from(head(), 'utf16le')), /not JSON/],
        ['a byte order mark', () => `\ufeff${head()}`, /not JSON/],
        ['half a character', () => gzipSync(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d, 0x0a])), /not JSON/],
        ['a key given twice', () => head(',"id":"a","id":"b"'), /a key twice/],
        ['a number beyond all numbers', () => head(',"id":1e999'), /a number in another form/],
        ['a number that is none', () => head(',"id":NaN'), /not JSON/],
        ['minus zero', () => head(',"id":-0'), /a number in another form/],
        ['__proto__', () => head(',"__proto__":{"id":"x"}'), /the head has a field called __proto__/],
        [
          'wrong types',
          () => head(',"id":[],"definition":7,"plan":null,"plugins":{},"anchor":"x"'),
          /the head: id/,
        ],
        [
          'a million wrong plugins',
          () => head(`,"id":"a-1","plugins":[${'1,'.repeat(999_999)}1]`),
          /the head: /,
        ],
      ],
      6,
    ),
  )('%s', async (_, content, words) => {
    const { code, stderr } = await gridleague('verify', await file('bad.jsonl.gz', content()));
    expect(stderr).toMatch(words);
    expect(stderr.split('\n').filter((line) => line !== '')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('a pipe, a device, a folder without a bundle, links in a folder', async () => {
    execFileSync('mkfifo', [folder.path('pipe')]);
    for (const path of [folder.path('pipe'), '/dev/zero', '/dev/null', folder.path('.')]) {
      const { code, stderr } = await gridleague('verify', path);
      expect([code, /plain file|no such file/.test(stderr)]).toEqual([2, true]);
    }
    await symlink('/dev/zero', folder.path('run.jsonl.gz'));
    expect(await gridleague('verify', folder.path('.'))).toMatchObject({ code: 2 });
  });
});

it.each([
  ['nowhere.jsonl.gz', /^gridleague: nowhere\.jsonl\.gz: no such file; a folder that `league --output`/],
  ['runs/street-1', /^gridleague: runs\/street-1: no such file;/],
  ['street', /^gridleague: street: no such file;/],
  ['street-1', /^gridleague: street-1: no such file; and no server to ask for it: http:\S+: no answer: /],
])('where there is no file %s, that is what is said', async (what, words) => {
  const { code, stderr } = await gridleague('verify', what, '--url', 'http://127.0.0.1:9');
  expect([code, stderr.trimEnd()]).toEqual([2, expect.stringMatching(words)]);
  expect(stderr.trimEnd()).not.toContain('\n');
});

it.each(['nowhere', 'a-file.gz'])('extend says of %s that it is no folder', async (what) => {
  await writeFile(folder.path('a-file.gz'), '');
  const { code, stderr } = await gridleague('extend', folder.path(what), '--blocks', '1');
  expect([code, stderr]).toEqual([
    2,
    expect.stringMatching(/^gridleague: \S+: no such folder; one that [^\n]*\n$/),
  ]);
});

it.each(dealt(['101%', '-1', 'x', ''], 1))('--allow-unverified %s is refused', async (share) => {
  const { code, stderr } = await gridleague('verify', 'nothing', `--allow-unverified=${share}`);
  expect(stderr).toMatch(/must be a share/);
  expect(code).toBe(2);
});
