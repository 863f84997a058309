import { announcement } from './en/announcement.ts';
import { change, rename } from './en/change.ts';
import { create } from './en/create.ts';
import { faults } from './en/faults.ts';
import { help, whoami } from './en/help.ts';
import { people } from './en/people.ts';
import { show } from './en/show.ts';

/** All texts that people read. English; a second language is one more object of this type. */
export const english = { announcement, change, create, faults, help, people, rename, show, whoami };

export type Words = typeof english;
