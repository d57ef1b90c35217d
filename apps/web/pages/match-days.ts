import type { FullReport } from '#market/match/report/full-report.js';
import { marketsOf, type MarketView } from '#market/match/report/markets-of-match.js';
import { counted } from '#results/export/counted.js';
import { html, type Html } from '../html.js';
import { matchAddress } from '../links.js';
import { decimal, money, signed } from '../numbers.js';
import { table } from '../table.js';

/** `day 2, 2025-06-11`; of one in which a day is traded anew also from which period on */
export function marketName({ day, date, period }: MarketView): string {
  return `day ${day}, ${date ?? ''}${period > 0 ? `, anew from period ${period + 1} on` : ''}`;
}

/** The markets of a match over days; nothing of one that is a single market. `shown`: whose figures follow. */
export function daysSection({ id, days }: FullReport, views: readonly MarketView[], shown: MarketView): Html {
  if (!days) return html``;
  const mistaken = days.forecast !== 'perfect';
  const { values, imbalance } = days;
  return html`<section aria-labelledby="days">
    <h2 id="days">Day by day</h2>
    <p>
      Each day has a market of its own; batteries, cars, rooms and money go on from one to the next. Trade
      saved ${money(values.trade)}; at best, with the same forecasts,
      ${money(values.tradeAttainable)}.${
        mistaken
          ? html` What came true otherwise than foreseen was ${decimal(imbalance.short, 2)} kWh short and
            ${decimal(imbalance.long, 2)} kWh long, and cost ${money(imbalance.payment)}.`
          : null
      }
    </p>
    ${table(
      'Days',
      [
        {
          head: 'Market',
          cell: (view) =>
            view.key === shown.key
              ? html`<strong>${marketName(view)}</strong>`
              : html`<a href="${matchAddress(id, view.key)}">${marketName(view)}</a>`,
        },
        { head: 'Ended', cell: ({ outcome }) => outcome },
        { head: 'Rounds', kind: 'number', cell: ({ rounds }) => rounds },
        { head: 'Alone', kind: 'number', cell: (view) => of(view, (day) => money(day.references.alone)) },
        { head: 'Match', kind: 'number', cell: (view) => of(view, ({ cost }) => money(cost)) },
        { head: 'Optimum', kind: 'number', cell: (view) => of(view, (day) => money(day.references.optimum)) },
        {
          head: 'Imbalance',
          kind: 'number',
          cell: (view) => of(view, ({ imbalancePayment }) => signed(imbalancePayment, 'money')),
        },
      ],
      views,
      { stacked: true },
    )}
    <p class="quiet">
      Shown below: ${marketName(shown)} (${counted(shown.rounds, 'round')}). Costs are those of whole days.
    </p>
  </section>`;

  /** Of the day that begins with a market. */
  function of(
    { day, period }: MarketView,
    figure: (day: NonNullable<FullReport['days']>['perDay'][number]) => string | Html,
  ): string | Html {
    return period > 0 ? '' : figure(days!.perDay[day - 1]!);
  }
}

/** The market of a match that is asked for, else its first. */
function chosenMarket(views: readonly MarketView[], key: string | null): MarketView {
  return views.find((view) => view.key === key) ?? views[0]!;
}

/** All markets of a report, and the one that is asked for. */
export function chosenOf(
  report: FullReport,
  key: string | null,
): { readonly views: readonly MarketView[]; readonly shown: MarketView } {
  const views = marketsOf(report);
  return { views, shown: chosenMarket(views, key) };
}
