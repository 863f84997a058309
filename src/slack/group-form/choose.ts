import type { ModalView } from '@slack/types';
import type { Group } from '../../docspace/model.ts';
import type { Found } from '../../groups/find.ts';
import { plain, section, context as small } from '../blocks/fields.ts';
import { groupOptions } from '../blocks/group-options.ts';
import { limits } from '../blocks/limits.ts';
import { typedBack } from '../blocks/text.ts';
import type { SlackDeps } from '../deps.ts';
import { type FormContext, packContext } from '../form-context.ts';
import { actions } from '../ids.ts';
import type { GroupForm } from './form.ts';

/**
 * Several groups match, or none: which one? The pick goes on with the verb in the same modal. `notes` = small lines
 * about what can't be picked.
 */
export function chooserView<G extends Group>(
  deps: SlackDeps,
  form: GroupForm<G>,
  found: Exclude<Found, { kind: 'one' }>,
  typed: string,
  context: FormContext,
  notes: readonly string[] = [],
): ModalView {
  const { words } = deps;
  const groups = found.kind === 'several' ? found.groups : found.near;
  const text =
    found.kind === 'several'
      ? words.change.which(typedBack(typed), groups.length)
      : groups.length > 0
        ? words.change.didYouMean(typedBack(typed))
        : words.change.none(typedBack(typed));
  return {
    type: 'modal',
    callback_id: form.callbackId,
    title: plain(form.title, limits.title),
    close: plain(words.change.close, limits.title),
    private_metadata: packContext(deps.seal, context),
    blocks: [
      section(text),
      ...(notes.length === 0 ? [] : [small(notes.join('\n'))]),
      {
        type: 'actions',
        elements: [
          ...(groups.length === 0
            ? []
            : [
                {
                  type: 'static_select' as const,
                  action_id: `${actions.group}:choose`,
                  placeholder: plain(words.change.whichPlaceholder, limits.placeholder),
                  options: [...groupOptions(words, groups)],
                },
              ]),
          {
            type: 'button' as const,
            action_id: `${actions.group}:another`,
            text: plain(words.change.anotherGroup),
            value: 'another',
          },
        ],
      },
    ],
  };
}
