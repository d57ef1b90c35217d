import { FieldError } from '../reading/scenario-error.js';
import { csvRecords, told } from '../series/csv.js';
import { LineFaults } from '../series/line-faults.js';

const NUMBER = /^-?\d{1,15}(\.\d{1,20})?(e[+-]?\d{1,2})?$/i;
const TIME = 'timestamp';

/** Columns of a table of HAMLET, each a sum of columns of its file, beside their times. */
export interface SummedTable {
  readonly times: readonly string[];
  readonly sums: Readonly<Record<string, Float64Array>>;
}

/**
 * Reads a table whose rows have a `timestamp`, and adds up columns: `wanted` names those of each sum, of which none may be missing. Throws
 * `FieldError` whose path is the line.
 */
export function summedTable(
  text: string,
  wanted: (headers: readonly string[]) => Readonly<Record<string, readonly string[]>>,
): SummedTable {
  const records = csvRecords(text, ',');
  const first = records.next();
  if (first.done) throw new FieldError(['line 1'], 'the header is missing', 'name the columns there');
  const headers = first.value.cells.map((cell) => cell.trim());
  const find = (header: string): number => {
    if (headers.filter((one) => one === header).length !== 1)
      throw new FieldError(
        ['line 1'],
        `${headers.includes(header) ? 'more than one' : 'no'} column '${told(header)}'`,
        `there are ${headers.map((one) => `'${told(one)}'`).join(', ')}`.slice(0, 500),
      );
    return headers.indexOf(header);
  };
  const time = find(TIME);
  const columns = Object.entries(wanted(headers)).map(
    ([name, parts]) => [name, parts.map(find), [] as number[]] as const,
  );
  const times: string[] = [];
  const faults = new LineFaults();
  faults.of(() => {
    for (const { line, cells } of records) {
      times.push(cells[time]!.trim());
      const numberIn = (column: number): number => {
        const cell = cells[column]!.trim();
        if (NUMBER.test(cell)) return Number(cell);
        throw new FieldError([`line ${line}`], `'${told(cell)}' is not a number (${told(headers[column]!)})`, 'write it like 0.25'); // prettier-ignore
      };
      for (const [, parts, values] of columns)
        faults.of(() => values.push(parts.reduce((sum, column) => sum + numberIn(column), 0)));
      if (faults.isFull) return;
    }
  });
  faults.check();
  return {
    times,
    sums: Object.fromEntries(columns.map(([name, , values]) => [name, Float64Array.from(values)])),
  };
}

/** The table as text, for the series of a scenario. */
export function tableText({ times, sums }: SummedTable): string {
  const names = Object.keys(sums);
  const rows = times.map((time, row) => [time, ...names.map((name) => sums[name]![row])].join());
  return [[TIME, ...names].join(), ...rows, ''].join('\n');
}
