import { z } from 'zod';
import { type Block, block } from './blocks.ts';
import { limited, listOf, plain } from './composition.ts';
import { limits } from './limits.ts';
import { brokenRules } from './rules.ts';
import { type Checked, inSlackWords } from './verdict.ts';

const common = {
  blocks: listOf(block, limits.blocksInView, 0),
  private_metadata: limited(limits.privateMetadata).optional(),
  callback_id: limited(limits.identifier).optional(),
  external_id: limited(limits.identifier).optional(),
};

const modal = z.strictObject({
  type: z.literal('modal'),
  ...common,
  title: plain(limits.viewTitle),
  close: plain(limits.viewClose).optional(),
  submit: plain(limits.viewSubmit).optional(),
  clear_on_close: z.boolean().optional(),
  notify_on_close: z.boolean().optional(),
  submit_disabled: z.boolean().optional(),
});

const home = z.strictObject({ type: z.literal('home'), ...common });

const view = z.discriminatedUnion('type', [modal, home]);
/** A view as an app sends it. */
export type View = z.infer<typeof view>;

/** A view from the wire: the view, or Slack's refusal. `view_too_large` beyond 250 kB of JSON. */
export function checkView(given: unknown, type: View['type']): Checked<View> {
  if (given === undefined) {
    return { error: 'invalid_arguments', messages: ['[ERROR] missing required field: view'] };
  }
  if (Buffer.byteLength(JSON.stringify(given)) > limits.viewBytes)
    return { error: 'view_too_large', messages: [] };
  const parsed = view.safeParse(given);
  if (!parsed.success) return { error: 'invalid_arguments', messages: inSlackWords(parsed.error, '/view') };
  const messages = viewFaults(parsed.data, type);
  return messages.length > 0 ? { error: 'invalid_arguments', messages } : { value: parsed.data };
}

function viewFaults(one: View, type: View['type']): readonly string[] {
  const faults = brokenRules(one.blocks, one.type, '/view/blocks').map(
    (fault) => `[ERROR] ${fault.message} [json-pointer:${fault.pointer}]`,
  );
  if (one.type !== type) faults.push(`[ERROR] unsupported view type: ${one.type} [json-pointer:/view/type]`);
  if (one.type === 'modal' && one.submit === undefined && hasInput(one.blocks)) {
    faults.push('[ERROR] missing required field: submit [json-pointer:/view]');
  }
  return faults;
}

function hasInput(blocks: readonly Block[]): boolean {
  return blocks.some((one) => one.type === 'input');
}
