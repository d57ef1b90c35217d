import { spawnSync } from 'node:child_process';
import { constants, copyFile, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { parseAllDocuments } from 'yaml';
import { projectRoot } from '#project-root.js';
import { temporaryFolder } from '../test/gridleague.js';
import { registerServe } from '../serve/serve-command.js';
import { registerWorker } from './worker-command.js';

const folder = temporaryFolder();

const text = (name: string): Promise<string> => readFile(resolve(projectRoot, 'docs/workers', name), 'utf8');

/** Long options of a command, as it is. */
function options(register = registerWorker): readonly string[] {
  const program = new Command();
  register(program);
  return program.commands[0]!.options.map(({ long }) => long!);
}

/** Of a command line, after the verb. */
function asked(line: string, verb = 'worker'): readonly string[] {
  return line.slice(line.indexOf(` ${verb} `) + verb.length).match(/--[a-z-]+/g) ?? [];
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}
interface Deployment extends Manifest {
  readonly spec: {
    readonly selector: { readonly matchLabels: object };
    readonly template: {
      readonly metadata: { readonly labels: object };
      readonly spec: {
        readonly volumes: readonly { readonly name: string }[];
        readonly containers: readonly [
          {
            readonly command: readonly string[];
            readonly envFrom: readonly { readonly secretRef: { readonly name: string } }[];
            readonly volumeMounts: readonly { readonly name: string }[];
          },
        ];
      };
    };
  };
}

describe('what starts servers and workers', () => {
  it.each([
    ['worker', registerWorker],
    ['serve', registerServe],
  ])('under systemd gives the command %s what it takes, and lets it end', async (verb, register) => {
    const unit = await text(verb === 'worker' ? 'gridleague-worker.service' : 'gridleague-server.service');
    const start = /^ExecStart=(.*)$/m.exec(unit)![1]!;
    expect(start).toContain(` node scripts/run.mjs cli ${verb} `);
    expect(asked(start, verb)).not.toEqual([]);
    expect(options(register)).toEqual(expect.arrayContaining([...asked(start, verb)]));
    expect(unit).toMatch(/^KillMode=mixed$/m);
    // Who has lost the lock, or was refused for a while, ends with exit code 1.
    expect(unit).toMatch(/^Restart=(on-failure|always)$/m);
    for (const stated of ['User', 'TasksMax', 'LimitNOFILE'])
      expect(unit).toMatch(new RegExp(`^${stated}=\\w+$`, 'm'));
  });

  it('under Slurm is a script that bash takes, and gets its signal in time', async () => {
    const script = await text('gridleague-workers.sbatch');
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const start = /^exec srun (.*)$/m.exec(script)![1]!;
    expect(options()).toEqual(expect.arrayContaining([...asked(start)]));
    expect(script).toMatch(/^#SBATCH --signal=TERM@\d+$/m);
  });

  it('needs no npm beside its Node where everything is installed', async () => {
    const node = folder.path('node');
    await copyFile(process.execPath, node, constants.COPYFILE_FICLONE);
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)));
    const { status, stdout } = spawnSync(node, ['scripts/run.mjs', 'cli', 'worker', '--help'], {
      ...{ cwd: projectRoot, env: { ...env, NODE_OPTIONS: '' }, encoding: 'utf8' },
    });
    expect([status, stdout]).toEqual([0, expect.stringContaining('--cache')]);
  });

  it('on Kubernetes is YAML whose parts refer to each other', async () => {
    const documents = parseAllDocuments(await text('gridleague-workers.yaml'));
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    const [secret, deployment] = documents.map((one) => one.toJS() as unknown) as [Manifest, Deployment];
    expect([secret.kind, deployment.kind]).toEqual(['Secret', 'Deployment']);
    const { selector, template } = deployment.spec;
    expect(template.metadata.labels).toEqual(selector.matchLabels);
    const [container] = template.spec.containers;
    expect(container.envFrom.map(({ secretRef }) => secretRef.name)).toEqual([secret.metadata.name]);
    expect(container.volumeMounts.map(({ name }) => name)).toEqual(
      template.spec.volumes.map(({ name }) => name),
    );
    const start = container.command.join(' ');
    expect(start).toMatch(/^node --no-warnings dist\/programs\/apps\/cli\/main\.js worker /);
    expect(options()).toEqual(expect.arrayContaining([...asked(start)]));
  });
});
