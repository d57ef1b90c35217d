import { createHash } from 'node:crypto';
import { aMatch } from '../test/match-builder.js';
import { agentBoard, dealerBoard } from '../standings/build-board.js';
import { dealerEffects } from '../standings/dealer-effects.js';
import { dealerScore } from '../metrics/dealer-scores.js';
import { csvOf } from './csv.js';
import { axisOver, gapAxis } from './figures/axis.js';
import { boardLatex, latexText } from './latex-table.js';
import { paperPack } from './paper-pack.js';

describe('CSV', () => {
  it('quotes what needs it, leaves absent cells empty and defuses formulas', () => {
    const rows = [
      ['say "hi", \n you', null, -1.5, true],
      ['=HYPERLINK("x")', '-2x', '＝1+1', false],
    ];
    expect(csvOf({ columns: ['a', 'b', 'c', 'd'], rows })).toBe(
      'a,b,c,d\r\n"say ""hi"", \n you",,-1.5,true\r\n"\'=HYPERLINK(""x"")",\'-2x,\'＝1+1,false\r\n',
    );
  });
});

it('exact amounts stay numbers in CSV', () => {
  expect(csvOf({ columns: ['a'], rows: [['-0.041000000000000000'], ['-832'], ['-2+1']] })).toBe(
    "a\r\n-0.041000000000000000\r\n-832\r\n'-2+1\r\n",
  );
});

describe('LaTeX', () => {
  it('escapes every special character', () => {
    expect(latexText('a_b & 5 % {x} \\ ~^$#')).toBe(
      'a\\_b \\& 5 \\% \\{x\\} \\textbackslash{} \\textasciitilde{}\\textasciicircum{}\\$\\#',
    );
  });
});

describe('axis', () => {
  it('has round ticks that enclose the values', () => {
    const { low, high, ticks } = axisOver([0.13, 0.87], 0, 100);
    expect([low, high]).toEqual([0, 1]);
    expect(ticks.map(({ text }) => text)).toEqual(['0.0', '0.2', '0.4', '0.6', '0.8', '1.0']);
    expect(axisOver([5], 0, 100).at(5)).toBeCloseTo(50, 9);
    expect(axisOver([], 0, 100).ticks.length).toBeGreaterThan(1);
  });

  it('has gaps on a logarithmic scale, those beyond it at its ends', () => {
    const { at } = gapAxis(0, 70);
    expect([1, 1e-1, 1e-6, 1e-7, 1e-12, 0, 3].map(at).map(Math.round)).toEqual([0, 10, 60, 70, 70, 70, 0]);
  });
});

describe('paper pack', () => {
  const matches = [1, 2, 3].flatMap((block) =>
    ['passive', 'keen'].map((dealer, i) =>
      aMatch(`${block}-${dealer}`)
        .inBlock(block)
        .dealtBy(dealer, i)
        .of('<A&"B">', 'B_2')
        .to(block)
        .saving(4, 3)
        .over(Infinity, 0.2, 0)
        .result(),
    ),
  );
  const named = (id: string) => ({ id, name: id, version: '1.0', baseline: id === 'passive' });
  const weights = { welfare: 1, cost: 1, convergence: 1 };
  const submissions = ['<A&"B">', 'B_2', 'passive', 'keen'].map(named);
  const pack = (plugins = submissions, looks?: readonly number[]) =>
    paperPack({
      title: 'Run 1 of league street',
      provenance: { engine: '0.1', seed: 'abc' },
      matches,
      submissions: plugins,
      boards: [
        agentBoard({ contestants: [named('<A&"B">'), named('B_2')], matches, weights, looks }),
        dealerBoard({ contestants: [named('passive'), named('keen')], matches, weights }),
      ],
      dealerEffects: dealerEffects(
        matches.map((match) => dealerScore(match)!),
        'passive',
        looks,
      ),
      days: new Map([['street', ['2024-01-03', '2024-05-04', '2024-11-20']]]),
      design: { columns: ['match'], rows: matches.map(({ place }) => [place.id]) },
    });

  it('says in captions what was played, on which days, and how it was computed', () => {
    const files = pack(submissions, [2, 3]);
    const captions = (name: string): string[] => files.get(name)!.match(/(?<=\\caption\{).*(?=\}$)/gm)!;
    const [board, shares] = captions('agent-board.tex');
    expect(board).toContain(
      'agent strategies over 3 blocks of street, on 3 drawn days of street (2024-01-03 to 2024-11-20)',
    );
    for (const caption of [board, shares, ...captions('dealer-effects.tex')]) {
      expect(caption).toMatch(/95 \\% intervals \(bootstrap-t over blocks, Student's t below five\)/);
      expect(caption).toMatch(/; look 2, after 2, 3 blocks: tested at its share of the level/);
    }
    expect(captions('dealer-effects.tex')[0]).toContain('on 3 drawn days');
    expect(pack().get('agent-board.tex')).not.toContain('look');
  });

  it('has shares of the gain and KPIs of communities in LaTeX', () => {
    const kpis = { selfSufficiencyPercent: 41.5 };
    const known = matches.map((match) => ({ ...match, report: { ...match.report, kpis } }));
    const contestants = [named('<A&"B">'), named('B_2')];
    const tex = boardLatex(agentBoard({ contestants, matches: known, weights }), 'Title');
    const shares = tex.split('\\end{table}')[1]!;
    expect(shares).toContain("Plugin & Households' share & Grid's share & Dealer's share & Fees \\\\");
    expect(shares).toMatch(/^ {4}B\\_2 1\.0( & \$-?\d\.\d{3}\$ .*){4} \\\\$/m);
    expect(tex).toMatch(/Plugin & self-sufficiency \(\\%\) \\\\/);
    expect(tex).toContain('$41.500$');
  });

  it('calls plugins by name everywhere, with the version where two have one', () => {
    const ids = (text: string): string => text.split('\r\n')[1]!;
    const twins = submissions.map((one, i) => ({ ...one, name: `plugin ${i >> 1}`, version: `v${i}` }));
    const files = pack(twins);
    const figure = files.get('convergence-agents.svg')!;
    expect(figure).toContain('>plugin 0 v1<');
    expect(figure).not.toContain('B_2');
    expect(ids(files.get('matches.csv')!)).toMatch(
      /^1-passive,1,street,plugin 1 v2,plugin 0 v0 \+ plugin 0 v1,.*,passive,/,
    );
    expect(ids(files.get('scores.csv')!)).toMatch(/^plugin 0 v0,1-passive,1,street,plugin 1 v2,.*,passive$/);
    expect(ids(files.get('dealer-effects.csv')!)).toMatch(/^main,welfare,plugin 1 v3,.*,keen$/);
  });

  it('has the effects of dealers by name, starred where they are told apart', () => {
    const tex = pack().get('dealer-effects.tex')!;
    expect(tex).toMatch(/against passive, over 3 blocks, 1 agent mix and 1 scenario \(street\)/);
    expect(tex).toMatch(/^ {4}keen & (\$-?[\d.]+(\^\{\*\})?\$.* & ){2}.*\\\\$/m);
    // three blocks are too few to tell anything apart
    expect(tex).not.toContain('^{*}');
    expect(pack().get('dealer-effects-cost.svg')).toMatch(
      /policy less passive, mean over 3 blocks[\s\S]*>keen</,
    );
  });

  it('holds tables, figures and a manifest that vouches for every file', () => {
    const files = pack();
    const manifest = JSON.parse(files.get('manifest.json')!) as {
      seed: string;
      files: Record<string, string>;
    };
    expect(manifest.seed).toBe('abc');
    expect(Object.keys(manifest.files).sort()).toEqual(
      [...files.keys()].filter((name) => name !== 'manifest.json').sort(),
    );
    for (const [name, hash] of Object.entries(manifest.files))
      expect(createHash('sha256').update(files.get(name)!).digest('hex')).toBe(hash);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'agent-board.csv',
        'agent-board.tex',
        'agent-board-pareto.svg',
        'dealer-effects.csv',
      ]),
    );
    expect(files.get('scores.csv')!.trimEnd().split('\r\n')).toHaveLength(1 + 12);
  });

  it('is the same bytes every time', () => {
    expect([...pack()]).toEqual([...pack()]);
  });

  it('draws well-formed figures without a number that is none', () => {
    for (const [name, text] of pack()) {
      if (!name.endsWith('.svg')) continue;
      expect(text).not.toMatch(/NaN|Infinity|undefined/);
      expect(openTags(text)).toEqual([]);
    }
  });
});

/** Tags left open; throws where one is closed that was not open or text is not escaped. */
function openTags(xml: string): string[] {
  const open: string[] = [];
  for (const [, end, name, closed, text] of xml.matchAll(
    /<(\/?)([a-z]+)(?:\s[a-z-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*(\/?)>([^<]*)/gi,
  )) {
    if (/&(?!amp;|lt;|gt;|quot;)/.test(text!)) throw new Error(`not escaped: ${text}`);
    if (end) {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else if (!closed) open.push(name!);
  }
  if ((xml.match(/</g) ?? []).length !== (xml.match(/<\/?[a-z]+[^<>]*>/gi) ?? []).length)
    throw new Error('stray <');
  return open;
}
