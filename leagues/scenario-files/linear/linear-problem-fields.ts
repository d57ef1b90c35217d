import type { AgentProblem } from '#market/instance.js';
import { entriesOf, sparseFromEntries, sparseFromRows, type SparseMatrix } from '#market/lp/sparse-matrix.js';
import type { AgentDocument, MatrixDocument } from './linear-schema.js';
import { FieldError } from '../reading/scenario-error.js';

type Path = readonly PropertyKey[];
type ProgramDocument = Pick<AgentDocument, 'cost' | 'own' | 'shared' | 'bounds'>;

/** One linear problem from its fields; `path` leads to it. Throws `FieldError`. */
export function problemFrom(document: ProgramDocument, resources: number, path: Path): AgentProblem {
  const columns = document.cost.length;
  if (columns === 0)
    throw new FieldError([...path, 'cost'], 'has no entry; an agent needs at least one column');
  const own = matrixFrom(document.own.matrix, undefined, columns, [...path, 'own', 'matrix']);
  const [lower, upper] = boundsFrom(document.own, own.rows, -Infinity, [...path, 'own']);
  const [columnLower, columnUpper] = boundsFrom(document.bounds ?? {}, columns, 0, [...path, 'bounds']);
  return {
    cost: Float64Array.from(document.cost),
    own: { matrix: own, lower, upper },
    shared: matrixFrom(document.shared.matrix, resources, columns, [...path, 'shared', 'matrix']),
    columnLower,
    columnUpper,
  };
}

/** `rows` undefined: as many as there are. */
function matrixFrom(
  document: MatrixDocument,
  rows: number | undefined,
  columns: number,
  path: Path,
): SparseMatrix {
  if (Array.isArray(document)) {
    checkCount(document.length, rows, 'rows', path);
    document.forEach((row, i) => checkLength(row, columns, [...path, i]));
    return sparseFromRows(document, columns);
  }
  checkCount(document.rows, rows, 'rows', [...path, 'rows']);
  checkCount(document.columns, columns, 'columns', [...path, 'columns']);
  document.entries.forEach(([i, j], e) => {
    if (i >= document.rows || j >= columns)
      throw new FieldError(
        [...path, 'entries', e],
        `(${i}, ${j}) lies outside ${document.rows} x ${columns}`,
      );
  });
  return sparseFromEntries(document.rows, columns, document.entries);
}

function boundsFrom(
  { lower, upper }: { lower?: (number | null)[] | undefined; upper?: (number | null)[] | undefined },
  length: number,
  defaultLower: number,
  path: Path,
): [Float64Array, Float64Array] {
  const filled = (
    bounds: readonly (number | null)[] | undefined,
    side: string,
    otherwise: number,
    infinite: number,
  ): Float64Array => {
    if (!bounds) return new Float64Array(length).fill(otherwise);
    checkLength(bounds, length, [...path, side]);
    return Float64Array.from(bounds, (bound) => bound ?? infinite);
  };
  const low = filled(lower, 'lower', defaultLower, -Infinity);
  const high = filled(upper, 'upper', Infinity, Infinity);
  const crossed = low.findIndex((bound, i) => bound > high[i]!);
  if (crossed >= 0)
    throw new FieldError(
      [...path, upper ? 'upper' : 'lower', crossed],
      `crossed bounds: lower ${low[crossed]} is above upper ${high[crossed]}`,
    );
  return [low, high];
}

export function checkLength(values: { readonly length: number }, length: number, path: Path): void {
  if (values.length !== length) throw new FieldError(path, `has ${values.length} entries, not ${length}`);
}

function checkCount(count: number, wanted: number | undefined, what: string, path: Path): void {
  if (wanted !== undefined && count !== wanted)
    throw new FieldError(path, `has ${count} ${what}, not ${wanted}`);
}

/** Splits one central problem into its blocks. Throws `FieldError` for a row that spans two of them. */
export function blocksOf(problem: AgentProblem, blocks: readonly number[], path: Path): AgentProblem[] {
  const columns = problem.cost.length;
  const starts = blocks.map((_, b) => blocks.slice(0, b).reduce((sum, size) => sum + size, 0));
  const sum = blocks.reduce((total, size) => total + size, 0);
  if (sum !== columns)
    throw new FieldError([...path, 'blocks'], `add up to ${sum} columns, but \`cost\` has ${columns}`);
  const blockOf = new Int32Array(columns);
  blocks.forEach((size, b) => blockOf.fill(b, starts[b], starts[b]! + size));
  const rowBlock = blockOfRows(problem, blockOf, path);
  return blocks.map((size, b) => {
    const rows = [...rowBlock.keys()].filter((row) => rowBlock[row] === b);
    const newRow = new Map(rows.map((row, i) => [row, i]));
    const [first, end] = [starts[b]!, starts[b]! + size];
    return {
      cost: problem.cost.slice(first, end),
      columnLower: problem.columnLower.slice(first, end),
      columnUpper: problem.columnUpper.slice(first, end),
      own: {
        matrix: columnsOf(problem.own.matrix, first, end, rows.length, (row) => newRow.get(row)!),
        lower: Float64Array.from(rows, (row) => problem.own.lower[row]!),
        upper: Float64Array.from(rows, (row) => problem.own.upper[row]!),
      },
      shared: columnsOf(problem.shared, first, end, problem.shared.rows, (row) => row),
    };
  });
}

/** The block each own row belongs to; -1 for a row without entries, which must hold by itself. */
function blockOfRows({ own }: AgentProblem, blockOf: Int32Array, path: Path): Int32Array {
  const rowBlock = new Int32Array(own.matrix.rows).fill(-1);
  for (const [row, column] of entriesOf(own.matrix)) {
    const block = blockOf[column]!;
    if (rowBlock[row]! >= 0 && rowBlock[row] !== block)
      throw new FieldError(
        [...path, 'own', 'matrix', row],
        `row ${row} spans the blocks ${rowBlock[row]} and ${block}`,
        'a row of `own` belongs to one block; rows that couple blocks belong into `shared`',
      );
    rowBlock[row] = block;
  }
  rowBlock.forEach((block, row) => {
    if (block < 0 && (own.lower[row]! > 0 || own.upper[row]! < 0))
      throw new FieldError([...path, 'own', 'matrix', row], `row ${row} is empty and cannot meet its bounds`);
  });
  return rowBlock;
}

function columnsOf(
  matrix: SparseMatrix,
  first: number,
  end: number,
  rows: number,
  newRow: (row: number) => number,
): SparseMatrix {
  const [from, to] = [matrix.starts[first]!, matrix.starts[end]!];
  return {
    rows,
    columns: end - first,
    starts: matrix.starts.slice(first, end + 1).map((start) => start - from),
    rowOf: matrix.rowOf.slice(from, to).map(newRow),
    values: matrix.values.slice(from, to),
  };
}
