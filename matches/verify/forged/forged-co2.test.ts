import { dealt } from '#market/test/short-form.js';
import type { ForgedMatch } from '../test/forge.js';
import { refusal } from '../test/forgery.js';

type Co2 = { average: number; marginal?: number };
const co2Of = ({ report }: ForgedMatch): Co2 => (report.perSeat[0] as unknown as { co2: Co2 }).co2;

/** The run's scenario states `carbon` without a marginal. */
it.each(
  dealt<[string, (match: ForgedMatch) => unknown, string]>(
    [
      ['of the community', ({ report }) => (report.kpis['co2Average']! -= 1e-9), 'report.kpis.co2Average'],
      [
        'at a margin that nobody states',
        ({ report }) => (report.kpis['co2Marginal'] = 1),
        'report.kpis.co2Marginal',
      ],
      ['of a household', (match) => (co2Of(match).average -= 1e-9), 'report.perSeat[0].co2.average'],
      [
        'of a household at the margin',
        (match) => (co2Of(match).marginal = 0),
        'report.perSeat[0].co2.marginal',
      ],
      ['left out', ({ report }) => delete report.kpis['co2Average'], 'report.kpis.co2Average'],
    ],
    3,
  ),
)('CO2 that was forged is found: %s', async (_, change, field) => {
  expect(await refusal('closed', ([, match]) => change(match))).toContain(`DIFFERENT: ${field}`);
});
