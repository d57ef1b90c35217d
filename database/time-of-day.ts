/** For what is kept; nothing a match's result depends on. */
export interface TimeOfDay {
  /** ms since 1970 */
  now(): number;
}
