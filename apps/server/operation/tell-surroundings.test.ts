import { Logger } from '#database/fleet/logger.js';
import { tellSurroundings } from './tell-surroundings.js';

const compiler = {
  fences: { network: true, user: true, privileges: true, resources: true },
  engineRoot: 'namespace',
} as const;

const logged = (): { logger: Logger; lines: string[] } => {
  const lines: string[] = [];
  return {
    lines,
    logger: new Logger(
      (line) => lines.push(line),
      () => new Date(0),
    ),
  };
};

it.each([
  [{ network: true, user: true, privileges: true, resources: true }, [], 0],
  [{ network: false, user: false, privileges: true, resources: false }, ['network', 'user', 'resources'], 2],
])('tells of fences %j that %j are missing', async (fences, missing, warnings) => {
  const { logger, lines } = logged();
  expect(await tellSurroundings(logger, 'memory', () => Promise.resolve({ fences, compiler }))).toEqual(
    missing,
  );
  expect(lines.filter((line) => line.includes('sandbox fence missing'))).toHaveLength(warnings);
});

it('knows nothing where no sandbox can be started now', async () => {
  const { logger, lines } = logged();
  expect(await tellSurroundings(logger, 'memory', () => Promise.reject(new Error('no process')))).toBeNull();
  expect(lines.join()).toContain('surroundings not found');
});
