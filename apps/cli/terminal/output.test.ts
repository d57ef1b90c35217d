import { existsSync } from 'node:fs';
import { shell } from '../test/gridleague.js';

const whereThereIsAFullDevice = existsSync('/dev/full') ? it : it.skip;

whereThereIsAFullDevice('a disk that is full ends the program with one line and code 1', async () => {
  const { code, stderr } = await shell('$GRIDLEAGUE scenario blems-example --json > /dev/full');
  expect(code).toBe(1);
  expect(stderr).toMatch(/^gridleague: the output could not be written: .*ENOSPC.*\n$/);
});
