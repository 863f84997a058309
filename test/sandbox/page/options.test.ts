import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from '../../../sandbox/demo/options.ts';

describe('the arguments of the demo', () => {
  it('are all optional', () => {
    expect(readOptions([])).toEqual({ port: undefined, transport: 'socket', smoke: false });
    expect(readOptions(['--port', '4400', '--http', '--smoke'])).toEqual({
      port: 4400,
      transport: 'http',
      smoke: true,
    });
    expect(readOptions(['--help'])).toBeUndefined();
  });

  it.each([['--prot', '1'], ['--port'], ['--port', 'x'], ['--port', '70000'], ['--port=-1'], ['extra']])(
    'are refused with how they go: %s %s',
    (...args) => {
      expect(() => readOptions(args)).toThrow(UsageError);
      expect(() => readOptions(args)).toThrow(/npm run demo --/);
    },
  );
});
