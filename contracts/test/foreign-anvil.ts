import { spawn } from 'node:child_process';

export interface ForeignNode {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts anvil on a free loopback port. */
export async function startAnvil(binary: string, args: readonly string[]): Promise<ForeignNode> {
  const child = spawn(binary, ['--port', '0', '--hardfork', 'prague', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await new Promise<string>((ready, failed) => {
    let output = '';
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`anvil ended with ${code}:\n${output}`)));
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const address = /Listening on ([0-9.:]+)/.exec(output)?.[1];
      if (address) ready(`http://${address}`);
    });
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
