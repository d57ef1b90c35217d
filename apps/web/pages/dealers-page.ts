import { effectFigure } from '#results/export/figures/effect-figure.js';
import { interactionFigure } from '#results/export/figures/interaction-figure.js';
import { headingText, type MetricHeading } from '#results/standings/board.js';
import type { DealerEffects, Effect } from '#results/standings/dealer-effects.js';
import { metricHead } from '../board/metric-head.js';
import { drawing, html, type Html, type Part } from '../html.js';
import { api, dealersAddress } from '../links.js';
import { decimal, interval, quantity, signed } from '../numbers.js';
import { page, runTrail } from '../page.js';
import { table, type Column } from '../table.js';
import { lineKey } from './line-key.js';

export interface DealersContent {
  readonly league: { readonly id: string; readonly title: string };
  readonly run: string;
  readonly effects: DealerEffects;
  /** id of what is compared; one that is not there: the first */
  readonly response: string | null;
  readonly nameOf: (submission: string) => string;
}

const FACTORS = { mix: 'agent mix', scenario: 'scenario' } as const;
const VERDICTS = {
  ...{ apart: 'apart', open: 'cannot be told apart', equal: 'equal', untested: 'not tested' },
} as const;

/** What dealer policies change in a run: main effects, and how far these depend on who plays and where. */
export function dealersPage(content: DealersContent): string {
  const { league, run, effects, nameOf } = content;
  const said = effects.responses.filter(({ id }) =>
    effects.levels.some(({ response, level }) => response === id && level !== null),
  );
  const heading = said.find(({ id }) => id === content.response) ?? said[0];
  return page({
    title: `Dealer policies in run ${run} – GridLeague`,
    main: [
      runTrail(league, run),
      html`<h1>What a dealer policy changes</h1>`,
      html`<p>
        Each policy against <strong>${nameOf(effects.reference)}</strong> on the same ${effects.blocks}
        blocks, with the same strategies on the same seats.
      </p>`,
      html`<nav class="choices" aria-label="What is compared">
        ${said.map((one) =>
          one === heading
            ? html`<strong aria-current="true">${headingText(one)}</strong>`
            : html`<a href="${dealersAddress(run, one.id)}">${headingText(one)}</a>`,
        )}
      </nav>`,
      ...(heading ? [mainEffects(content, heading), ...interactions(content, heading)] : []),
      html`<p class="data">All of it as <a href="${api.effects(league.id, run)}">JSON</a></p>`,
    ],
  });
}

function mainEffects({ effects, nameOf }: DealersContent, heading: MetricHeading): Html {
  const { dealers, reference, levels } = effects;
  const levelOf = (dealer: string): Part => {
    const level = levels.find((one) => one.response === heading.id && one.dealer === dealer)?.level;
    return level ? quantity(level.mean, heading.unit) : '–';
  };
  const rows = effects.mainEffects.filter(({ response }) => response === heading.id);
  return html`<section aria-labelledby="main">
    <h2 id="main">Main effects: ${metricHead(heading)}</h2>
    <div class="pair">
      <figure tabindex="0">${drawing(effectFigure(effects, heading, nameOf))}</figure>
    </div>
    ${table(
      'Main effects',
      [
        { head: 'Policy', cell: (dealer) => nameOf(dealer) },
        { head: 'Level', kind: 'number', cell: levelOf },
        ...differences<string>(heading, (dealer) => rows.find((one) => one.dealer === dealer) ?? null),
      ],
      [reference, ...dealers.filter((dealer) => dealer !== reference)],
      { stacked: true },
    )}
  </section>`;
}

function interactions({ effects, nameOf }: DealersContent, heading: MetricHeading): Html[] {
  return (['scenario', 'mix'] as const).flatMap((factor) => {
    const levelName = (level: string): string =>
      factor === 'mix' ? level.split(' + ').map(nameOf).join(' + ') : level;
    const figure = interactionFigure(effects, heading, factor, nameOf);
    if (figure === null) return [];
    const rows = effects.interactions.filter((one) => one.response === heading.id && one.factor === factor);
    return html`<section aria-labelledby="by-${factor}">
      <h2 id="by-${factor}">By ${FACTORS[factor]}</h2>
      <div class="pair">
        <figure tabindex="0">
          ${lineKey(figure.lines)} ${drawing(figure.svg)}
          <figcaption>
            What each policy changes at each ${FACTORS[factor]}. Where a line is level, the ${FACTORS[factor]}
            does not matter for it.
          </figcaption>
        </figure>
      </div>
      <details>
        <summary>The table behind it: differences from the main effect</summary>
        ${table(
          `Interactions by ${FACTORS[factor]}`,
          [
            { head: 'Policy', cell: ({ dealer }) => nameOf(dealer) },
            { head: FACTORS[factor], cell: ({ level }) => levelName(level) },
            ...differences<(typeof rows)[number]>(heading, (one) => one),
          ],
          rows,
          { stacked: true },
        )}
      </details>
    </section>`;
  });
}

function differences<Row>({ unit }: MetricHeading, of: (row: Row) => Effect | null): Column<Row>[] {
  const show = (value: number): string => signed(value, unit);
  return [
    {
      head: 'Difference',
      cell: (row) => {
        const effect = of(row)?.effect;
        return effect ? html`<strong>${show(effect.mean)}</strong> ${interval(effect, show)}` : '–';
      },
    },
    {
      head: 'p',
      kind: 'number',
      cell: (row) => {
        const p = of(row)?.p ?? null;
        return p === null ? '–' : p < 0.001 ? '< 0.001' : decimal(p, 3);
      },
    },
    {
      head: html`Verdict <small>all of a table tested together</small>`,
      cell: (row) => {
        const one = of(row);
        return one ? VERDICTS[one.verdict] : 'reference';
      },
    },
  ];
}
