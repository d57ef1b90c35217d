// Writes docs/sdk-reference.md from the SDK's own comments: `npm run -s reference > docs/sdk-reference.md`.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';

const folder = resolve(import.meta.dirname, '../plugins/sdk');
const printer = ts.createPrinter({ removeComments: true });

/** The chapters, in the order in which a reader wants them: files of the SDK. */
const chapters = {
  'Agents: what they are told, and what they answer': ['agent', 'assets', 'problem', 'limits', 'closing'],
  'Tools for strategies': ['orders', 'vectors', 'forecast', 'columns', 'program', 'reward', 'weights'],
  Dealers: ['dealer', 'settling'],
  'Bidders of double auctions': ['bidder', 'quotes'],
};

function parsed(file) {
  const text = readFileSync(resolve(folder, `${file}.ts`), 'utf8');
  return ts.createSourceFile(`${file}.ts`, text, ts.ScriptTarget.Latest, true);
}

const isExported = (node) =>
  (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Export) !== 0 && node.name !== undefined;
const isHidden = (node) => (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0;

/** The comment above a node, as paragraphs; what is indented in it is code. */
function commentOf(node) {
  const text = node.jsDoc?.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '').join('\n') ?? '';
  const lines = text.split('\n').map((line) => ({ code: line.startsWith('    '), line: line.trim() }));
  const blocks = [];
  for (const { code, line } of lines) {
    const last = blocks.at(-1);
    if (line === '') blocks.push({ code: false, lines: [] });
    else if (last && last.code === code) last.lines.push(line);
    else blocks.push({ code, lines: [line] });
  }
  return blocks
    .filter((block) => block.lines.length > 0)
    .map((block) => (block.code ? ['```', ...block.lines, '```'].join('\n') : block.lines.join(' ')));
}

const print = (node) =>
  printer
    .printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
    .replace(/\s+/g, ' ')
    .replace(/\breadonly (?=[\w[{(])/g, '')
    .replace(/;$/, '');

/** A function, a method or a constructor without its body. */
function signature(node) {
  const name = ts.isConstructorDeclaration(node) ? `new ${node.parent.name.text}` : node.name.getText();
  const types = node.typeParameters ? `<${node.typeParameters.map(print).join(', ')}>` : '';
  const parameters = node.parameters.map((one) => {
    const named = ts.isIdentifier(one.name) ? one.name.text : 'options';
    const optional = one.questionToken || one.initializer ? '?' : '';
    return `${one.dotDotDotToken ? '...' : ''}${named}${optional}${one.type ? `: ${print(one.type)}` : ''}`;
  });
  return `${name}${types}(${parameters.join(', ')})${node.type ? `: ${print(node.type)}` : ''}`;
}

function memberOf(node) {
  if (isHidden(node) || !node.name) {
    if (!ts.isConstructorDeclaration(node)) return null;
  }
  const isCall =
    ts.isMethodSignature(node) || ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node);
  const optional = node.questionToken ? '?' : '';
  const text = isCall
    ? signature(node).replace('(', `${optional}(`)
    : `${node.name.getText()}${optional}${node.type ? `: ${print(node.type)}` : ''}`;
  const [first = '', ...more] = commentOf(node);
  return `- \`${text}\`${first ? `: ${first}` : ''}${more.map((part) => `\n\n${part.replace(/^/gm, '  ')}`).join('')}`;
}

function entryOf(node, overloads) {
  const title = `### ${node.name.text}`;
  const comment = commentOf(node);
  if (ts.isFunctionDeclaration(node)) {
    const calls = (overloads.length > 1 ? overloads.filter(({ body }) => !body) : overloads).map(
      (one) => `\`${signature(one)}\``,
    );
    return [title, ...calls, ...(comment.length > 0 ? comment : commentOf(overloads[0]))];
  }
  if (ts.isTypeAliasDeclaration(node)) return [title, `\`${print(node.type)}\``, ...comment];
  const base = node.heritageClauses?.flatMap(({ types }) => types.map(print)).join(', ');
  const members = node.members.map(memberOf).filter((member) => member !== null);
  return [title, ...(base ? [`All of \`${base}\`, and:`] : []), ...comment, members.join('\n')];
}

function entriesOf(file) {
  const declared = parsed(file).statements.filter(
    (node) =>
      isExported(node) &&
      (ts.isInterfaceDeclaration(node) ||
        ts.isTypeAliasDeclaration(node) ||
        ts.isClassDeclaration(node) ||
        ts.isFunctionDeclaration(node)),
  );
  const byName = Map.groupBy(declared, ({ name }) => name.text);
  return [...byName.values()].map((same) =>
    entryOf(same[0], same)
      .filter((part) => part !== '')
      .join('\n\n'),
  );
}

function reference() {
  const [about] = commentOf(parsed('index').statements[0]);
  return [
    '# SDK reference',
    'Made by `npm run -s reference > docs/sdk-reference.md` from the comments of `plugins/sdk`. How to use it: [plugin author’s guide](plugin-authors-guide.md).',
    about,
    ...Object.entries(chapters).flatMap(([title, files]) => [`## ${title}`, ...files.flatMap(entriesOf)]),
  ].join('\n\n');
}

process.stdout.write(`${reference()}\n`);
