import { pageInBytes, pageQuery, type Page } from './paging.js';

/** Rows `000`, `001`, ... of so many characters each, and how many of them were read. */
function rowsOf(lengths: readonly number[]) {
  const all = lengths.map((length, i) => ({ id: String(i).padStart(3, '0'), text: 'x'.repeat(length) }));
  const read = { rows: 0, atOnce: 0 };
  const page = (query: object): Promise<Page<string>> =>
    pageInBytes(pageQuery.parse(query), {
      rows: (after, take) => {
        const found = all.filter(({ id }) => id > after).slice(0, take);
        read.rows += found.length;
        read.atOnce = Math.max(read.atOnce, found.length);
        return Promise.resolve(found);
      },
      keyOf: ({ id }) => id,
      shown: ({ text }) => text,
    });
  return { page, read };
}

async function allPages(page: (query: object) => Promise<Page<string>>, query: object): Promise<number[][]> {
  const pages: number[][] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { items, next } = await page({ ...query, ...(cursor !== undefined && { cursor }) });
    pages.push(items.map(({ length }) => length));
    cursor = next;
  }
  return pages;
}

describe('a page of rows that may be large', () => {
  it('has as many as were asked for while they are small', async () => {
    const { page } = rowsOf(Array<number>(25).fill(1));
    expect((await allPages(page, {})).map(({ length }) => length)).toEqual([25]);
    expect((await allPages(page, { limit: 10 })).map(({ length }) => length)).toEqual([10, 10, 5]);
    expect((await allPages(page, { limit: 25 })).map(({ length }) => length)).toEqual([25]);
  });

  it('ends early when it is large, loses none, and reads only a few rows beyond it', async () => {
    const { page, read } = rowsOf(Array<number>(500).fill(256_000));
    const first = await page({ limit: 500 });
    expect(first.items).toHaveLength(3);
    expect(read).toEqual({ rows: 10, atOnce: 10 });
    const pages = await allPages(page, { limit: 500 });
    expect(pages.flat()).toHaveLength(500);
    expect(Math.max(...pages.map(({ length }) => length))).toBe(3);
  });

  it('shows a row that is larger than a page by itself', async () => {
    const { page } = rowsOf([5, 3_000_000, 3_000_001, 5]);
    expect(await allPages(page, {})).toEqual([[5], [3_000_000], [3_000_001], [5]]);
  });

  it('is empty where there is nothing', async () => {
    expect(await rowsOf([]).page({})).toEqual({ items: [], next: null });
  });
});
