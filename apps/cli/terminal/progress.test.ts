import { Progress } from './progress.js';

function progressOn(isTTY: boolean): { progress: Progress; text: () => string } {
  let written = '';
  const stream = { isTTY, write: (text: string) => (written += text) };
  return { progress: new Progress(stream, 4), text: () => written };
}

it('rewrites one line on a terminal and takes it away at the end', () => {
  const { progress, text } = progressOn(true);
  progress.step(0.5, 'half');
  progress.done();
  expect(text()).toBe('\r\x1b[2K██░░ half\r\x1b[2K');
});

it('writes plain lines elsewhere, fewer and fewer', () => {
  const { progress, text } = progressOn(false);
  for (let step = 1; step <= 9; step++) progress.step(0, `step ${step}`);
  progress.done();
  expect(text()).toBe('step 1\nstep 2\nstep 4\nstep 8\n');
});

it('progress says what it is told, on its own line', () => {
  for (const isTTY of [true, false]) {
    const written: string[] = [];
    new Progress({ isTTY, write: (text) => written.push(text) }).step(0.5, 'match \u001b[2J\nof 3');
    expect(written.join('')).toContain('match \\x1b[2J\\nof 3');
  }
});
