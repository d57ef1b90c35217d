import { formParts, MultipartError } from './multipart.js';

const TYPE = 'multipart/form-data; boundary=x';
const part = (name: string, value: string, more = ''): string =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const read = (body: string, type = TYPE): [string, string | null, string][] =>
  formParts(Buffer.from(body), type, 3).map(({ name, filename, bytes }) => [
    name,
    filename,
    bytes.toString(),
  ]);

describe('parts of a form', () => {
  it('are those that a client wrote', async () => {
    const form = new FormData();
    form.set('kind', 'agent');
    form.set('file', new Blob(['one\r\ntwo\r\n--x\r\n']), 'mine "a".ts');
    const sent = new Response(form);
    const bytes = Buffer.from(await sent.arrayBuffer());
    const parts = formParts(bytes, sent.headers.get('content-type')!, 3);
    expect(parts.map(({ name, filename, bytes: value }) => [name, filename, value.toString()])).toEqual([
      ['kind', null, 'agent'],
      ['file', 'mine %22a%22.ts', 'one\r\ntwo\r\n--x\r\n'],
    ]);
  });

  it.each([
    ['plain', `${part('a', '1')}--x--\r\n`],
    ['without a last line break', `${part('a', '1')}--x--`],
    ['after a preamble', `before\r\n${part('a', '1')}--x--`],
    ['before an epilogue', `${part('a', '1')}--x--\r\nafter\r\n${part('b', '2')}`],
    ['with blanks after a boundary', part('a', '1').replace('--x', '--x \t') + '--x--'],
    ['with other headers', part('a', '1', '\r\nContent-Type: text/plain\r\nX: y') + '--x--'],
  ])('are found %s', (_, body) => expect(read(body)).toEqual([['a', null, '1']]));

  it.each([
    ['boundary="x"', 'x'],
    ['boundary=x; charset=utf-8', 'x'],
    ['charset=utf-8; boundary=x', 'x'],
    ['BOUNDARY=x', 'x'],
  ])('are found with %s', (parameters) =>
    expect(read(`${part('a', '')}--x--`, `multipart/form-data; ${parameters}`)).toEqual([['a', null, '']]),
  );

  it.each([
    ['no boundary', `${part('a', '1')}--x--`, 'multipart/form-data'],
    ['a boundary of 71 characters', '', `multipart/form-data; boundary=${'x'.repeat(71)}`],
    ['no end', part('a', '1'), TYPE],
    ['no part', 'hello', TYPE],
    ['four parts', `${part('a', '1').repeat(4)}--x--`, TYPE],
    ['10,000 boundaries', '--x\r\n'.repeat(10_000), TYPE],
    ['a part without headers', '--x\r\n\r\n--x--', TYPE],
    ['a part with long headers', `${part('a', '1', `\r\nX: ${'y'.repeat(5000)}`)}--x--`, TYPE],
    ['a part without a name', '--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--', TYPE],
    ['something after a boundary', `--xyz\r\n\r\n1\r\n--x--`, TYPE],
    [
      'a disposition of another kind',
      '--x\r\nContent-Disposition: attachment; name="a"\r\n\r\n1\r\n--x--',
      TYPE,
    ],
  ])('are none in a body with %s', (_, body, type) => expect(() => read(body, type)).toThrow(MultipartError));
});
