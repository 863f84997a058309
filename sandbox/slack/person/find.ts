import type { Target } from '../contract.ts';
import { type Block, type Placed, placedIn } from '../kit/blocks.ts';

/**
 * The element a person means: by both ids, else by action_id, block_id or label, in this order.
 * Throws when two fit equally.
 */
export function findElement(blocks: readonly Block[], target: Target): Placed | undefined {
  const all = placedIn(blocks);
  if (typeof target !== 'string') {
    return all.find(
      ({ block, element }) => block.block_id === target.block_id && element.action_id === target.action_id,
    );
  }
  const ways: readonly ((placed: Placed) => boolean)[] = [
    ({ element }) => element.action_id === target,
    ({ block }) => block.block_id === target,
    (placed) => labelsOf(placed).includes(target),
    (placed) => labelsOf(placed).some((label) => label.toLowerCase() === target.toLowerCase()),
  ];
  for (const way of ways) {
    const found = all.filter(way);
    if (found.length > 1) throw new Error(`"${target}" is not the only one: ${listElements(blocks)}`);
    if (found[0] !== undefined) return found[0];
  }
  return undefined;
}

function labelsOf({ block, element }: Placed): readonly string[] {
  const own = element.type === 'button' ? [element.text.text] : [];
  const placeholder =
    'placeholder' in element && element.placeholder !== undefined ? [element.placeholder.text] : [];
  if (block.type === 'input') return [block.label.text];
  if (block.type !== 'section' || element.type === 'button') return [...own, ...placeholder];
  return [...own, ...placeholder, ...(block.text === undefined ? [] : [block.text.text])];
}

/** What there is to press or fill, for error messages. */
export function listElements(blocks: readonly Block[]): string {
  const named = placedIn(blocks).map(({ block, element }) => {
    const label = labelsOf({ block, element })[0] ?? element.type;
    return `${label} (${block.block_id}/${element.action_id})`;
  });
  return named.length === 0 ? 'nothing to press or fill' : named.join(', ');
}
