import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { CONFIG_VARIABLES, readConfig } from '../src/config.ts';
import { CONFIG_EXIT_CODE } from '../src/config-fault.ts';
import { createMetrics } from '../src/service/metrics.ts';
import type { SlackDeps } from '../src/slack/deps.ts';
import { command } from '../src/slack/ids.ts';
import { buildVerbs } from '../src/slack/verbs/registry.ts';
import { english } from '../src/slack/words/index.ts';
import { errorOf, LEAST, SIGNING_SECRET } from './config-support.ts';
import { anchorsOf, codeBlocks, importsBetween, linksIn, tableIn, withoutCode } from './docs-support.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const all = pages.map(read).join('\n');

const code = (text: string) => text.replaceAll('`', '');

describe('docs/configuration.md', () => {
  const rows = tableIn(read('docs/configuration.md'), 'name');
  const names = rows.map(([name = '']) => code(name));

  it('has every variable, in the order of the program', () => {
    expect(names).toEqual([...CONFIG_VARIABLES]);
  });

  it('has the defaults of the program', () => {
    const defaults = rows.map(([name = '', text = '']) => [code(name), text] as const);
    const required = defaults.filter(([, text]) => text === 'required').map(([name]) => name);
    const { SLACK_APP_TOKEN: _, ...needed } = LEAST;
    expect(new Set(required)).toEqual(new Set(Object.keys(needed)));
    const written = defaults.filter(([, text]) => text.startsWith('`'));
    expect(
      readConfig({ ...LEAST, ...Object.fromEntries(written.map(([name, text]) => [name, code(text)])) }),
    ).toEqual(readConfig(LEAST));
    const example = defaultsIn(read('.env.example'));
    expect(Object.fromEntries(written.map(([name, text]) => [name, code(text)]))).toEqual(example);
  });

  it.each(rows.map(([name = '', , , example = '']) => [code(name), code(example)] as const))(
    'has an example of %s that the program takes',
    (name, example) => {
      const { SLACK_APP_TOKEN: _, ...others } = LEAST;
      const transport = name === 'SLACK_SIGNING_SECRET' ? others : LEAST;
      expect(() => readConfig({ ...transport, [name]: example })).not.toThrow();
      expect(readConfig({ ...transport, [name]: example })).not.toEqual(
        readConfig(name === 'SLACK_SIGNING_SECRET' ? { ...others, [name]: SIGNING_SECRET } : LEAST),
      );
    },
  );

  it('has the scopes of the manifest', () => {
    const scopes = tableIn(read('docs/configuration.md'), 'scope').map(([scope = '']) => code(scope));
    expect(scopes).toEqual(manifestScopes());
  });
});

describe('.env.example', () => {
  it('has every variable', () => {
    const found = [...read('.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name);
    expect(new Set(found)).toEqual(new Set(CONFIG_VARIABLES));
    expect(found).toHaveLength(CONFIG_VARIABLES.length);
  });
});

function defaultsIn(example: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...example.matchAll(/^([A-Z][A-Z0-9_]*)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}

function manifestScopes(): readonly string[] {
  const scopes = z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) });
  const shape = z.object({ oauth_config: z.object({ scopes }) });
  const { bot, bot_optional: optional } = shape.parse(parse(read('manifest.yml'))).oauth_config.scopes;
  return [...bot, ...optional];
}

describe('docs/commands.md', () => {
  // Making the verbs asks for nothing but the words.
  const verbs = buildVerbs({ words: english } as SlackDeps);

  it('has the verbs of the registry, with aliases, purpose and example', () => {
    const rows = tableIn(read('docs/commands.md'), 'verb').map((cells) => cells.map(code));
    expect(rows).toEqual(
      verbs.map(({ name, aliases }) => {
        const { purpose, example } = english.help.verbs[name];
        return [name, aliases.join(', '), purpose, `${command} ${example}`];
      }),
    );
  });

  it('has a section for each verb', () => {
    const anchors = anchorsOf(read('docs/commands.md'));
    for (const { name } of verbs) expect(anchors).toContain(name);
  });

  it.each(pages)('%s names only verbs that there are', (page) => {
    const known = verbs.flatMap(({ name, aliases }) => [name, ...aliases]);
    const typed = [...read(page).matchAll(/\/docspace-group ([a-z]+)/g)].map(([, verb = '']) => verb);
    expect(typed.filter((verb) => !known.includes(verb))).toEqual([]);
  });
});

describe('docs/security.md', () => {
  const page = read('docs/security.md');

  it('has every scope of the three tokens, each with a reason', () => {
    const rows = tableIn(page, 'scope').map(([scope = '', , why = '']) => [code(scope), why] as const);
    expect(rows.map(([scope]) => scope)).toEqual([
      ...manifestScopes(),
      'connections:write',
      'accounts:read',
      'accounts:write',
    ]);
    expect(rows.filter(([, why]) => why === '')).toEqual([]);
  });

  it('says of every secret how it is rotated, and what is lost', () => {
    const rows = tableIn(page, 'secret').map(([name = '', how = '', lost = '']) => ({ name, how, lost }));
    const named = rows.map(({ name }) => /`([A-Z_]+)`/.exec(name)?.[1]);
    const secret = /(_TOKEN|_SECRET|_KEY|^DATABASE_URL|_PROXY)$/;
    expect(named).toEqual(CONFIG_VARIABLES.filter((name) => secret.test(name)));
    expect(rows.filter(({ how, lost }) => how === '' || lost === '')).toEqual([]);
  });
});

describe('docs/operating.md', () => {
  const page = read('docs/operating.md');

  it('has the metrics of the program, with their labels', async () => {
    const { registry } = createMetrics();
    const own = registry.getMetricsAsArray().filter(({ name }) => !/^(process|nodejs)_/.test(name));
    const labels = z.object({ labelNames: z.array(z.string()) });
    const documented = tableIn(page, 'name').map(
      ([name = '', names = '']) => [code(name), code(names)] as const,
    );
    expect(new Map(documented)).toEqual(
      new Map(own.map((metric) => [metric.name, labels.parse(metric).labelNames.join(', ')])),
    );
  });

  it('has the exit codes', () => {
    expect(tableIn(page, 'code').map(([exitCode]) => exitCode)).toEqual(['0', String(CONFIG_EXIT_CODE), '1']);
  });

  it('has messages that the program logs', () => {
    const source = sources('src')
      .map(read)
      .join('\n')
      .replace(/\$\{condition\}/g, 'slack');
    for (const [cell = ''] of tableIn(page, 'message')) {
      const messages = [...cell.matchAll(/`([^`]+)`/g)].map(([, message = '']) => message);
      for (const message of messages) expect(source).toContain(message.replace(/^docspace /, 'slack '));
    }
  });
});

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

describe('docs/architecture.md', () => {
  it('draws the imports between the rooms as they are', () => {
    const [house = ''] = codeBlocks(read('docs/architecture.md'), 'mermaid').filter((block) =>
      block.startsWith('flowchart'),
    );
    const drawn = [...house.matchAll(/^ *(\w+)\S* *--(?: "([^"]+)" --)?> *(\w+)/gm)]
      .map(([, from, note, to]) => [`${from} -> ${to}`, note] as const)
      .filter(([edge]) => !/^(main|app) /.test(edge));
    const imports = importsBetween(join(root, 'src'));
    expect(new Set(drawn.map(([edge]) => edge))).toEqual(new Set(imports.keys()));
    const narrow = drawn.filter(([, note]) => note === 'kind.ts only').map(([edge]) => edge);
    expect(narrow).toHaveLength(2);
    for (const edge of narrow) expect([...(imports.get(edge) ?? [])]).toEqual(['operations/kind.ts']);
  });

  it('is right about who imports Slack’s libraries', () => {
    const outside = sources('src').filter(
      (file) => /from '@slack\//.test(read(file)) && !file.startsWith('src/slack/'),
    );
    expect(outside).toEqual(['src/service/slack-logger.ts']);
  });
});

describe('README.md', () => {
  it('shows the faults of a start as they are', () => {
    const [sample = ''] = codeBlocks(read('README.md'), 'text');
    const { SLACK_APP_TOKEN: _, ...others } = LEAST;
    const error = errorOf({
      ...others,
      SLACK_BOT_TOKEN: 'xoxp-a-user-token',
      DOCSPACE_URL: 'http://docspace.example.com',
    });
    expect(sample.trim()).toBe(error.message);
  });

  it('begins with what it is and the two commands', () => {
    const top = read('README.md').split('\n## ')[0];
    expect(top).toMatch(/!\[.+\]\(docs\/images\/create\.png\)/);
    expect(top).toContain('npm ci && npm run demo');
    expect(top).toContain('npm ci && npm test');
  });
});

describe('all pages', () => {
  const scripts = Object.keys(
    z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json'))).scripts,
  );

  it('name exactly the scopes that are needed', () => {
    const named = [...all.matchAll(/`([a-z]+(?:\.[a-z]+)?:[a-z]+(?:\.[a-z]+)?)`/g)].map(([, scope]) => scope);
    const needed = [...manifestScopes(), 'connections:write', 'accounts:read', 'accounts:write'];
    expect(new Set(named)).toEqual(new Set(needed.filter((scope) => scope.includes(':'))));
  });

  it.each(pages)('%s names only scripts that there are', (page) => {
    const named = [...read(page).matchAll(/npm (?:run ([a-z:-]+)|(test|start)\b)/g)].map(
      ([, run, short]) => run ?? short ?? '',
    );
    expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
  });

  it.each(pages)('%s has no broken link or picture', (page) => {
    const broken = linksIn(read(page)).filter((link) => {
      const [path = '', anchor] = link.split('#');
      const file = path === '' ? page : relative(root, join(root, dirname(page), path));
      if (!existsSync(join(root, file))) return true;
      return anchor !== undefined && !anchorsOf(read(file)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it.each(pages)('%s names only files that there are', (page) => {
    const named = [...read(page).matchAll(/`((?:src|test|sandbox|bench|docs|\.ci)\/[\w./-]*)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it.each(pages)('%s names only variables that there are', (page) => {
    const others = [
      'DOTENV_CONFIG_PATH',
      'NODE_EXTRA_CA_CERTS',
      'NODE_TLS_REJECT_UNAUTHORIZED',
      'SLACK_TOKEN',
      // Named as those that have no effect.
      'ALL_PROXY',
      'HTTP_PROXY',
      'NO_PROXY',
    ];
    const named = [...read(page).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => ![...CONFIG_VARIABLES, ...others].includes(name))).toEqual([]);
  });

  it.each(pages)('%s has pictures that Mermaid can draw', (page) => {
    const known = /^(flowchart (TD|LR)|sequenceDiagram|stateDiagram-v2|erDiagram|classDiagram)\n/;
    for (const block of codeBlocks(read(page), 'mermaid')) expect(block).toMatch(known);
  });

  it.each(pages)('%s is whole', (page) => {
    expect(read(page).match(/^```/gm)?.length ?? 0).toSatisfy((fences: number) => fences % 2 === 0);
    expect(withoutCode(read(page))).not.toMatch(/\b(TODO|FIXME|TBD)\b/);
  });
});
