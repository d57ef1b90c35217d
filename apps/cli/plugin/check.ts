import { checkPlugin } from '#sandbox/admission/check-plugin.js';
import type { Check, Verdict } from '#sandbox/admission/verdict.js';
import { createHighsSolver } from '#market/lp/highs-solver.js';
import { print, printJson } from '../terminal/output.js';

/** `gridleague check`: the verdict on stdout, each check on stderr as it is done; exit code 1 if it may not play. */
export async function check(file: string, json: boolean): Promise<void> {
  const onCheck = (done: Check): void => void process.stderr.write(`${checkLine(done)}\n`);
  const verdict = await checkPlugin(file, {
    solver: await createHighsSolver(),
    ...(json ? { onCheck } : {}),
  });
  if (json) printJson(verdict);
  else print(describe(verdict).join('\n'));
  if (!verdict.passed) process.exitCode = 1;
}

function describe(verdict: Verdict): string[] {
  const subject =
    verdict.name === null ? verdict.file : `${verdict.kind} "${verdict.name}" (${verdict.file})`;
  return [
    ...verdict.checks.map(checkLine),
    '',
    verdict.passed ? `${subject} may play.` : `${subject} may not play yet: mend the above and check again.`,
    `source sha256 ${verdict.sha256}`,
    ...(verdict.traceHash === null ? [] : [`trace  sha256 ${verdict.traceHash}`]),
  ];
}

function checkLine({ name, passed, message }: Check): string {
  const [first = '', ...more] = message.split('\n');
  return [
    `${passed ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${first}`,
    ...more.map((line) => `${' '.repeat(20)}${line}`),
  ].join('\n');
}
