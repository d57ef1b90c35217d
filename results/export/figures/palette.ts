/** Okabe and Ito's colours, told apart by colour-blind readers too. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#999999'];

/** The colour of curve i. */
export function colourOf(i: number): string {
  return COLOURS[i % COLOURS.length]!;
}

/** The dash pattern of curve i: a new one each time the colours start over. */
export function dashOf(i: number): string {
  return ['none', '6 3', '2 2', '8 3 2 3'][Math.floor(i / COLOURS.length) % 4]!;
}
