/** [BLEMS] Appendix C as the fields of a linear scenario, without its agents. */
export const workedMarket = {
  kind: 'linear',
  id: 'example',
  resources: [
    { id: 'r1', unit: 'unit' },
    { id: 'r2', unit: 'unit' },
  ],
  cash: 100,
  endowments: 'equal-with-dealer',
  total: [8, 5],
};

/** Its two agents. */
export const workedAgents = [
  { cost: [-1, -2], own: { matrix: [[2, 1]], upper: [4] }, shared: { matrix: [[1, 3], [1, 1]] } }, // prettier-ignore
  { cost: [-1, -3], own: { matrix: [[2, 3]], upper: [9] }, shared: { matrix: [[2, 1], [1, 1]] } }, // prettier-ignore
];

/** The whole; tests spoil copies of it. */
export function workedExample(): typeof workedMarket & { agents: typeof workedAgents } {
  return structuredClone({ ...workedMarket, agents: workedAgents });
}
