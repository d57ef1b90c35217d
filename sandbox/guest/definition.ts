import { refuse } from './failure.js';
import { evaluate } from './intrinsics.js';
import type { PluginKind } from './interface.js';
import { nameLimits } from './limits.js';
import { ownField } from './own-fields.js';

/** A plugin's default export, read once and checked. */
export interface Definition {
  readonly kind: PluginKind;
  readonly name: string;
  readonly description: string;
  readonly create: (briefing: unknown) => unknown;
  /** what `create` is called on */
  readonly exported: object;
}

const NO_DEFINITION =
  'the default export must be defineAgent({...}), defineDealer({...}) or defineBidder({...})';
const { name: LONGEST_NAME, description: LONGEST_DESCRIPTION } = nameLimits;

/**
 * Runs the bundled plugin (one CommonJS module that needs nothing from outside; see
 * compile/bundle-plugin.ts) and returns its default export.
 */
export function loadDefinition(code: string): Definition {
  const run = evaluate(`(function (module, exports) {${code}\n})\n//# sourceURL=plugin.js`) as (
    module: { exports: unknown },
    exports: unknown,
  ) => void;
  const module = { exports: {} as unknown };
  run(module, module.exports);
  const { exports } = module;
  if (typeof exports !== 'object' || exports === null) refuse(NO_DEFINITION);
  return checkDefinition(ownField(exports, 'default'));
}

function checkDefinition(exported: unknown): Definition {
  if (typeof exported !== 'object' || exported === null) refuse(NO_DEFINITION);
  const kind = ownField(exported, 'kind');
  const name = ownField(exported, 'name');
  const description = ownField(exported, 'description');
  const create = ownField(exported, 'create');
  if (kind !== 'agent' && kind !== 'dealer' && kind !== 'bidder') refuse(NO_DEFINITION);
  if (typeof name !== 'string' || name.length === 0 || name.length > LONGEST_NAME)
    refuse(`name must be a text of 1 to ${LONGEST_NAME} characters`);
  if (
    description !== undefined &&
    (typeof description !== 'string' || description.length > LONGEST_DESCRIPTION)
  )
    refuse(`description must be a text of at most ${LONGEST_DESCRIPTION} characters`);
  if (typeof create !== 'function') refuse('create must be a function');
  return {
    kind,
    name,
    description: description === undefined ? '' : description,
    create: create as (briefing: unknown) => unknown,
    exported,
  };
}
