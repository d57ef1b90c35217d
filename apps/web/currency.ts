import type { FullReport } from '#market/match/report/full-report.js';

/** Energy is paid in euros; the money of an abstract market has no name. */
export type Currency = 'EUR' | 'money';

/** What prices are of, and in, where no clock time is known. */
export const priceAxes = {
  EUR: { across: 'period; rights to the connection, if any, after the last', unit: 'EUR per kWh' },
  money: { across: 'resource', unit: 'money per unit' },
} as const;

/** Of a match: only communities have figures of their own. */
export function currencyOfReport({ kpis }: Pick<FullReport, 'kpis'>): Currency {
  return Object.keys(kpis).length > 0 ? 'EUR' : 'money';
}
