import { Marked, type Tokens } from 'marked';
import { gfmHeadingId } from 'marked-gfm-heading-id';
import { drawing, html, type Html } from '../html.js';
import { page, trail, wide } from '../page.js';

/** Address of what a link of a guide leads to; null: it is not served here. */
export type Resolve = (href: string) => string | null;

/** A guide as a page of this site. `markdown`: of this project, not of a stranger; `isIndex`: the list of all guides. */
export function guidePage(markdown: string, resolve: Resolve, isIndex: boolean): string {
  const text = drawing(rendererOf(resolve).parse(markdown) as string);
  const title = plain(/^# (.+)$/m.exec(markdown)?.[1] ?? 'Guide');
  return page({
    title: `${title} – GridLeague`,
    main: [
      trail([{ href: '/', text: 'Leaderboards' }, ...(isIndex ? [] : [{ href: '/guides', text: 'Guides' }])]),
      html`<article class="guide">${text}</article>`,
    ],
  });
}

function rendererOf(resolve: Resolve): Marked {
  const marked = new Marked(gfmHeadingId());
  marked.use({
    renderer: {
      link({ href, tokens }: Tokens.Link): string {
        const text = drawing(this.parser.parseInline(tokens));
        const address = resolve(href);
        return (address === null ? text : html`<a href="${address}">${text}</a>`).text;
      },
      image({ href, text }: Tokens.Image): string {
        const address = resolve(href);
        return address === null
          ? ''
          : html`<figure tabindex="0"><img src="${address}" alt="${text}" /></figure>`.text;
      },
      code({ text }: Tokens.Code): string {
        return html`<pre tabindex="0"><code>${text}</code></pre>`.text;
      },
      // Not by `table` of the pages: no column of a guide's table need head its rows.
      table({ header, rows }: Tokens.Table): string {
        const cell =
          (name: 'th' | 'td') =>
          ({ tokens, align }: Tokens.TableCell): Html =>
            drawing(
              `<${name}${align === 'right' ? ' class="number"' : ''}>${this.parser.parseInline(tokens)}</${name}>`,
            );
        const body = rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell('td'))}
            </tr>`,
        );
        const label = plain(header.map(({ text }) => text).join(', '));
        return wide(
          label,
          html`<table class="narrow">
            <thead>
              <tr>
                ${header.map(cell('th'))}
              </tr>
            </thead>
            <tbody>
              ${body}
            </tbody>
          </table>`,
        ).text;
      },
      html({ text }: Tokens.HTML | Tokens.Tag): string {
        return html`${text}`.text;
      },
    },
  });
  return marked;
}

/** Without what marks code, tags and emphasis in it. */
function plain(text: string): string {
  return text.replace(/<[^>]*>|[`*]/g, '');
}
