import { gzipSync } from 'node:zlib';
import { dressedAsOld } from '#matches/verify/test/dressed-as-old.js';
import type { BundleCase, ByteEdit, Edit, Path } from './bundle-case.js';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-member-access,
   @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-call,
   @typescript-eslint/no-unsafe-return, @typescript-eslint/no-unsafe-argument -- a forger's view of JSON: nothing in it is sure */

/** The lines of a run after the edits of a case. What an edit does not find it leaves alone. */
export function editedLines(lines: readonly unknown[], { edits, withheld }: BundleCase): unknown[] {
  const forged = structuredClone(lines) as any[];
  if (withheld)
    for (const plugin of forged[0].plugins)
      if (!plugin.baseline) Object.assign(plugin, { source: null, file: '' });
  return edits.reduce<unknown[]>((all, edit) => edited(all, edit), forged);
}

function edited(lines: unknown[], edit: Edit): unknown[] {
  switch (edit.kind) {
    case 'value':
      place(lines[edit.line], edit.path, edit.value);
      return lines;
    case 'remove':
      remove(lines[edit.line], edit.path);
      return lines;
    case 'drop':
      return lines.filter((_, index) => index !== edit.line);
    case 'repeat':
      return lines.toSpliced(edit.at, 0, structuredClone(lines[edit.line]));
    case 'swap':
      return lines.map((line, index) =>
        index === edit.a ? lines[edit.b] : index === edit.b ? lines[edit.a] : line,
      );
    case 'rename':
      return JSON.parse(
        JSON.stringify(lines).replaceAll(JSON.stringify(edit.from), JSON.stringify(edit.to)),
      ) as unknown[];
    case 'older':
      return lines.map((line, index) => (index === (edit.line ?? index) ? older(line, edit.engine) : line));
    case 'gas':
      payGas(lines[edit.line], edit.seat, BigInt(edit.wei));
      return lines;
    case 'strike':
      (lines[edit.line] as any)?.report?.perSeat?.[edit.seat]?.failures?.push?.({
        ...{ round: edit.round, kind: 'timed-out', reason: 'the clock struck' },
      });
      return lines;
  }
}

function place(line: any, path: Path, value: unknown): void {
  const parent = path.slice(0, -1).reduce((at, key) => at?.[key], line);
  if (typeof parent !== 'object' || parent === null) return;
  Object.defineProperty(parent, path.at(-1) ?? '', {
    ...{ value: structuredClone(value), enumerable: true, configurable: true, writable: true },
  });
}

function remove(line: any, path: Path): void {
  const parent = path.slice(0, -1).reduce((at, key) => at?.[key], line);
  const key = path.at(-1);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (typeof parent === 'object' && parent !== null && key !== undefined) delete parent[key];
}

function older(line: any, engine: Extract<Edit, { kind: 'older' }>['engine']): unknown {
  if (!line?.report?.references || !Array.isArray(line.rounds)) return line;
  return { ...line, report: dressedAsOld(line.report, line.rounds, engine ?? line.report.engine) };
}

/**
 * The edits that make another honest bundle of one: as a build might have written it that wrote no accounts. None of
 * those froze scenarios.
 */
export function honestEdits({ run, edits }: BundleCase): Edit[] {
  const [first] = edits;
  if (run === 'frozen' || first?.kind !== 'older') return [];
  return /^0\.[12]\.\d+$/.test(first.engine?.version ?? '') ? [first] : [];
}

/** Gas of a seat, in every figure that follows from it. */
function payGas(line: any, seat: number, wei: bigint): void {
  const report = line?.report;
  const of = report?.perSeat?.[seat];
  if (!of) return;
  const gas = Number(wei) / 1e18;
  const attainable = report.noTrade - report.optimum;
  of.gas = gas;
  of.saving = of.costBefore - (of.cost + of.payment + gas);
  of.wealth = report.cash?.[seat] - of.cost - gas;
  if (of.surplusShare !== null) of.surplusShare = of.saving / attainable;
  const senders = report.chain?.senders;
  if (senders?.[seat]) senders[seat].paid = wei.toString();
}

/** The bundle of these lines after the byte edits of a case. */
export function packedBytes(lines: readonly unknown[], { bytes }: BundleCase): Buffer {
  let text: Buffer = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  let level = 6;
  for (const edit of bytes) {
    if (edit.kind === 'insert') text = inserted(text, edit);
    if (edit.kind === 'encode') text = encoded(text, edit.as);
    if (edit.kind === 'level') level = edit.level;
  }
  return bytes.reduce((zipped: Buffer, edit) => damaged(zipped, edit, lines), gzipSync(text, { level }));
}

function inserted(text: Buffer, { at, text: put, times }: Extract<ByteEdit, { kind: 'insert' }>): Buffer {
  const place = Math.floor(at * text.length);
  return Buffer.concat([text.subarray(0, place), Buffer.from(put.repeat(times)), text.subarray(place)]);
}

function encoded(text: Buffer, as: Extract<ByteEdit, { kind: 'encode' }>['as']): Buffer {
  return as === 'bom' ? Buffer.concat([Buffer.from('\ufeff'), text]) : Buffer.from(text.toString('utf8'), as);
}

function damaged(zipped: Buffer, edit: ByteEdit, lines: readonly unknown[]): Buffer {
  switch (edit.kind) {
    case 'truncate':
      return zipped.subarray(0, Math.floor(edit.at * zipped.length));
    case 'flip': {
      const copy = Buffer.from(zipped);
      const at = Math.min(copy.length - 1, Math.floor(edit.at * copy.length));
      if (at >= 0) copy[at]! ^= 1 << edit.bit;
      return copy;
    }
    case 'append':
      return Buffer.concat([zipped, Buffer.from(edit.hex, 'hex')]);
    case 'member':
      return Buffer.concat([zipped, gzipSync(`${JSON.stringify(lines[edit.line] ?? null)}\n`)]);
    default:
      return zipped;
  }
}
