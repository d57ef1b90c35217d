/** What Student's t with `freedom` degrees exceeds with probability `tail`, 0 to 1/2. By halving. */
export function studentQuantile(freedom: number, tail: number): number {
  // In the angle atan(t / sqrt(freedom)), in which tails of any weight end.
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (beyond(freedom, middle) > tail) low = middle;
    else high = middle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** Probability of more than that angle: finite sums for whole degrees of freedom (Abramowitz and Stegun 26.7.3 and 26.7.4). */
function beyond(freedom: number, angle: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let power = isOdd ? 2 : 1; power <= freedom - 3; power += 2) {
    term *= (power / (power + 1)) * cosine ** 2;
    sum += term;
  }
  return isOdd ? 0.5 - (angle + sine * sum) / Math.PI : 0.5 - (sine * sum) / 2;
}
