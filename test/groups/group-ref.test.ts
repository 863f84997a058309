import { describe, expect, it } from 'vitest';
import { groupLink, isGroupId, parseGroupRef } from '../../src/groups/group-ref.ts';

const portal = 'https://docspace.example.com';
const id = '8f4c21be-3acf-49be-9cdf-b3c59ff2d0d2';
const none = '00000000-0000-0000-0000-000000000000';

it.each([
  [id, true],
  [id.toUpperCase(), true],
  [none, false],
  [`${id}x`, false],
  ['', false],
])('%j may be a group’s id: %s', (text, may) => {
  expect(isGroupId(text)).toBe(may);
});

describe('naming a group', () => {
  it.each([
    ['an id', id],
    ['an id in capitals', id.toUpperCase()],
    ['its own link', groupLink(portal, id)],
    ['a link without an end', `${portal}/accounts/groups/${id}`],
    ['a link with a query', `${portal}/accounts/groups/${id}?page=2`],
    ['a link as Slack escapes it without a text', `<${groupLink(portal, id)}>`],
    ['a link as Slack escapes it', `<${groupLink(portal, id)}|docspace.example.com/…>`],
  ])('%s leads to the id', (_, typed) => {
    expect(parseGroupRef(typed, portal)).toEqual({ by: 'id', id });
  });

  it.each([
    ['a name', 'Sales EMEA'],
    ['a link to another portal', `https://evil.example.com/accounts/groups/${id}/filter`],
    ['an id with more behind it', `${id}x`],
    ['the id of nobody', none],
    ['a link to it', groupLink(portal, none)],
  ])('%s is a name', (_, typed) => {
    expect(parseGroupRef(typed, portal)).toEqual({ by: 'name', name: typed });
  });
});
