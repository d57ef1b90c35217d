/** Everything that must survive lies here: GRIDLEAGUE_DATA, default `var`. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.GRIDLEAGUE_DATA ?? 'var';
}
