import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** The rows of the first table whose first heading is this, as trimmed cells. Throws where there is none. */
export function tableIn(page: string, firstHeading: string): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => cellsOf(line)[0] === firstHeading);
  if (start < 0) throw new Error(`no table begins with "${firstHeading}"`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? rows.length : end).map(cellsOf);
}

function cellsOf(line: string): readonly string[] {
  if (!line.startsWith('|')) return [];
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

/** The insides of the fenced blocks of a language. */
export function codeBlocks(page: string, language: string): readonly string[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , inside = '']) => inside);
}

/** The page without fenced blocks. */
export function withoutCode(page: string): string {
  return page.replace(/^```[\s\S]*?^```$/gm, '');
}

/** Targets of links and pictures that lead to files of the project or to headings. */
export function linksIn(page: string): readonly string[] {
  return [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target));
}

/** Where links into a page may lead: its headings, as GitHub names them. */
export function anchorsOf(page: string): readonly string[] {
  return [...withoutCode(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Imports from one folder of `src` to another: `slack -> groups`, with the files that are imported. */
export function importsBetween(src: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    const [room = ''] = file.split(sep);
    if (!file.endsWith('.ts') || room === file) continue;
    for (const [, path = ''] of readFileSync(join(src, file), 'utf8').matchAll(/ from '(\.[^']+)'/g)) {
      const target = relative(src, join(src, file, '..', path)).replaceAll(sep, '/');
      const [to = ''] = target.split('/');
      if (to === room || to === target) continue;
      const edge = `${room} -> ${to}`;
      found.set(edge, (found.get(edge) ?? new Set()).add(target));
    }
  }
  return found;
}
