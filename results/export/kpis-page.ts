import { kpiDefinitions, kpiIds } from '#market/energy/kpis/kpi-definitions.js';

const SIGNS = { higher: 'higher is better', lower: 'lower is better', none: 'describes' } as const;

const HEAD = `# KPIs

Figures of an energy community in a match report (\`kpis\`), on match pages and boards, and in exports: made by
\`npm run -s cli -- kpis > docs/kpis.md\` from what the reports are computed with. A figure whose denominator is zero, or that does not apply, is null.
Markets that are no communities have none. The scores that plugins are ranked on are another matter: [scores](scores.md).

Over households _j_ (J of them) and periods _t_ of h hours; energy in kWh, money in EUR (the scenario's currency):

- imp, exp: over a household's own connection; pay: paid in the market (below 0: earned); retail, feedin, fee: tariff per kWh;
  peak: charges on its highest metered import (EUR/kW peak)
- cons: consumption, fixed and flexible, served or not; gen: what could be generated; curt, unserved: not generated, not served; voll: value of
  lost load; stored: in the cells of batteries at the end of a period; dis: discharged at their terminals
- importlimit: of the community's connection, kW; congestion: final price of the right to it, which is the limit's shadow price
- flows are net: what a household imports and exports, or a battery charges and discharges, in one period (which some plans do where it costs
  nothing) counts as the difference
- bought: bought in the market by all households; fromgrid: of that, from the grid as a participant, shared among a period's
  buyers alike; local: of that, from neighbours (a seller's sale less what it imports in the same period) and from the dealer's plant
- plant, unsold: the dealer's plant and what is left of it; dealer: the dealer's cash result; price: final price of local energy
- net: imp - exp of all households and the grid's sales in the market less its purchases, so that neighbours cancel out
- average, marginal: g of CO2 per kWh of the grid, as the scenario's \`carbon\` states them;
  fuelco2: per kWh that a seat made of fuel
- Z0, Z, Z*: cost of all with the grid alone (without trade, on an island), at the end, and of the central optimum;
  b: what a household gained (its cost before less its cost and payments after)

**CO2** is that of grid energy, and of fuel whose CO2 the scenario states (\`dealer.chp.fuel: { price, co2 }\`), all of which is its own seat's, whoever uses the
energy; what neighbours and the dealer's plant generate otherwise counts as none. The average charges imports and
credits exports with nothing, as inventories do. The marginal figure tells consequences: exports are credited with the marginal CO2 that they spare
in their period. \`perSeat[].co2\` of a report has each household's part, as \`seats.csv\` (\`co2_average\`, \`co2_marginal\`) and match pages do: what comes in
through the community's connection in a period is shared among all that draw from the grid, over their own connection or in the market, and what goes
out among all that feed in, in proportion. Households' parts add up to the community's but for what the dealer draws or feeds in. Boards show
both for the community and per household. Where the scenario states no \`carbon\`, none of these figures is there.

A household's figures are in \`schedules.csv\`, those alone with the grid, before the market, in \`schedules-before.csv\`, its batteries and value of lost
load in \`households.csv\`, prices and flows per period in \`periods.csv\`, costs in \`seats.csv\` and \`totals.csv\` of \`play --csv\`, and of
\`GET /api/matches/<id>/tables\` of a server; [kpis.py](examples/kpis.py) computes all of these KPIs from them anew, to the last digit, [household-co2.py](examples/household-co2.py)
each household's CO2.

Where [days follow one another](market-rules.md#days-that-follow-one-another) or forecasts may be wrong, \`kpis\` are energy, trade, load curve and CO2 of all days, of what came true
(traded energy as scheduled), and costs have figures of their own, EUR; alone, optimum and match with the same forecasts, foreseen: had all been known:

| in reports | formula | says |
| --- | --- | --- |
| \`values.trade\` | \`alone - match\` | What trade was worth in this match. |
| \`values.tradeAttainable\` | \`alone - optimum\` | What it was worth to one planner with the same forecasts. |
| \`values.tradeForeseen\` | \`alone foreseen - optimum foreseen\` | What it could have been worth, had all been known. |
| \`values.informationAlone\` | \`alone - alone foreseen\` | What knowing would have been worth to everybody alone. |
| \`values.informationTogether\` | \`optimum - optimum foreseen\` | What knowing would have been worth to a planner for all. |
| \`values.tradeMissed\` | \`match - optimum\` | What trade left undone; below 0 if mistakes turned out well. |
| \`efficiency\` | \`(alone - match) / (alone - optimum)\` | May be above 1: the planner is mistaken, too. |
| \`imbalance.short\`, \`.long\` | \`sum_jt max(metered - scheduled, 0)\`, and the reverse | kWh that households took, or left, beyond their schedules. |
| \`imbalance.payment\` | \`sum_jt short_t x short energy - long_t x long energy\` | What that cost them. |
`;

/** docs/kpis.md */
export function kpisPage(): string {
  const rows = kpiIds.map((id) => {
    const { label, unit, better, formula, note } = kpiDefinitions[id];
    return `| \`${id}\` | ${label} | ${unit} | ${SIGNS[better ?? 'none']} | \`${formula.replaceAll('|', '\\|')}\` | ${note} |`;
  });
  return [
    HEAD,
    '| in reports | name | unit | sign | formula | says |',
    '| --- | --- | --- | --- | --- | --- |',
  ]
    .concat(rows, '')
    .join('\n');
}
