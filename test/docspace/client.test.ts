import { expect, expectTypeOf, it } from 'vitest';
import { createDocSpace, type DocSpaceOptions } from '../../src/docspace/client.ts';
import type { DocSpaceError, DocSpaceReason } from '../../src/docspace/errors.ts';
import type {
  CallOptions,
  DocSpace,
  Group,
  GroupEcho,
  GroupRow,
  GroupWithMembers,
  Page,
  Person,
} from '../../src/docspace/model.ts';
import { KEY, PORTAL } from './support.ts';

it('has the shape that others build on', () => {
  const docspace = createDocSpace({ url: PORTAL, key: KEY, parallelWrites: 1 });
  expectTypeOf(createDocSpace).returns.toEqualTypeOf<DocSpace>();
  expectTypeOf(docspace.groups.search).returns.resolves.toEqualTypeOf<Page<GroupRow>>();
  expectTypeOf(docspace.groups.get).returns.resolves.toEqualTypeOf<Group>();
  expectTypeOf(docspace.groups.getWithMembers).returns.resolves.toEqualTypeOf<GroupWithMembers>();
  expectTypeOf(docspace.groups.create).returns.resolves.toEqualTypeOf<GroupEcho>();
  expectTypeOf(docspace.groups.update).returns.resolves.toEqualTypeOf<GroupEcho>();
  expectTypeOf(docspace.groups.delete).returns.resolves.toEqualTypeOf<void>();
  expectTypeOf(docspace.people.byEmails).returns.resolves.toEqualTypeOf<
    ReadonlyMap<string, readonly Person[]>
  >();
  expectTypeOf(docspace.people.ofGroup).returns.resolves.toEqualTypeOf<Page<Person>>();
  expectTypeOf(docspace.version).parameter(0).toEqualTypeOf<CallOptions | undefined>();
  expectTypeOf(docspace.version).returns.resolves.toEqualTypeOf<string | undefined>();
  expect(Object.keys(docspace)).toEqual(['groups', 'people', 'keys', 'version']);
});

it('needs no more than address, key and width', () => {
  expectTypeOf<{ url: string; key: string; parallelWrites: number }>().toExtend<DocSpaceOptions>();
  expectTypeOf<{ url: string; key: string }>().not.toExtend<DocSpaceOptions>();
});

it('has errors that tell their reason', () => {
  expectTypeOf<DocSpaceError['reason']>().toEqualTypeOf<DocSpaceReason>();
  expectTypeOf<DocSpaceError['mayHaveHappened']>().toEqualTypeOf<boolean>();
  expectTypeOf<DocSpaceError['status']>().toEqualTypeOf<number | undefined>();
});

it('refuses an address that is none', () => {
  expect(() => createDocSpace({ url: 'docspace', key: KEY, parallelWrites: 1 })).toThrow(TypeError);
});
