import { html, type Html, type Part } from './html.js';
import { leagueAddress, runAddress } from './links.js';

export interface PageParts {
  readonly title: string;
  readonly main: readonly Html[];
  /** whether something is being played: readers without script get a new page now and then */
  readonly live?: boolean;
  /** what more it does with a script of `assets/`: it says the same without */
  readonly script?: string;
}

const SECONDS_WITHOUT_SCRIPT = 10;

/** A whole page. */
export function page({ title, main, live = false, script }: PageParts): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
        <script src="/assets/live.js" defer></script>
        ${script === undefined ? null : html`<script src="/assets/${script}" type="module"></script>`}
        ${live ? html`<noscript><meta http-equiv="refresh" content="${SECONDS_WITHOUT_SCRIPT}" /></noscript>` : null}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <div class="top">
            <a class="brand" href="/"
              ><img src="/assets/icon.svg" alt="" width="28" height="28" />GridLeague</a
            >
            <nav aria-label="Site">
              <a href="/">Leaderboards</a>
              <a href="/try">Try it</a>
              <a href="/team">Your team</a>
              <a href="/guides">Guides</a>
              <a href="/docs">API</a>
            </nav>
          </div>
        </header>
        <main id="main">${main}</main>
        <footer>
          <p>
            Every match of plugins replays bit for bit, and every figure here is also in the
            <a href="/docs">API</a> as JSON and CSV. Intervals are 95 % over blocks.
          </p>
        </footer>
      </body>
    </html>`.text;
}

interface TrailStep {
  readonly href: string;
  readonly text: string;
}

/** The way back up from what belongs to a run; `below`: from the run to the page. */
export function runTrail(
  league: { readonly id: string; readonly title: string },
  run: string,
  ...below: readonly TrailStep[]
): Html {
  return trail([
    { href: '/', text: 'Leaderboards' },
    { href: leagueAddress(league.id), text: league.title },
    { href: runAddress(run), text: `Run ${run}` },
    ...below,
  ]);
}

/** The way back up, above a page's heading. */
export function trail(steps: readonly TrailStep[]): Html {
  return html`<nav class="trail" aria-label="Where this page is">
    ${steps.map(({ href, text }) => html`<a href="${href}">${text}</a> <span aria-hidden="true">/</span>`)}
  </nav>`;
}

/** An entry of a list of facts. */
export function fact(name: string, value: Part): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** A table that may be wider than the screen: scrolls by itself, by keyboard too. */
export function wide(label: string, table: Html): Html {
  return html`<div class="wide" role="region" aria-label="${label} (table)" tabindex="0">${table}</div>`;
}
