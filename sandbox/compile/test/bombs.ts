/** Each constant twice the one before: a few lines that unfold to gigabytes. */
function doublingConstants(doublings: number): string {
  const steps = Array.from({ length: doublings }, (_, i) => `a${i + 1} = \`\${a${i}}\${a${i}}\``);
  return `enum E { a0 = '${'x'.repeat(100)}', ${steps.join(', ')} }; console.log(E.a${doublings});`;
}

/** Sources that are too much for a compiler, and what their authors hear. */
export const bombs: Record<string, [source: string, reason: RegExp]> = {
  'that the parser retries without end': [`const z = ${'x ? (y) : z => '.repeat(30)} 1;`, /longer than 5 s/],
  'nested beyond any stack': [`const z = ${'!'.repeat(240_000)}1;`, /MB to compile|breaks the compiler/],
  'nested in brackets': [`${'{'.repeat(120_000)}${'}'.repeat(120_000)}`, /MB to compile|breaks the compiler/],
  'of constants that unfold': [doublingConstants(22), /MB to compile|breaks the compiler/],
  'of constants that unfold a little': [doublingConstants(15), /characters when compiled|MB to compile/],
};
