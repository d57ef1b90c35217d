import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const injectedRandomness = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'Randomness comes through the injected Rng.',
};

/** TypeScript sees to it that a class which extends `GridLeagueError` has a kind and a code. */
const errorsWithKind = {
  selector:
    ":matches(ClassDeclaration, ClassExpression)[superClass.name=/^(|Aggregate|Eval|Range|Reference|Suppressed|Syntax|Type|URI)Error$/][id.name!='GridLeagueError']",
  message:
    'An error of ours extends GridLeagueError (market/errors.ts): its kind decides status and exit code.',
};

/** More are an object, whose fields have names where it is made. */
const MOST_PARAMETERS = 5;

const fixedDeadline = {
  selector: [
    'CallExpression[arguments.length=3][arguments.0.type=/^(Literal|TemplateLiteral)$/][arguments.1.type=/Function/]' +
      ':matches([callee.type=/^(Call|Conditional|TaggedTemplate)Expression$/], [callee.name=/^(it|test|whole|others)$/], [callee.object.name=/^(it|test)$/])',
    "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
    'CallExpression[callee.name=/^(before|after)(All|Each)$/][arguments.length=2]',
  ].join(', '),
  message:
    'How long a test may take is said once, in jest.config.mjs, where it grows with the load of the machine.',
};
/** `max-params`, but for constructors that Nest calls with what it injects. */
const manyParameters = {
  selector: [
    'FunctionDeclaration',
    'ArrowFunctionExpression',
    ":not(MethodDefinition[kind='constructor']) > FunctionExpression",
    ':not([decorators.length>0]) > ClassBody > MethodDefinition > FunctionExpression',
  ]
    .map((kind) => `${kind}[params.length>${MOST_PARAMETERS}]`)
    .join(', '),
  message: `More than ${MOST_PARAMETERS} parameters are an object.`,
};

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.toolchain/', 'var/', '**/artifacts/', '**/cache/'] },
  js.configs.recommended,
  { rules: { 'max-lines': ['error', { max: 300 }], 'max-params': ['error', { max: MOST_PARAMETERS }] } },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['it', 'describe', 'test'], package: 'node:test' },
          ],
        },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-restricted-syntax': ['error', injectedRandomness, errorsWithKind, fixedDeadline],
    },
  },
  {
    files: ['apps/cli/**/*.ts'],
    ignores: ['apps/cli/terminal/output.ts', '**/*.test.ts', '**/test/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        injectedRandomness,
        errorsWithKind,
        fixedDeadline,
        {
          selector: "CallExpression[callee.object.object.name='process'][callee.property.name='write']",
          message: 'What is printed goes through terminal/output.ts, which escapes it.',
        },
      ],
    },
  },
  {
    files: ['apps/server/**/*.ts'],
    rules: {
      'max-params': 'off',
      'no-restricted-syntax': ['error', injectedRandomness, errorsWithKind, fixedDeadline, manyParameters],
    },
  },
  {
    files: ['apps/web/assets/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['document', 'location', 'fetch', 'DOMParser', 'EventSource', 'window', 'history', 'URL'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
  // A global that Node's types declare as well can only be declared with `var`.
  { files: ['plugins/sdk/console.d.ts'], rules: { 'no-var': 'off' } },
  { files: ['plugins/{agents,dealers,bidders}/**'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['scripts/**/*.mjs', '*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        performance: 'readonly',
        setTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
      },
    },
  },
);
