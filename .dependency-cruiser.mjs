// Who may import whom (docs/architecture.md). One rule per room of the product; everything not named is forbidden.
// Tests, bench and fuzz may import all; nobody imports bench and fuzz.
const rooms = 'api|apps|bench|contracts|database|fuzz|leagues|market|matches|plugins|results|sandbox';

const tests = '/test/|\\.test\\.ts$';

/** A room may import only itself and the places named. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${from}/`, pathNot: tests },
  to: { path: `^(${rooms})/`, pathNot: `^(${[from, ...allowed].join('|')})/` },
});

/** At the root: where the project lies, and the process that started this one. */
const rootFiles = '^(parent-process|project-root)\\.ts$';

/** The SDK alone: nothing of Node or of npm either, which no isolate has. */
const sdkAlone = (folder, comment) => ({
  name: `${folder}-see-the-sdk-alone`,
  comment,
  severity: 'error',
  from: { path: `^plugins/${folder}/`, pathNot: tests },
  to: { pathNot: '^plugins/sdk/' },
});

/** One of the apps may not import these parts of others. */
const app = (name, from, parts, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^apps/${from}/`, pathNot: tests },
  to: { path: `^apps/${parts}` },
});

export default {
  forbidden: [
    {
      name: 'market-is-pure',
      comment:
        'The market is the domain: it knows nobody, no file, no network, no parser, no framework. It hashes.',
      severity: 'error',
      from: { path: '^market/', pathNot: `^market/lp/highs-solver\\.ts$|${tests}` },
      to: { pathNot: '^market/|^(node:)?crypto$' },
    },
    {
      name: 'the-solver-is-all-it-needs',
      comment: 'The one file that implements the LpSolver port, and sets a flag of the engine for it.',
      severity: 'error',
      from: { path: '^market/lp/highs-solver\\.ts$' },
      to: { pathNot: '^market/|^(node:)?v8$|node_modules/highs/' },
    },
    {
      name: 'root-files-import-nothing',
      comment:
        'Rooms import them from everywhere: with an import of ours they would be a detour round every arrow.',
      severity: 'error',
      from: { path: rootFiles },
      to: { dependencyTypesNot: ['core'] },
    },
    {
      name: 'who-knows-where-the-project-lies',
      comment:
        'Who reads files of the project, or starts its programs. These rooms get what they need from others.',
      severity: 'error',
      from: { path: '^(api|market|plugins|results|apps/web)/', pathNot: tests },
      to: { path: rootFiles },
    },
    {
      name: 'programs-have-a-parent',
      comment: 'Only what is started as a process of its own speaks with the one that started it.',
      severity: 'error',
      from: { pathNot: `-main\\.ts$|^matches/workers/serve-matches\\.ts$|^bench/|${tests}` },
      to: { path: '^parent-process\\.ts$' },
    },
    sdkAlone('sdk', 'Plugin authors get the SDK without the platform.'),
    sdkAlone('agents', 'Reference plugins go through the same door as uploads.'),
    sdkAlone('dealers', 'Reference plugins go through the same door as uploads.'),
    sdkAlone('bidders', 'Reference plugins go through the same door as uploads.'),
    sdkAlone('templates', 'Authors begin with them, and have the SDK alone.'),
    only(
      'sandbox-arrows',
      'sandbox',
      ['plugins/sdk', 'market'],
      'The sandbox runs plugins against the market.',
    ),
    {
      name: 'the-guest-stands-alone',
      comment:
        'sandbox/guest is bundled into every plugin’s isolate: what it reaches for, a plugin stands beside.',
      severity: 'error',
      from: { path: '^sandbox/guest/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^(sandbox/guest/|market/(small-fast-counting|agent/tool-limits)\\.ts$)' },
    },
    {
      name: 'what-the-guest-shares-imports-nothing',
      comment: 'Two files of the market are bundled with the guest: nothing may come along with them.',
      severity: 'error',
      from: { path: '^market/(small-fast-counting|agent/tool-limits)\\.ts$' },
      to: {},
    },
    only('contracts-arrows', 'contracts', ['market'], 'The chain implements the market’s Ledger port.'),
    only('leagues-arrows', 'leagues', ['market', 'plugins/sdk'], 'Leagues set up matches.'),
    only(
      'matches-arrows',
      'matches',
      ['contracts', 'leagues', 'market', 'plugins', 'results', 'sandbox'],
      'The only place where market, sandbox, contracts and leagues meet; it knows no app.',
    ),
    only(
      'database-arrows',
      'database',
      ['contracts', 'leagues', 'market', 'matches', 'results', 'sandbox'],
      'What a server keeps; it knows nobody who asks for it.',
    ),
    only(
      'api-arrows',
      'api',
      ['contracts', 'database', 'leagues', 'market', 'matches', 'results', 'sandbox'],
      'What a server and those who start, ask and show it agree on; it knows none of them.',
    ),
    only('results-arrows', 'results', ['market'], 'Results are derived from what the market reports.'),
    only(
      'apps-arrows',
      'apps',
      ['api', 'contracts', 'database', 'leagues', 'market', 'matches', 'plugins', 'results', 'sandbox'],
      'What speaks with people needs nothing that measures or attacks it.',
    ),
    app(
      'the-command-line-starts-servers',
      'cli',
      '(server/(?!start-server\\.ts$)|web/)',
      'Through the one door that starts it; whatever else it wants of one it asks over HTTP.',
    ),
    {
      name: 'one-command-starts-servers',
      comment: 'Whatever else the command line does, it does without one.',
      severity: 'error',
      from: { path: '^apps/cli/', pathNot: `^apps/cli/serve/|${tests}` },
      to: { path: '^apps/server/' },
    },
    app('the-server-renders-pages', 'server', 'cli/', 'It is started, and knows not by whom.'),
    app('pages-know-no-app', 'web', '(cli|server)/', 'They get what they show.'),
    {
      name: 'one-file-imports-highs',
      comment: 'The solver hides behind the LpSolver port.',
      severity: 'error',
      from: { pathNot: '^market/lp/highs-solver\\.ts$' },
      to: { path: 'node_modules/highs' },
    },
    {
      name: 'sandbox-process-alone-imports-isolated-vm',
      comment:
        'Loading the add-on twice in one process aborts it; only the sandbox child may. No test imports these two.',
      severity: 'error',
      from: { pathNot: '^sandbox/isolated/(guest-snapshot|seat-isolate)\\.ts$' },
      to: { path: 'node_modules/isolated-vm' },
    },
    {
      name: 'here-for-ones-own',
      comment:
        'sandbox/here shields nothing. Five files of the product seat plugins there, for `play --in-process` and `env`; uploads never get near it.',
      severity: 'error',
      from: {
        pathNot:
          '^sandbox/here/|^matches/play/(line-ups/(named|marked)-line-up|rooms/driven-(match|room))\\.ts$|^matches/play/mechanisms/double-auction/bidder-line-up\\.ts$|^(bench|fuzz)/|/test/|\\.test\\.ts$',
      },
      to: { path: '^sandbox/here/' },
    },
    {
      name: 'outside-for-ones-own',
      comment:
        'Nothing shuts a strategy of sandbox/outside in: `play`, `league` and `env` seat it on its author’s machine. Remote agents (sandbox/elsewhere) start nothing here.',
      severity: 'error',
      from: {
        pathNot:
          '^sandbox/outside/|^matches/play/(line-ups/marked-line-up|rooms/driven-(match|room))\\.ts$|^apps/cli/(env|league)/|/test/|\\.test\\.ts$',
      },
      to: { path: '^sandbox/outside/' },
    },
    {
      name: 'no-way-from-uploads-to-here',
      comment: 'Nor over any detour: what serves, admits and works for strangers cannot reach it.',
      severity: 'error',
      from: {
        path: '^(apps/server|matches/workers|matches/verify|sandbox/(admission|isolated|seats))/',
        pathNot: '/test/|\\.test\\.ts$',
      },
      to: { path: '^sandbox/(here|outside)/', reachable: true },
    },
    {
      name: 'no-circles',
      comment: 'Circles of types count too. Of folders: .dependency-cruiser-folders.mjs.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
