// Apart from support.ts: nock changes node:http as soon as it is imported, and tests with real servers want it whole.
// biome-ignore lint/correctness/noUnresolvedImports: nock names its types by a folder, which Biome 2.6 does not follow
import nock from 'nock';
import { afterEach, beforeEach, expect } from 'vitest';
import { PORTAL, recorded } from './support.ts';

export { nock };

/** What is sent without being expected fails, and what is expected must be sent. */
export function guardTraffic(): void {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
}

/** Lets the next request of this method get a recorded answer, whatever its path. */
export function replay(method: 'GET' | 'POST' | 'PUT' | 'DELETE', name: string): nock.Scope {
  const { status, headers, body } = recorded(name);
  return nock(PORTAL).intercept(/.*/, method).reply(status, body, headers);
}
