import type { AgentProblem, GridOffer, MarketInstance, Participant } from '#market/instance.js';
import { conductOf } from '../conduct/conduct-schema.js';
import { scenarioLimits } from '../reading/limits.js';
import { blocksOf, checkLength, problemFrom } from './linear-problem-fields.js';
import type { AgentDocument, LinearDocument } from './linear-schema.js';
import type { DrawnMarket } from '../scenario.js';
import { FieldError } from '../reading/scenario-error.js';

/** Quantities are counted in 1e-9 units: equal shares are cut there and the dealer keeps the rest. */
const QUANTITY_STEPS = 1e9;
/** endowments may miss the stated total by this much, relative */
const TOTAL_TOLERANCE = 1e-9;

/** The market a linear file states; nothing in it is random. Throws `FieldError`. */
export function linearMarket(document: LinearDocument): DrawnMarket {
  const m = document.resources.length;
  checkSize(document);
  checkResources(document);
  const problems = problemsOf(document, m);
  const agents: readonly Partial<AgentDocument>[] = document.agents ?? problems.map(() => ({}));
  const endowments = endowmentsOf(document, agents, m);
  const exact = exactOf(document);
  const participants = problems.map((problem, j): Participant => {
    const { id, role, cash, grid, columns } = agents[j]!;
    if (columns && columns.length !== problem.cost.length)
      throw new FieldError(
        ['agents', j, 'columns'],
        `has ${columns.length} names for ${problem.cost.length} columns`,
      );
    return {
      id: id ?? (role === 'grid' ? 'grid' : `agent-${j + 1}`),
      role: role ?? 'agent',
      problem: { ...problem, ...exact },
      ...(columns && { columns }),
      endowment: endowments.agents[j]!,
      cash: cash ?? document.cash,
      ...(grid && { grid: gridOffer(grid, m, ['agents', j, 'grid']) }),
    };
  });
  checkRoles(participants);
  const instance: MarketInstance = {
    id: document.id,
    resources: document.resources.map(({ id, unit, period, right }) => ({
      id,
      unit,
      ...(period !== undefined && { period }),
      ...(right && { right }),
    })),
    participants,
    dealer: { endowment: endowments.dealer, cash: document.dealerCash ?? document.cash },
    initialPrices: perResource(document.initialPrices, m, ['initialPrices']),
    ...exact,
  };
  return {
    ...conductOf(document),
    instance,
    fees: perResource(document.fees, m, ['fees']),
    ...(document.tariff && {
      tariff: {
        retail: perResource(document.tariff.retail, m, ['tariff', 'retail']),
        feedIn: perResource(document.tariff.feedIn, m, ['tariff', 'feedIn']),
      },
    }),
  };
}

/** Throws `FieldError` for a price below zero of a resource that can be thrown away. */
function exactOf({ exact = 0, resources, initialPrices }: LinearDocument): Pick<MarketInstance, 'exact'> {
  if (exact > resources.length)
    throw new FieldError(['exact'], `is ${exact}; there are ${resources.length} resources`);
  if (initialPrices)
    checkNonNegative(
      initialPrices.map((price, r) => (r < exact ? 0 : price)),
      ['initialPrices'],
    );
  return exact > 0 ? { exact } : {};
}

function problemsOf({ agents, central }: LinearDocument, m: number): AgentProblem[] {
  if (central) return blocksOf(problemFrom(central, m, ['central']), central.blocks, ['central']);
  return agents!.map((agent, j) => problemFrom(agent, m, ['agents', j]));
}

/** Adds sizes up before anything is built. */
function checkSize({ agents, central }: LinearDocument): void {
  let [variables, entries] = [0, 0];
  for (const { cost, own, shared } of central ? [central] : agents!) {
    variables += cost.length;
    for (const { matrix } of [own, shared])
      entries += Array.isArray(matrix) ? matrix.length * cost.length : matrix.entries.length;
  }
  const path = [central ? 'central' : 'agents'];
  if (variables > scenarioLimits.variables)
    throw new FieldError(path, `${variables} variables, more than ${scenarioLimits.variables}`);
  if (entries > scenarioLimits.entries)
    throw new FieldError(
      path,
      `${entries} matrix entries, more than ${scenarioLimits.entries}`,
      'write matrices sparse',
    );
}

function checkResources({ resources }: LinearDocument): void {
  const seen = new Set<string>();
  resources.forEach(({ id }, i) => {
    if (seen.has(id)) throw new FieldError(['resources', i, 'id'], `'${id}' is used twice`);
    seen.add(id);
  });
}

function endowmentsOf(
  { endowments, total }: LinearDocument,
  agents: readonly Partial<AgentDocument>[],
  m: number,
): { agents: Float64Array[]; dealer: Float64Array } {
  if (total) checkLength(total, m, ['total']);
  if (endowments === 'equal-with-dealer') {
    if (!total) throw new FieldError(['total'], 'is needed to split it equally');
    checkNonNegative(total, ['total']);
    return equalShares(total, agents);
  }
  checkLength(endowments.agents, agents.length, ['endowments', 'agents']);
  endowments.agents.forEach((own, j) => checkLength(own, m, ['endowments', 'agents', j]));
  checkLength(endowments.dealer, m, ['endowments', 'dealer']);
  checkNonNegative(endowments.dealer, ['endowments', 'dealer']);
  total?.forEach((stated, i) => {
    const sum = endowments.agents.reduce((s, own) => s + own[i]!, endowments.dealer[i]!);
    if (Math.abs(sum - stated) > TOTAL_TOLERANCE * Math.max(1, Math.abs(stated)))
      throw new FieldError(['total', i], `is ${stated}, but the endowments add up to ${sum}`);
  });
  return {
    agents: endowments.agents.map((own) => Float64Array.from(own)),
    dealer: Float64Array.from(endowments.dealer),
  };
}

/** Every agent and the dealer the same; the grid, which brings its own, nothing. */
function equalShares(
  total: readonly number[],
  agents: readonly Partial<AgentDocument>[],
): { agents: Float64Array[]; dealer: Float64Array } {
  const holders = agents.filter(({ role }) => role !== 'grid').length;
  const share = Float64Array.from(
    total,
    (all) => Math.floor((all * QUANTITY_STEPS) / (holders + 1)) / QUANTITY_STEPS,
  );
  return {
    agents: agents.map(({ role }) => (role === 'grid' ? new Float64Array(total.length) : share.slice())),
    dealer: Float64Array.from(
      total,
      (all, i) => Math.round((all - holders * share[i]!) * QUANTITY_STEPS) / QUANTITY_STEPS,
    ),
  };
}

function gridOffer(
  grid: NonNullable<AgentDocument['grid']>,
  m: number,
  path: readonly PropertyKey[],
): GridOffer {
  for (const field of ['ask', 'bid', 'capacity'] as const) checkLength(grid[field], m, [...path, field]);
  const rights = (field: 'importRight' | 'exportRight'): Partial<GridOffer> => {
    const right = grid[field];
    if (!right) return {};
    checkLength(right, m, [...path, field]);
    const outside = right.findIndex((resource) => resource >= m);
    if (outside >= 0)
      throw new FieldError([...path, field, outside], `there is no resource ${right[outside]}`);
    return { [field]: Int32Array.from(right) };
  };
  return {
    ask: Float64Array.from(grid.ask),
    bid: Float64Array.from(grid.bid),
    capacity: Float64Array.from(grid.capacity),
    ...rights('importRight'),
    ...rights('exportRight'),
  };
}

/** Agents first, then the dealer's own seats, and at most one grid, in the last seat; it says what it offers. */
function checkRoles(participants: readonly Participant[]): void {
  const seen = new Set<string>();
  participants.forEach(({ id, role, grid }, j) => {
    if (seen.has(id)) throw new FieldError(['agents', j, 'id'], `'${id}' is used twice`);
    seen.add(id);
    if (role === 'agent' && j > 0 && participants[j - 1]!.role !== 'agent')
      throw new FieldError(['agents', j, 'role'], "agents come before the dealer's own seats and the grid");
    if (role === 'grid' && j < participants.length - 1)
      throw new FieldError(['agents', j, 'role'], 'the grid must be the last of the agents');
    if ((role === 'grid') !== (grid !== undefined))
      throw new FieldError(['agents', j, 'grid'], 'belongs to role grid, and only there');
  });
  if (!participants.some(({ role }) => role === 'agent'))
    throw new FieldError(['agents'], 'nobody but the grid takes part');
}

function perResource(
  values: readonly number[] | undefined,
  m: number,
  path: readonly string[],
): Float64Array {
  if (!values) return new Float64Array(m);
  checkLength(values, m, path);
  return Float64Array.from(values);
}

function checkNonNegative(values: readonly number[], path: readonly string[]): void {
  const negative = values.findIndex((value) => value < 0);
  if (negative >= 0)
    throw new FieldError([...path, negative], `is ${values[negative]}; it must not be negative`);
}
