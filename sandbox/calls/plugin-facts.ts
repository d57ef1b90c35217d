import { nameLimits } from '../guest/limits.js';

const { name: LONGEST_NAME, description: LONGEST_DESCRIPTION } = nameLimits;

/** What nobody can read on a line, or what changes how the rest of it reads: escapes, directions, zero widths. */
const UNREADABLE = /[\p{C}\p{Zl}\p{Zp}]/u;
/** The same, but lines may break. */
const UNREADABLE_IN_TEXT = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/u;
/** Marks piled upon a letter until they cover the lines above it; languages need two beside those that letters have composed. */
const PILED = /\p{M}{3}/u;
const SEEN = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * What is wrong with a plugin's name or description, in words for its author; null if nothing is. They are shown on
 * boards, in reports and on terminals, and are checked outside of whatever the plugin may have taken over.
 */
export function factsFault({ name, description }: { name: unknown; description: unknown }): string | null {
  if (typeof name !== 'string' || name.length === 0 || name.length > LONGEST_NAME)
    return `name must be a text of 1 to ${LONGEST_NAME} characters`;
  if (UNREADABLE.test(name) || !SEEN.test(name) || name !== name.trim())
    return 'name must be one line of printable characters, without spaces around it';
  if (isPiled(name)) return 'name must have at most two marks on a letter';
  if (typeof description !== 'string' || description.length > LONGEST_DESCRIPTION)
    return `description must be a text of at most ${LONGEST_DESCRIPTION} characters`;
  if (UNREADABLE_IN_TEXT.test(description)) return 'description must be printable characters and line breaks';
  if (isPiled(description)) return 'description must have at most two marks on a letter';
  return null;
}

function isPiled(text: string): boolean {
  return PILED.test(text.normalize('NFC'));
}
