/** Rounds of a match behind its clock's last, in which nobody is asked: what is left over goes to the grid, and the certificate is taken. */
export const SETTLING_ROUNDS = 2;
