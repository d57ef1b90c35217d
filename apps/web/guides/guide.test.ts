import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '#project-root.js';
import { guidePage } from './guide.js';
import { addressFrom, guidePlaces } from './guide-places.js';

const places = guidePlaces(projectRoot);
const guides = [...places].filter(([file]) => file.endsWith('.md'));
const pageOf = (file: string): string =>
  guidePage(
    readFileSync(resolve(projectRoot, file), 'utf8'),
    (href) => addressFrom(places, file, href),
    file === 'docs/README.md',
  );
const pages = new Map(guides.map(([file, address]) => [address, pageOf(file)]));

it('are at short addresses, with what they show', () => {
  expect([...places]).toEqual(
    expect.arrayContaining([
      ['docs/README.md', '/guides'],
      ['README.md', '/guides/readme'],
      ['docs/scores.md', '/guides/scores'],
      ['docs/editions/2026.md', '/guides/editions/2026'],
      ['docs/leaderboard.png', '/guides/leaderboard.png'],
    ]),
  );
});

it.each(guides)('%s leads to guides and headings that are there', (_file, address) => {
  const links = [...pages.get(address)!.matchAll(/(?:href|src)="((?:\/guides|#)[^"]*)"/g)].map(
    ([, to]) => to!,
  );
  for (const link of links) {
    const [path = '', anchor] = link.split('#');
    const target = path || address;
    expect([...places.values()]).toContain(target);
    if (anchor !== undefined && anchor !== 'main')
      expect({ link, isThere: pages.get(target)?.includes(`id="${anchor}"`) }).toEqual({
        link,
        isThere: true,
      });
  }
});

it('every guide is to be reached from the list of guides or the README', () => {
  const reached = new Set([
    '/guides',
    '/guides/readme',
    '/guides/changelog',
    '/guides/security',
    '/guides/contributing',
  ]);
  for (const from of reached)
    for (const [, to] of (pages.get(from) ?? '').matchAll(/href="(\/guides[^"#]*)/g)) reached.add(to!);
  expect(guides.map(([, address]) => address).filter((address) => !reached.has(address))).toEqual([]);
});

it('HTML in a guide is text, and links elsewhere in the project are none', () => {
  const page = guidePage(
    '# A `b` <i>c</i>\n\n<script>alert(1)</script> then\n\n[code](../market/x.ts) [site](https://example.org)\n\n| a | b |\n|---|--:|\n| 1 | `2` |\n\n    <b>\n',
    (href) => addressFrom(places, 'docs/scores.md', href),
    false,
  );
  expect(page).toContain('<title>A b c – GridLeague</title>');
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('market/x.ts');
  expect(page).toContain('<a href="https://example.org">site</a>');
  expect(page).toContain('<td class="number"><code>2</code></td>');
  expect(page).toMatch(/<pre tabindex="0"><code>&#60;b&#62;/);
});
