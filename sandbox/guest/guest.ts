import type { GeneratorState } from '#market/small-fast-counting.js';
import { checkMemory, packAnnouncement, packAuctionOrder, packBid, packQuote } from './answers.js';
import { memory } from './buffers.js';
import { openConsole } from './console.js';
import { loadDefinition, type Definition } from './definition.js';
import { failureAnswer, outOfMemoryAnswer, refuse } from './failure.js';
import { apply, bufferOf, fieldsText, type Method } from './intrinsics.js';
import { hardenGlobals, seedRandomness } from './hardening.js';
import type { GuestAnswer, HostCall, PluginKind, Verb } from './interface.js';
import { ownField } from './own-fields.js';
import { createTools } from './tools.js';

interface OwnSeat {
  /** number of resources; 0 in an auction */
  readonly m: number;
  readonly strategy: object;
  readonly methods: { readonly [verb: string]: Method };
  /** the optional ones that it has, with spaces between */
  readonly extras: string;
  readonly tools: object;
}

/**
 * The program inside the isolate, started by the host before any plugin is there. Returns the one
 * function through which the host reaches the plugin: `first` and `second` are copies made by the
 * host, it never throws, and it returns only what `GuestAnswer` says.
 */
export function startGuest(
  host: HostCall,
  mostOrders: number,
): (verb: Verb, first: unknown, second: unknown) => GuestAnswer {
  hardenGlobals();
  const closeCall = openConsole(host);
  let definition: Definition | null = null;
  let seat: OwnSeat | null = null;

  const answer = (verb: Verb, first: unknown, second: unknown): GuestAnswer => {
    if (verb === 'load') {
      seedRandomness(second as GeneratorState);
      definition = loadDefinition(first as string);
      const { kind, name, description } = definition;
      return 'o' + fieldsText({ kind, name, description });
    }
    if (verb === 'create') {
      if (!definition) return refuse('the plugin was not loaded');
      if (definition.kind !== second)
        return refuse(`is a ${definition.kind} plugin; wanted is the other kind`);
      seat = createSeat(definition, first as Briefing, host);
      return 'o' + fieldsText({ methods: seat.extras });
    }
    if (!seat) return refuse('the strategy was not created');
    const { m, strategy, methods, tools } = seat;
    const method = methods[verb]!;
    switch (verb) {
      case 'bid':
        return bufferOf(packBid(apply(method, strategy, [first, tools]), m, mostOrders));
      case 'settled':
        apply(method, strategy, [first, second, tools]);
        return 'o';
      case 'quote':
        return bufferOf(packQuote(apply(method, strategy, [first]), m, mostOrders));
      case 'announce':
        return bufferOf(packAnnouncement(apply(method, strategy, [first, second]), m));
      case 'order':
        return bufferOf(packAuctionOrder(apply(method, strategy, [first, tools])));
      case 'remember':
        return 'o' + checkMemory(apply(method, strategy, []));
    }
  };

  const guarded = (verb: Verb, first: unknown, second: unknown): GuestAnswer => {
    try {
      const given = answer(verb, first, second);
      closeCall();
      return given;
    } catch (thrown) {
      try {
        closeCall();
        return failureAnswer(thrown);
      } catch {
        return 't';
      }
    }
  };

  return (verb, first, second) => {
    const given = guarded(verb, first, second);
    // What a promise of this call meets after its end counts for the next call.
    const { refused } = memory;
    memory.refused = false;
    return refused ? outOfMemoryAnswer() : given;
  };
}

interface Briefing {
  readonly resources?: { readonly length: number };
}

/** What each kind has to answer, and what it may. */
const methodsOf: Readonly<
  Record<PluginKind, { readonly required: Verb; readonly optional: readonly Verb[] }>
> = {
  agent: { required: 'bid', optional: ['settled', 'remember'] },
  dealer: { required: 'quote', optional: ['announce', 'remember'] },
  bidder: { required: 'order', optional: [] },
};

function createSeat(definition: Definition, briefing: Briefing, host: HostCall): OwnSeat {
  const m = briefing.resources ? briefing.resources.length : 0;
  const strategy: unknown = apply(definition.create, definition.exported, [briefing]);
  if (typeof strategy !== 'object' || strategy === null)
    refuse(`create() must return ${definition.kind === 'dealer' ? 'a policy' : 'a strategy'}, an object`);
  const { required, optional } = methodsOf[definition.kind];
  const methods: Record<string, Method> = { __proto__: null } as unknown as Record<string, Method>;
  const needed = ownField(strategy, required);
  if (typeof needed !== 'function') refuse(`what create() returns has no function ${required}()`);
  methods[required] = needed as Method;
  const tools = createTools(host, m);
  let extras = '';
  for (let i = 0; i < optional.length; i++) {
    const name = optional[i]!;
    const extra = ownField(strategy, name);
    if (typeof extra === 'function') {
      methods[name] = extra as Method;
      extras += extras === '' ? name : ` ${name}`;
    } else if (extra !== undefined) refuse(`${name} must be a function`);
  }
  return { m, strategy, methods, extras, tools };
}
