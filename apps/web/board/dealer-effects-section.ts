import type { MetricHeading } from '#results/standings/board.js';
import type { DealerEffects } from '#results/standings/dealer-effects.js';
import { html, type Html, type Part } from '../html.js';
import { interval, quantity, signed } from '../numbers.js';
import { table, type Column } from '../table.js';
import { metricHead } from './metric-head.js';

/** What each policy changes against the reference policy, on the same blocks, households and strategies. */
export function dealerEffectsSection(
  effects: DealerEffects,
  nameOf: (submission: string) => string,
  { json, figures }: { readonly json: string; readonly figures: string },
): Html {
  const { reference, dealers, mixes, scenarios, blocks } = effects;
  const responses = effects.responses.filter(({ id }) =>
    effects.levels.some(({ response, level }) => response === id && level !== null),
  );
  return html`<section aria-labelledby="dealer-comparison">
    <h3 id="dealer-comparison">What a dealer policy changes</h3>
    <p>
      Each policy against <strong>${nameOf(reference)}</strong> in the same ${blocks} blocks, ${mixes.length}
      line-ups and ${scenarios.join(', ')}: differences with 95 % intervals. Bold with a star: told apart from
      no difference, all policies of a column tested together.
    </p>
    ${table(
      'Dealer comparison',
      [
        {
          head: 'Policy',
          cell: (dealer) =>
            html`${nameOf(dealer)} <small>${dealer === reference ? 'as it is' : 'difference'}</small>`,
        },
        ...responses.map((response): Column<string> => ({
          head: metricHead(response),
          cell: (dealer) =>
            dealer === reference ? levelOf(effects, response) : effectOf(effects, response, dealer),
        })),
      ],
      [reference, ...dealers.filter((dealer) => dealer !== reference)],
      { stacked: true, rowClass: (dealer) => (dealer === reference ? 'baseline' : null) },
    )}
    <p class="data">
      <a href="${figures}">In figures, by scenario and by agent mix</a>; all of it as
      <a href="${json}">JSON</a>
    </p>
  </section>`;
}

function levelOf({ levels, reference }: DealerEffects, { id, unit }: MetricHeading): Part {
  const level = levels.find(({ response, dealer }) => response === id && dealer === reference)?.level;
  return level ? quantity(level.mean, unit) : '–';
}

function effectOf({ mainEffects }: DealerEffects, { id, unit }: MetricHeading, dealer: string): Part {
  const found = mainEffects.find((one) => one.response === id && one.dealer === dealer);
  if (!found?.effect) return '–';
  const show = (value: number): string => signed(value, unit);
  if (found.verdict === 'equal') return 'equal';
  const mean = show(found.effect.mean);
  const sure = found.verdict === 'apart';
  return html`${sure ? html`<strong>${mean}&nbsp;*</strong>` : mean} ${interval(found.effect, show)}`;
}
