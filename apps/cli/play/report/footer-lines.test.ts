import type { PlayedScenario } from '#matches/play/play-setting.js';
import { playScenario } from '#matches/test/play-scenario.js';
import { footerLines } from './footer-lines.js';

let played: PlayedScenario;
beforeAll(async () => {
  played = await playScenario({
    ...{ scenario: 'blems-example', agents: ['truthful'], dealer: 'passive', seed: '1', rules: {} },
    ...{ chain: 'memory', dataFolder: 'nowhere', execution: 'in-process' },
  });
});

/** The line on the chain of a match that took `seconds` of its time. */
function chainLine(seconds: number | undefined): string | undefined {
  const chain = { ...played.report.chain, contract: '0x01', network: 'chain 31337', blocks: 16 };
  const report = { ...played.report, chain: seconds === undefined ? chain : { ...chain, seconds } };
  return footerLines({ ...played, report }).find((line) => line.startsWith('Chain '));
}

it('tells the time on the chain where it has passed', () => {
  expect(chainLine(16)).toMatch(/, 16 blocks in 16 seconds of chain time$/);
  expect(chainLine(0)).toMatch(/, 16 blocks$/);
  expect(chainLine(undefined)).toMatch(/, 16 blocks$/);
});
