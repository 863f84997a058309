import type { ShownOption, Target, Where } from '../contract.ts';
import { acceptOptions, type Suggested } from '../delivery/acks.ts';
import type { Element } from '../kit/blocks.ts';
import type { Choice } from '../kit/composition.ts';
import { initialPick } from '../kit/form-state.ts';
import { codePoints } from '../kit/limits.ts';
import type { Desk } from './desk.ts';
import { blockSuggestion } from './payloads.ts';
import { listedOptions } from './pick.ts';
import { type Found, lookFor } from './sight.ts';

type External = Extract<Element, { type: 'external_select' | 'multi_external_select' }>;

const defaultMinimum = 3;

/** Types into an external select and shows what the bot offers. */
export async function suggest(
  desk: Desk,
  field: Target,
  query: string,
  where?: Where,
): Promise<readonly ShownOption[]> {
  const found = lookFor(desk.core, desk.userId, field, where);
  const { element } = found.placed;
  if (!isExternal(element)) throw new Error(`a ${element.type} has no type-ahead`);
  return (await ask(desk, found, element, query)).shown;
}

function isExternal(element: Element): element is External {
  return element.type === 'external_select' || element.type === 'multi_external_select';
}

async function ask(desk: Desk, found: Found, element: External, query: string): Promise<Suggested> {
  const nothing: Suggested = { shown: [], choices: [] };
  if (codePoints(query) < (element.min_query_length ?? defaultMinimum)) return nothing;
  const { core, userId, deliveries } = desk;
  const { result = nothing } = await deliveries.send({
    kind: 'block_suggestion',
    userId,
    payload: blockSuggestion(core, userId, found.surface, found.placed, query),
    accept: (body) => acceptOptions(core, body),
  });
  const key = keyOf(found);
  desk.shown.set(key, [...result.choices, ...(desk.shown.get(key) ?? [])]);
  return result;
}

function keyOf({ surface, placed }: Found): string {
  const place = surface.kind === 'view' ? surface.view.id : surface.message.ts;
  return `${place} ${placed.block.block_id} ${placed.element.action_id}`;
}

/**
 * The options a person can choose from to enter `values`. For an external select: those he was shown, and where a
 * value is not among them, those the bot offers when he opens it or types the value.
 */
export async function optionsFor(
  desk: Desk,
  found: Found,
  values: readonly string[],
): Promise<readonly Choice[]> {
  const { element } = found.placed;
  if (!isExternal(element)) return listedOptions(element);
  const known = () => [...(desk.shown.get(keyOf(found)) ?? []), ...initialPick(element, undefined).options];
  const isKnown = (value: string) => known().some((one) => one.value === value || one.text.text === value);
  for (const value of values) {
    if (!isKnown(value)) await ask(desk, found, element, value);
    if (!isKnown(value)) await ask(desk, found, element, '');
  }
  return known();
}
