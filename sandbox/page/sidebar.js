import { h, place } from './dom.js';
import { initialsOf } from './reader.js';

/**
 * @typedef {import('../demo/snapshot.ts').Snapshot} Snapshot
 * @typedef {import('../demo/snapshot.ts').Snapshot['conversations'][number]} ShownConversation
 */

/**
 * The switch for the person, and the conversations. `show` takes each snapshot.
 * @param {{ actAs: (personId: string) => void, go: (channelId: string) => void }} on
 */
export function createSidebar({ actAs, go }) {
  const person = /** @type {HTMLSelectElement} */ (document.getElementById('person'));
  const label = /** @type {HTMLElement} */ (document.getElementById('person-label'));
  const channels = /** @type {HTMLElement} */ (document.getElementById('channels'));
  const direct = /** @type {HTMLElement} */ (document.getElementById('direct'));
  person.addEventListener('change', () => actAs(person.value));
  /** Of each person's conversations, the newest message that was looked at. @type {Map<string, string>} */
  const seen = new Map();
  let drawn = '';

  /**
   * @param {Snapshot} snapshot
   * @param {string} chosen
   */
  function showPeople({ people, person: id }, chosen) {
    const options = people
      .filter((one) => !one.isBot)
      .map((one) =>
        h('option', { value: one.id, disabled: one.isDeactivated }, `${one.realName} – ${one.label}`),
      );
    const key = `${chosen} ${options.map((one) => one.textContent).join()}`;
    if (key !== drawn) person.replaceChildren(...options);
    drawn = key;
    person.value = id;
    label.textContent = people.find((one) => one.id === id)?.label ?? '';
  }

  /**
   * @param {ShownConversation} conversation
   * @param {Snapshot} snapshot
   * @param {string} chosen
   */
  function row({ id, name, kind, botIsMember }, snapshot, chosen) {
    const newest = snapshot.messages.findLast((one) => one.channel === id)?.ts ?? '';
    const key = `${snapshot.person} ${id}`;
    if (id === chosen || !seen.has(key)) seen.set(key, newest);
    const isUnread = seen.get(key) !== newest;
    const icon =
      kind === 'im'
        ? h('span', { class: 'small picture-of tone-bot', 'aria-hidden': 'true' }, initialsOf(name))
        : h(
            'span',
            { class: kind === 'private' ? 'icon lock' : 'icon hash', 'aria-hidden': 'true' },
            kind === 'private' ? '' : '#',
          );
    const notes = [
      ...(kind === 'private' ? ['private'] : []),
      ...(kind !== 'im' && !botIsMember ? ['the bot is not in this channel'] : []),
    ];
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: `row ${isUnread ? 'unread' : ''}`,
          'aria-current': id === chosen ? 'page' : undefined,
          title: notes.join(', ') || undefined,
          on: { click: () => go(id) },
        },
        icon,
        h('span', { class: 'name' }, name),
        kind !== 'im' && !botIsMember && h('span', { class: 'note' }, 'no bot'),
        isUnread && h('span', { class: 'visually-hidden' }, 'unread'),
      ),
    );
  }

  return {
    /**
     * @param {Snapshot} snapshot
     * @param {string} chosen
     */
    show(snapshot, chosen) {
      showPeople(snapshot, chosen);
      const focused = document.activeElement;
      const list = focused?.closest('#channels, #direct');
      const index = [...(list?.querySelectorAll('button') ?? [])].findIndex((one) => one.contains(focused));
      const rows = (/** @type {boolean} */ isDirect) =>
        snapshot.conversations
          .filter((one) => (one.kind === 'im') === isDirect)
          .map((one) => row(one, snapshot, chosen));
      place(channels, rows(false));
      place(direct, rows(true));
      if (index >= 0) list?.querySelectorAll('button')[index]?.focus();
    },
  };
}
