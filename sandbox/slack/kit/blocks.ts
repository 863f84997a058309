import { z } from 'zod';
import { identifier, limited, listOf, plain, text } from './composition.ts';
import {
  button,
  checkboxes,
  datepicker,
  datetimepicker,
  fields,
  image,
  overflow,
  radioButtons,
  selects,
  timepicker,
} from './elements.ts';
import { limits } from './limits.ts';
import { richText } from './rich-text.ts';

const id = { block_id: identifier.optional() };
const pickers = [checkboxes, radioButtons, datepicker, timepicker, ...selects] as const;

const section = z
  .strictObject({
    type: z.literal('section'),
    ...id,
    text: text(limits.section).optional(),
    fields: listOf(text(limits.sectionField), limits.sectionFields).optional(),
    accessory: z.discriminatedUnion('type', [button, overflow, image, ...pickers]).optional(),
    expand: z.boolean().optional(),
  })
  .refine((one) => one.text !== undefined || one.fields !== undefined, {
    error: 'missing required field: text or fields',
  });

const imageBlock = z
  .strictObject({
    type: z.literal('image'),
    ...id,
    alt_text: limited(limits.imageAlt, 1),
    title: plain(limits.imageTitle).optional(),
    image_url: limited(limits.imageUrl, 1).optional(),
    slack_file: z.union([z.strictObject({ id: z.string() }), z.strictObject({ url: z.string() })]).optional(),
  })
  .refine((one) => (one.image_url === undefined) !== (one.slack_file === undefined), {
    error: 'must define either image_url or slack_file',
  });

const cell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string() }),
  richText,
]);

const column = z.strictObject({
  align: z.enum(['left', 'center', 'right']).optional(),
  is_wrapped: z.boolean().optional(),
});

/** The blocks this stand-in knows, each refusing what Slack refuses. Newer kinds (card, plan, alert …) are refused. */
export const block = z.discriminatedUnion('type', [
  section,
  imageBlock,
  richText,
  z.strictObject({ type: z.literal('divider'), ...id }),
  z.strictObject({ type: z.literal('header'), ...id, text: plain(limits.header) }),
  z.strictObject({
    type: z.literal('context'),
    ...id,
    elements: listOf(z.discriminatedUnion('type', [image, text(limits.section)]), limits.contextElements),
  }),
  z.strictObject({
    type: z.literal('actions'),
    ...id,
    elements: listOf(
      z.discriminatedUnion('type', [button, overflow, datetimepicker, ...pickers]),
      limits.actionsElements,
    ),
  }),
  z.strictObject({
    type: z.literal('input'),
    ...id,
    label: plain(limits.inputLabel),
    hint: plain(limits.inputHint).optional(),
    optional: z.boolean().optional(),
    dispatch_action: z.boolean().optional(),
    element: z.discriminatedUnion('type', [datetimepicker, ...fields, ...pickers]),
  }),
  z.strictObject({ type: z.literal('markdown'), ...id, text: limited(limits.markdownTotal, 1) }),
  z.strictObject({
    type: z.literal('table'),
    ...id,
    rows: listOf(listOf(cell, limits.tableColumns), limits.tableRows),
    column_settings: z
      .array(z.union([column, z.null()]))
      .max(limits.tableColumns)
      .optional(),
  }),
]);

export type Block = z.infer<typeof block>;
export type InputBlock = Extract<Block, { type: 'input' }>;
type ActionsBlock = Extract<Block, { type: 'actions' }>;
type SectionBlock = Extract<Block, { type: 'section' }>;
type Accessory = NonNullable<SectionBlock['accessory']>;

/** An element a person can act on. */
export type Element =
  | InputBlock['element']
  | ActionsBlock['elements'][number]
  | Exclude<Accessory, { type: 'image' }>;

/** The elements of a block that a person can act on. */
export function elementsOf(one: Block): readonly Element[] {
  if (one.type === 'input') return [one.element];
  if (one.type === 'actions') return one.elements;
  if (one.type !== 'section' || one.accessory === undefined || one.accessory.type === 'image') return [];
  return [one.accessory];
}

/** An element with the block it stands in. */
export interface Placed {
  readonly block: Block;
  readonly element: Element;
}

/** All elements of a list of blocks, in order. */
export function placedIn(blocks: readonly Block[]): readonly Placed[] {
  return blocks.flatMap((one) => elementsOf(one).map((element) => ({ block: one, element })));
}

/** The ids that Slack gives where an app gave none: random, so that state is lost with the next update. */
export function withIds(blocks: readonly Block[], newId: () => string): readonly Block[] {
  return blocks.map((one) => {
    const block_id = one.block_id ?? newId();
    if (one.type === 'input') return { ...one, block_id, element: withId(one.element, newId) };
    if (one.type === 'actions')
      return { ...one, block_id, elements: one.elements.map((each) => withId(each, newId)) };
    if (one.type === 'section' && one.accessory !== undefined && one.accessory.type !== 'image') {
      return { ...one, block_id, accessory: withId(one.accessory, newId) };
    }
    return { ...one, block_id };
  });
}

function withId<T extends { action_id?: string | undefined }>(element: T, newId: () => string): T {
  return { ...element, action_id: element.action_id ?? newId() };
}
