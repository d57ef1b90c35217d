/** What a KPI of an energy community says. */
export interface KpiDefinition {
  readonly label: string;
  readonly unit: 'EUR' | 'EUR/kWh' | 'kWh' | 'kW' | 'kg' | '%' | '1';
  /** null: neither; it describes */
  readonly better: 'higher' | 'lower' | null;
  /** of the symbols that docs/kpis.md explains */
  readonly formula: string;
  /** in a sentence for readers of a report, with its sign where that is not plain */
  readonly note: string;
}

/** All KPIs of a report, in the order in which readers ask for them. */
export const kpiDefinitions = {
  welfareEfficiency: {
    ...{ label: 'welfare efficiency', unit: '1', better: 'higher' },
    formula: '(Z0 - Z) / (Z0 - Z*)',
    note: 'How much of what trade could save was saved; 1 is the proven optimum, below 0 trade did harm.',
  },
  socialWelfareGain: {
    ...{ label: 'gain', unit: 'EUR', better: 'higher' },
    formula: 'Z0 - Z',
    note: 'What all participants together saved against grid only.',
  },
  bill: {
    ...{ label: 'bill of all households', unit: 'EUR', better: 'lower' },
    formula: 'sum_jt (retail_t imp_jt - feedin_t exp_jt) + sum_j pay_j + sum_t fee_t bought_t + sum_j peak_j',
    note: 'What households pay for energy, fees and peaks, below 0: receive. Wear of batteries and lost load are costs, but on no bill; standing charges are apart.',
  },
  billWithoutMarket: {
    ...{ label: 'bill without the market', unit: 'EUR', better: null },
    formula: "the same for the households' plans before the market",
    note: 'The same bill if nobody traded.',
  },
  lostLoad: {
    ...{ label: 'lost load', unit: 'EUR', better: 'lower' },
    formula: 'sum_jt voll_j unserved_jt',
    note: 'What it was worth to households to be served where nobody served them; on no bill. Null where all demand must be served.',
  },
  lostLoadWithoutMarket: {
    ...{ label: 'lost load without the market', unit: 'EUR', better: null },
    formula: "the same for the households' plans before the market",
    note: 'The same if nobody traded.',
  },
  costSavings: {
    ...{ label: 'saved by households', unit: 'EUR', better: 'higher' },
    formula: '(billWithoutMarket + lostLoadWithoutMarket) - (bill + lostLoad)',
    note: 'What bills and lost load fell by; below 0 they rose.',
  },
  costSavingsPercent: {
    ...{ label: 'saved by households', unit: '%', better: 'higher' },
    formula: '100 costSavings / |billWithoutMarket + lostLoadWithoutMarket|',
    note: 'The same as a share of bill and lost load without the market.',
  },
  localFees: {
    ...{ label: 'local fees', unit: 'EUR', better: null },
    formula: 'sum_t fee_t (bought_t - fromgrid_t)',
    note: 'Fees on energy of neighbours and of the plant; part of the bill.',
  },
  gridFees: {
    ...{ label: 'fees on grid energy', unit: 'EUR', better: null },
    formula: 'sum_t fee_t fromgrid_t',
    note: 'Fees on what the grid sold in the market, which only make its retail price whole; part of the bill.',
  },
  standingCharges: {
    ...{ label: 'standing charges', unit: 'EUR', better: null },
    formula: 'sum_j standing_j',
    note: 'Fixed charges of all households; they change with nothing, and are in no other figure.',
  },
  budgetBalance: {
    ...{ label: 'budget balance', unit: 'EUR', better: null },
    formula: 'sum_j pay_j - dealer',
    note: 'What participants paid less what the dealer took: 0, or money came from nowhere.',
  },
  consumption: {
    ...{ label: 'consumption', unit: 'kWh', better: null },
    formula: 'sum_jt cons_jt',
    note: 'Fixed and flexible consumption of all households, served or not.',
  },
  generation: {
    ...{ label: 'generation', unit: 'kWh', better: null },
    formula: 'sum_jt (gen_jt - curt_jt) + sum_t (plant_t - unsold_t)',
    note: "What households and the dealer's plant generated and was used or fed in.",
  },
  curtailed: {
    ...{ label: 'curtailed', unit: 'kWh', better: 'lower' },
    formula: 'sum_jt curt_jt + sum_t unsold_t',
    note: 'Energy that could have been generated and was not, or that the plant did not sell.',
  },
  gridImport: {
    ...{ label: 'import of the community', unit: 'kWh', better: 'lower' },
    formula: 'sum_t max(net_t, 0)',
    note: "What came in through the community's connection; what one household exports while another imports cancels out.",
  },
  gridExport: {
    ...{ label: 'export of the community', unit: 'kWh', better: null },
    formula: 'sum_t max(-net_t, 0)',
    note: 'What went out through it.',
  },
  selfSufficiencyPercent: {
    ...{ label: 'self-sufficiency', unit: '%', better: 'higher' },
    formula: '100 (servedDemand - gridImport) / consumption',
    note: 'The share of consumption that was served and did not come from outside.',
  },
  selfConsumptionPercent: {
    ...{ label: 'self-consumption', unit: '%', better: 'higher' },
    formula: '100 (generation - gridExport) / generation',
    note: 'The share of generation that stayed inside.',
  },
  servedDemand: {
    ...{ label: 'served', unit: 'kWh', better: 'higher' },
    formula: 'consumption - sum_jt unserved_jt',
    note: 'Consumption that was served, by whomever.',
  },
  unservedDemand: {
    ...{ label: 'unserved', unit: 'kWh', better: 'lower' },
    formula: 'sum_jt unserved_jt',
    note: 'Consumption that nobody served; null where all must be served.',
  },
  unservedEnergy: {
    ...{ label: 'unserved energy', unit: '1', better: 'lower' },
    formula: 'sum_jt unserved_jt / consumption',
    note: 'The share of consumption that nobody served.',
  },
  batteryFullCycles: {
    ...{ label: 'battery full cycles', unit: '1', better: null },
    formula: 'sum_jt max(stored_j(t-1) - stored_jt, 0) / batteryCapacity',
    note: 'How often the cells of all batteries together were emptied; what goes in and out within one period does not reach them.',
  },
  batteryDischarge: {
    ...{ label: 'discharged', unit: 'kWh', better: null },
    formula: 'sum_jt dis_jt',
    note: 'What batteries gave at their terminals.',
  },
  batteryCapacity: {
    ...{ label: 'battery capacity', unit: 'kWh', better: null },
    formula: 'sum_j capacity_j',
    note: 'What the cells of all batteries hold.',
  },
  congestedPeriods: {
    ...{ label: 'periods at a limit', unit: '1', better: null },
    formula: '|{t: net_t at the import limit or -net_t at the export limit}|',
    note: "Periods in which the metered flow through the community's connection is at a limit; null where there is none.",
  },
  congestionRent: {
    ...{ label: 'worth of the connection', unit: 'EUR', better: null },
    formula: 'sum_t (congestion_t importlimit h + the same of export)',
    note: "What the rights to the community's limited connection are worth at their final prices, the congestion prices; households hold equal parts of them.",
  },
  locallyTradedEnergy: {
    ...{ label: 'locally traded', unit: 'kWh', better: null },
    formula: 'sum_t local_t',
    note: "What households bought of neighbours and of the dealer's plant; grid energy is no local trade.",
  },
  communityImportShare: {
    ...{ label: 'share of local energy', unit: '1', better: null },
    formula: 'locallyTradedEnergy / (locallyTradedEnergy + energy drawn from the grid by whomever)',
    note: 'Of all energy that households bought anywhere, the part that was local.',
  },
  averagePrice: {
    ...{ label: 'average price', unit: 'EUR/kWh', better: null },
    formula: 'sum_t price_t local_t / locallyTradedEnergy',
    note: 'Final prices of local energy, weighted with what was traded locally.',
  },
  peakImport: {
    ...{ label: 'peak import', unit: 'kW', better: 'lower' },
    formula: 'max_t max(net_t, 0) / h',
    note: "The largest import through the community's connection.",
  },
  averageDailyPeak: {
    ...{ label: 'average daily peak', unit: 'kW', better: 'lower' },
    formula: "mean over days of each day's largest import / h",
    note: 'The same, day by day.',
  },
  ramping: {
    ...{ label: 'ramping', unit: 'kWh', better: 'lower' },
    formula: 'sum_t |net_t - net_(t-1)|',
    note: 'How much the exchange with the grid goes up and down, both ways.',
  },
  loadFactorComplement: {
    ...{ label: '1 - load factor', unit: '1', better: 'lower' },
    formula: '1 - mean import / peak import',
    note: '0: the community imports evenly; towards 1: in one peak.',
  },
  co2Average: {
    ...{ label: 'CO2 (average)', unit: 'kg', better: 'lower' },
    formula: '(sum_t average_t max(net_t, 0) + sum_jt fuelco2_j made_jt) / 1000',
    note: 'What the import of the community emits at the average of the grid, and fuel that is burnt inside; export is credited with nothing. Only where the scenario states `carbon`.',
  },
  co2Marginal: {
    ...{ label: 'CO2 (marginal)', unit: 'kg', better: 'lower' },
    formula: '(sum_t marginal_t net_t + sum_jt fuelco2_j made_jt) / 1000',
    note: 'What its exchange makes the grid emit more, at the margin, and fuel that is burnt inside; export is credited with what it spares, so below 0 more is spared than emitted. Only where `carbon` has `marginal`.',
  },
  giniOfBenefit: {
    ...{ label: 'Gini of benefit', unit: '1', better: 'lower' },
    formula: 'sum_jk |b_j - b_k| / (2 J sum_j |b_j|)',
    note: 'How unequally gains fell on households, where some may lose: 0 is equal (Raffinetti, Siletti and Vernizzi 2015).',
  },
  householdsWorseOffPercent: {
    ...{ label: 'households worse off', unit: '%', better: 'lower' },
    formula: '100 |{j: b_j < 0}| / J',
    note: 'Households that the market made poorer; a loss below a millionth of the largest stake is rounding.',
  },
} as const satisfies Record<string, KpiDefinition>;

export type KpiId = keyof typeof kpiDefinitions;
/** Not in reports of scenarios that do not say what grid energy emits. */
export const carbonKpis = ['co2Average', 'co2Marginal'] as const satisfies KpiId[];
export const kpiIds = Object.keys(kpiDefinitions) as KpiId[];
