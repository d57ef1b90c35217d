import { markdownTable } from '#results/export/markdown-table.js';
import { selfConsumption, sufficiency, type FieldEnergy } from './field-day.js';
import {
  feesOfRegulations,
  shifted,
  type MengelkampStudy,
  type StudiedRegulation,
} from './mengelkamp-study.js';
import type { QuartierstromStudy } from './quartierstrom-study.js';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const points = (more: number): string => `${more < 0 ? '-' : '+'}${Math.abs(100 * more).toFixed(1)}`;
const MWH = 1000;

/** docs/studies/mengelkamp-2018.md */
export function mengelkampPage(study: MengelkampStudy): string {
  const { days, base, trading, responseAlone, tradingWithResponse, bound } = study;
  const covered = sufficiency(base);
  const row = (name: string, theirs: string, share: number): string[] => [
    ...[name, theirs, percent(share), points(share - covered)],
  ];
  const regulated = (name: StudiedRegulation, theirs: string): string[] =>
    row(`trading, ${name} (fee ${feesOfRegulations[name]} EUR/kWh)`, theirs, sufficiency(trading[name]));
  const peak = ({ peak: most }: FieldEnergy): string =>
    `${most.toFixed(1)} kW (${points(most / base.peak - 1)} %)`;
  return `# A hundred homes: the market of Mengelkamp et al. (2018) rebuilt

Made by \`npm run -s cli -- study mengelkamp --days ${days.length} > docs/studies/mengelkamp-2018.md\` (or \`npm run published -- mengelkamp\`): a hundred homes by the quarter of an hour,
${days.length} days as far apart in a year as can be (${days[0]} to ${days.at(-1)}), each with weather and loads of its own, about a minute of processor time a day. The community is
[mengelkamp-2018.yaml](mengelkamp-2018.yaml), synthetic throughout.

[MBK18] put a hundred German homes into a local market that clears every quarter of an hour by merit order at one price, under three regulations, with and without demand response. Its
**degree of local sufficiency** is the share of consumption that homes cover themselves or buy of neighbours: energy that flows next door without a contract does not count.

${markdownTable(
  ['scenario', 'published', 'here', 'points'],
  [
    row('base case: no trade', '22 %', covered),
    regulated('public grid', '22 % (no spread, no trade)'),
    regulated('microgrid', '22.5 %'),
    regulated('favourable', '32 %'),
    row('demand response, no trade', 'more', sufficiency(responseAlone)),
    row('trading and demand response, favourable', 'nearly 38 %', sufficiency(tradingWithResponse)),
    row('bound: all that is left over goes to neighbours', '38 %', bound.fixed),
    row('bound with appliances that one planner shifts', 'not told', bound.shifted),
  ],
)}

Highest power that the homes together drew, on the days played (published: up to -40 % with trade and demand response):

${markdownTable(
  ['scenario', 'peak'],
  [
    ['base case', peak(base)],
    ['demand response, no trade', peak(responseAlone)],
    ['trading and demand response, favourable', peak(tradingWithResponse)],
  ],
)}

## What is theirs, what is ours

Public are the hundred homes, the quarter-hours, the merit order, three regulations told by the spread they leave (none, small, large), and the figures above. **The base case is fitted**: how many
homes have a plant, and of which size, was chosen so that they cover 22 % alone. Everything below it is a result. Retail is 0.29 EUR/kWh and feed-in 0.12; the three local fees leave a spread
of -0.01, 0.005 and 0.17 EUR/kWh. Demand response is ${shifted.energy} kWh a day in each home that may run at any time from ${shifted.from} to ${shifted.to} (in the base case it is part of the load); with trade
homes plan the rest of their day anew before every auction (\`planner\`).

## What differs, and why

- **The bound comes out by itself** once the base case is fitted: how much of the surplus neighbours could use follows from sun and evening peaks.
- **Trade closes all of the gap at once, and a small spread does it as well as a large one.** Our homes order at what energy is worth to them, so that whoever has surplus meets whoever lacks
  energy as long as the spread is above zero. Those of the paper learn their limits and ask for a part of the spread, which a band of half a cent rarely lets meet: its
  +0.5 points in the microgrid and +10 of 16 under favourable regulation are what such bidding leaves undone. Where the spread is below zero nobody trades, there as here.
- **Demand response comes on top of it here**, since trade without it reaches the bound of appliances that do not wait. In the paper both together nearly reach that bound.
- **Peaks do not fall as theirs.** Their appliances are shifted to lower peaks. Ours save money, and retail has one price all day: nobody is paid for a lower peak, and many that run at
  the same cheap time add to each other. Charges on peaks (\`EUR/kW peak\`) would pay for it; auctions do not know them.
- Their homes are an agent-based model of appliances for a whole year, ours synthetic loads on sample days: a point or two is within what another sample of days gives.
`;
}

/** docs/studies/quartierstrom.md */
export function quartierstromPage({ days, year, months }: QuartierstromStudy): string {
  const alone = { ...year, traded: 0 };
  const published = new Map([
    ['Feb', '25 % (its first half)'],
    ['Jun', '47 %'],
    ...['Jan', 'Mar', 'Apr', 'May'].map((month) => [month, '30 to 40 %'] as const),
  ]);
  const row = (name: string, theirs: string, here: string): string[] => [name, theirs, here];
  return `# A year like Quartierstrom's

Made by \`npm run -s cli -- study quartierstrom --days ${days} > docs/studies/quartierstrom.md\` (or \`npm run published -- quartierstrom\`): ${days} days of a year by the quarter of an hour, in about
two minutes of processor time for a whole year. The quarter is [quartierstrom.yaml](quartierstrom.yaml), synthetic throughout.

Quartierstrom [QS20] was the first local market of Switzerland: 37 participants in Walenstadt traded their solar power for a year (2019) in auctions of a quarter-hour between the feed-in price
(4 Rp/kWh) and the supplier's (20.75 Rp/kWh). Batteries worked for their own homes.

${markdownTable(
  ['figure', 'published', 'here'],
  [
    row('consumption covered locally, alone', '16 % (half of what it became)', percent(sufficiency(alone))),
    row('consumption covered locally, with the market', '33 %', percent(sufficiency(year))),
    row('generation used locally, alone', 'a single home nearly 30 %', percent(selfConsumption(alone))),
    row('generation used locally, with the market', 'about 60 %', percent(selfConsumption(year))),
    row(
      `generation in a year of 365 days`,
      'nearly 300 MWh',
      `${((year.generation / MWH) * (365 / days)).toFixed(0)} MWh`,
    ),
    row(
      'consumption likewise',
      '545 MWh (follows from the above)',
      `${((year.consumption / MWH) * (365 / days)).toFixed(0)} MWh`,
    ),
    row('sold to neighbours, of generation', '20 to 30 %', percent(year.traded / year.generation)),
  ],
)}

Month by month, consumption covered locally:

${markdownTable(
  ['month', 'published', 'alone', 'with the market'],
  months.flatMap((month, n) =>
    month
      ? [
          [
            MONTHS[n]!,
            published.get(MONTHS[n]!) ?? '',
            percent(sufficiency({ ...month, traded: 0 })),
            percent(sufficiency(month)),
          ],
        ]
      : [],
  ),
)}

## What is theirs, what is ours

Public are the participants (27 with a plant, nine without, a retirement home), what the plants generate in a year, both prices, and the figures above. How large each plant, load and battery was is not in
what we have read; **sizes are fitted** so that generation and consumption of the year are those of the field. How much of it meets in time, alone and by trade, is a result. Eight batteries of 10 kWh are our
assumption.

## What differs, and why

- **Trade brings some points more here than in the field**, and the year's shares of generation accordingly. Participants set limits by hand and now and then asked for too much or offered too little; ours order at what energy is worth to
  them, so that all surplus that a neighbour could use is sold. What is left over here is what the quarter could not use.
- **Seasons are steeper here**: less in January, more from April on. Our sky is duller in winter than summer by a rule of its own and knows no valley, and our synthetic loads
  change little over the year, where homes that heat with electricity use most when there is least sun.
- **The load of one participant decides.** Fitting the year's consumption leaves more than half of it to the retirement home, whose load curve here is that of a household, though larger;
  how large it was in Walenstadt we do not know. Neighbours can use as much surplus as it takes at noon.
- Batteries begin and end each day half full, and know the day's sun beforehand.
`;
}
