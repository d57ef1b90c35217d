import type { z } from 'zod';

/** Every field of a type at every depth, as a path such as `chain.fees.paid`; lists and records count as what they hold. */
type Paths<T> = T extends readonly (infer Entry)[]
  ? Paths<Entry>
  : T extends object
    ? {
        [Field in keyof T & string]-?: Field | `${Field}.${Paths<Exclude<T[Field], null | undefined>>}`;
      }[keyof T & string]
    : never;

/** Fields that one of two types has and the other has not. */
export type FieldsThatDiffer<A, B> = Exclude<Paths<A>, Paths<B>> | Exclude<Paths<B>, Paths<A>>;

/** What the compiler asks for in vain where fields differ: its message names them. */
type NoneThatDiffer<Fields> = [Fields] extends [never] ? unknown : { readonly fieldsThatDiffer: Fields };

/**
 * A schema that restates a type, with bounds or words of its own: a field that only one of the two has, at whichever depth,
 * does not compile. (Zod's own check, `z.ZodType<T>`, lets a schema leave out every field that is optional, and then refuses it.)
 */
export const describing =
  <T>() =>
  <S extends z.ZodType>(schema: S & NoneThatDiffer<FieldsThatDiffer<T, z.output<S>>>): S =>
    schema;
