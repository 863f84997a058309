import type { FaultRule } from '../../../sandbox/docspace/faults.ts';

/** A group that is not there: what DocSpace 3.7 answers. */
const noSuchGroup = {
  error: {
    message: 'The group could not be found',
    type: 'ASC.Common.Web.ItemNotFoundException',
    stack: '',
    hresult: -2146233088,
  },
  status: 1,
  statusCode: 404,
};
const ownFault = { error: { message: '', type: null, stack: null, hresult: 0 }, status: 1, statusCode: 500 };

/** One way in which DocSpace fails to answer one request. */
export interface Failing {
  readonly name: string;
  readonly rule: FaultRule;
  /** It passes by itself; otherwise a human must do something. */
  readonly passes: boolean;
  /** A read that fails so is sent again at once. */
  readonly retried: boolean;
  readonly slowAtWrite?: true;
}

/** How DocSpace fails, in the order of the page; each strikes once. */
export const failings: readonly Failing[] = [
  {
    name: 'answers with a fault of its own (500)',
    passes: true,
    retried: true,
    rule: { fault: { kind: 'status', status: 500, body: ownFault } },
  },
  {
    name: 'its proxy answers for it (503)',
    passes: true,
    retried: true,
    rule: { fault: { kind: 'status', status: 503 } },
  },
  {
    name: 'asks to wait a second (429)',
    passes: true,
    retried: true,
    rule: { fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' } } },
  },
  {
    name: 'drops the connection before it did anything',
    passes: true,
    retried: true,
    rule: { fault: { kind: 'dropBefore' } },
  },
  {
    name: 'drops the connection after it did it',
    passes: true,
    retried: true,
    rule: { fault: { kind: 'dropAfter' } },
  },
  {
    name: 'answers with JSON that breaks off',
    passes: true,
    retried: false,
    rule: { fault: { kind: 'garbage' } },
  },
  {
    name: 'answers with some web page',
    passes: true,
    retried: false,
    rule: {
      fault: {
        kind: 'status',
        status: 200,
        headers: { 'Content-Type': 'text/html' },
        body: '<html>Sign in</html>',
      },
    },
  },
  {
    name: 'does not answer until the time is over',
    passes: true,
    retried: true,
    slowAtWrite: true,
    rule: { fault: { kind: 'hang' } },
  },
  {
    name: 'refuses: access denied (403)',
    passes: false,
    retried: false,
    rule: { fault: { kind: 'accessDenied' } },
  },
  {
    name: 'refuses the key (401)',
    passes: false,
    retried: false,
    rule: { fault: { kind: 'status', status: 401 } },
  },
  {
    name: 'is not at this address (404, empty)',
    passes: false,
    retried: false,
    rule: { fault: { kind: 'gone' } },
  },
  {
    name: 'says there is no such group (404)',
    passes: false,
    retried: false,
    rule: { fault: { kind: 'status', status: 404, body: noSuchGroup } },
  },
];

/** DocSpace says that the group is not there. */
export const noGroup = failings.at(-1);
