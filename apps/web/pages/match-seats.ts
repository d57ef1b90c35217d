import type { FullReport } from '#market/match/report/full-report.js';
import type { SeatReport } from '#market/match/report/report.js';
import { currencyOfReport } from '../currency.js';
import { html, type Html } from '../html.js';
import { decimal, money, quantity, signed } from '../numbers.js';
import { pluginLink } from '../plugin-link.js';
import { table, type Column } from '../table.js';

/** Who plays a seat that no plugin does. */
export const playedBy = {
  grid: 'the grid, at its tariffs',
  storage: 'the dealer, truthfully',
  plant: 'the dealer, truthfully',
} as const;

/** What the market was worth to every seat. `team`: the name of who plays it. */
export function seatSection(team: (seat: number) => string, report: FullReport): Html {
  const currency = currencyOfReport(report);
  const most = Math.max(1e-12, ...report.perSeat.map(({ saving }) => Math.abs(saving)));
  return html`<section aria-labelledby="seats">
    <h2 id="seats">Who gained what</h2>
    ${table(
      'Seats',
      [
        { head: 'Seat', cell: ({ id }) => id },
        {
          head: 'Played by',
          cell: ({ role, seat }) => (role === 'agent' ? pluginLink(team(seat)) : playedBy[role]),
        },
        {
          head: html`Cost alone <small>${currency}</small>`,
          kind: 'number',
          cell: ({ costBefore }) => money(costBefore),
        },
        {
          head: html`Cost at the end <small>${currency}</small>`,
          kind: 'number',
          cell: ({ cost }) => money(cost),
        },
        {
          head: html`Paid in the market <small>${currency}; below 0: earned</small>`,
          kind: 'number',
          cell: ({ payment }) => money(payment),
        },
        {
          head: html`Saving <small>${currency}</small>`,
          kind: 'number',
          cell: ({ saving }) => html`<strong>${signed(saving, 'money')}</strong>`,
        },
        {
          head: 'Share of what there was to gain',
          cell: ({ saving, surplusShare }) =>
            html`<meter
                min="0"
                max="1"
                value="${Math.max(0, saving / most).toFixed(4)}"
                aria-hidden="true"
              ></meter>
              ${surplusShare === null ? '–' : quantity(surplusShare, '1')}`,
        },
        ...co2Columns(report),
        { head: 'Failures', cell: ({ failures }) => failuresOf(failures) },
      ],
      report.perSeat,
      { stacked: true },
    )}
    ${report.dealer.failures.length > 0 ? html`<p>Dealer: ${failuresOf(report.dealer.failures)}.</p>` : null}
  </section>`;
}

/** Where the scenario says what grid energy emits. */
function co2Columns({ perSeat }: FullReport): Column<SeatReport>[] {
  return (['average', 'marginal'] as const).flatMap((figure) => {
    if (perSeat.every(({ co2 }) => co2?.[figure] === undefined)) return [];
    const cell = ({ co2 }: SeatReport): string =>
      co2?.[figure] === undefined ? '\u2013' : decimal(co2[figure], 2);
    return [{ head: html`CO2 (${figure}) <small>kg</small>`, kind: 'number', cell }];
  });
}

/** Kinds only: reasons are for the owner, who asks the API. */
function failuresOf(failures: readonly { readonly kind: string }[]): string {
  if (failures.length === 0) return 'none';
  const kinds = new Map<string, number>();
  for (const { kind } of failures) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return [...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ');
}
