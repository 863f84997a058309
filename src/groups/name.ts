/** DocSpace's limit, in UTF-16 units (129 is answered with 400). */
export const maxNameLength = 128;

export type NameFault = 'empty' | 'too-long' | 'four-byte';

/** A group name as it will be sent: outer spaces cut, composed characters (NFC), else as typed. */
export function cleanName(typed: string): string {
  return typed.normalize('NFC').trim();
}

/** What DocSpace would refuse, or (four-byte characters such as emoji) answer with 500. */
export function judgeName(name: string): NameFault | undefined {
  if (name === '') return 'empty';
  if (hasFourByteCharacter(name)) return 'four-byte';
  if (name.length > maxNameLength) return 'too-long';
  return undefined;
}

/** MariaDB's utf8mb3 columns hold no character beyond the Basic Multilingual Plane. */
export function hasFourByteCharacter(text: string): boolean {
  return /[\u{10000}-\u{10FFFF}]/u.test(text);
}

/** Two names that a person would take for the same. */
export function sameName(one: string, other: string): boolean {
  return foldName(one) === foldName(other);
}

/** Creates of one name run one after another. */
export function nameLockOf(name: string): string {
  return `name:${foldName(name)}`;
}

export function foldName(name: string): string {
  return cleanName(name).toLowerCase();
}
