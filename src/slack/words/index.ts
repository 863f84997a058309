import { announcement } from './en/announcement.ts';
import { attention } from './en/attention.ts';
import { change, rename } from './en/change.ts';
import { create } from './en/create.ts';
import { damaged } from './en/damaged.ts';
import { deletion } from './en/delete.ts';
import { faults } from './en/faults.ts';
import { guard } from './en/guard.ts';
import { head } from './en/head.ts';
import { help, whoami } from './en/help.ts';
import { history } from './en/history.ts';
import { home, postTo, start } from './en/home.ts';
import { list, mine } from './en/list.ts';
import { add, members, remove } from './en/members.ts';
import { people } from './en/people.ts';
import { show } from './en/show.ts';
import { undo } from './en/undo.ts';
import { watch } from './en/watch.ts';

/** All texts that people read. English; a second language is one more object of this type. */
export const english = {
  history,
  list,
  members,
  add,
  remove,
  mine,
  watch,
  announcement,
  attention,
  change,
  create,
  damaged,
  deletion,
  faults,
  guard,
  head,
  help,
  home,
  people,
  postTo,
  rename,
  show,
  start,
  undo,
  whoami,
};

export type Words = typeof english;
