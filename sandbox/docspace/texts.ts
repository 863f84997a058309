/** The languages in which the stand-in answers. */
export type Language = 'en' | 'de';

/** What DocSpace says in the caller's or the portal's language. Validation texts and `Access denied` stay English. */
export interface Texts {
  readonly groupNotFound: string;
  readonly userNotFound: string;
  readonly itemNotFound: string;
  readonly ipRestricted: string;
}

/** The group texts are DocSpace's own; the other German ones are made up: nothing may depend on them. */
export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    groupNotFound: 'The group could not be found',
    userNotFound: 'The user could not be found',
    itemNotFound: 'Item not found',
    ipRestricted: 'The access to the portal is restricted',
  },
  de: {
    groupNotFound: 'Die Gruppe konnte nicht gefunden werden',
    userNotFound: 'Der Benutzer konnte nicht gefunden werden',
    itemNotFound: 'Das Element wurde nicht gefunden',
    ipRestricted: 'Der Zugriff auf das Portal ist eingeschränkt',
  },
};
