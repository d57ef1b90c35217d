/** Where a canary's files lie is filled in when a case is tried: `{{abs}}`, `{{rel}}`, `{{root}}`, `{{url}}`. */
export const fragments: readonly string[] = [
  // imports in every form
  ...['import(`{{rel}}/${n}`)', "import('{{root}}/' + n)", 'require(`{{rel}}/a${n}.json`)'],
  ...["require('{{abs}}/canary.json')", "require.resolve('{{abs}}/canary.js')", 'require(n)', 'import(n)'],
  ...["import x from '{{abs}}/canary.json' with { type: 'json' };\n", "import '{{url}}/canary.js';\n"],
  ...["export * from '{{abs}}/canary.ts';\n", "import t = require('{{abs}}/canary.js');\n"],
  ...["import(`{{rel}}/${n}.txt`, { with: { type: 'text' } })", "import defer * as d from './x';\n"],
  ...['import.meta.url', "new URL('{{rel}}/token', import.meta.url)", "import type { T } from '{{abs}}';\n"],
  ...["import * as sdk from '@gridleague/sdk';\n", "await import('@gridleague/sdk')", 'import.source("x")'],
  ...[
    'import \'data:text/javascript,export * from "{{url}}/canary.js"\';\n',
    "import 'http://127.0.0.1/';\n",
  ],
  // comments that mean something to somebody
  ...['//# sourceMappingURL={{url}}/canary.map\n', '/*# sourceMappingURL={{abs}}/canary.map */'],
  ...['//@ sourceMappingURL={{rel}}/token\n', '//# sourceMappingURL=data:application/json,{{abs}}\n'],
  '//# sourceMappingURL=data:application/json,{"version":3,"sources":["{{abs}}/token"],"names":[],"mappings":"AAAA"}\n',
  ...['//# sourceURL={{abs}}/canary.js\n', '/** @jsx a.b.c */', '/** @jsxImportSource {{abs}} */'],
  ...['/// <reference path="{{abs}}/canary.ts" />\n', '/*! @license\n//# sourceMappingURL={{url}}/token\n*/'],
  ...['/* @__PURE__ */', '// @ts-nocheck\n', '<!-- x\n', '\n--> x\n', '#!/bin/sh\n', '/*', '*/', '//'],
  // grammar
  ...['`${`${`', '}`}`}`', '/[/]/u', '/(?<a>.)\\k<a>/v', '</script>', '<div>{a}</div>', '<T,>(x: T) => x'],
  ...['enum E { a = `${E.b}`, b = 1 << 31 }\n', 'namespace N { export const a = 1 }\n', '@dec ', 'abstract '],
  ...[
    'declare global { }\n',
    'class A { static { await: 1 } #p = #p in this; accessor x }\n',
    'using u = n;\n',
  ],
  ...[
    'await using u = n;\n',
    'for await (const a of b) ;\n',
    'label: for (;;) break label;\n',
    'with (a) b;\n',
  ],
  ...[
    'async function* f() { yield* f() }\n',
    'new.target',
    'super.x',
    'delete x',
    '?.',
    '??=',
    '**',
    '...',
    '=>',
  ],
  ...['0n', '0b2', '0777', '1_000', '1e999', '0xffffffffffffffffn', '.5.', '08', '"\\u{110000}"', "'\\08'"],
  ...[
    'satisfies',
    'as const',
    'asserts x is y',
    '!',
    '<any>',
    ': unknown',
    '?: never',
    'readonly ',
    'override ',
  ],
  ...['arguments.callee.caller', 'eval("1")', 'Function("return this")()', 'debugger;', '__proto__: null,'],
  // characters
  ...['\ufeff', '\u2028', '\u2029', '\u202e', '\u200b', '\u0000', '\u001b[2J', '\u0085', '\ud800', '\udc00'],
  ...['𝄞', 'ﬁ', '\\u{61}', '\\u0061', '\u180e', '\u00a0', '\r', '\t', '\v', '\f', 'ÿ', 'İ'],
];

/** An opening and what closes it, to be nested. */
export const brackets: readonly (readonly [string, string])[] = [
  ...([['(', ')'], ['[', ']'], ['{', '}'], ['`${', '}`'], ['() => (', ')'], ['{ a: ', '}']] as const), // prettier-ignore
  ...([['!', ''], ['- ', ''], ['x ? (y) : z => ', ''], ['<T>', ''], ['a?.[', ']'], ['class { [', ']() {} }']] as const), // prettier-ignore
  ...([['if (a) ', ''], ['async () => await ', ''], ['new ', '()'], ['/*', '*/'], ['function f() {', '}']] as const), // prettier-ignore
];
