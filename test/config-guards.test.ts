import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openFileWarning } from '../src/config-file.ts';
import { errorOf, faultsOf, LEAST } from './config-support.ts';

describe('HTTPS_PROXY', () => {
  it.each(['http://proxy.example.com:3128', 'https://proxy.example.com', 'http://u:p%40ss@10.0.0.1:8080/'])(
    'takes %s',
    (proxy) => {
      expect(readConfig({ ...LEAST, HTTPS_PROXY: proxy }).docspace.proxy).toBe(proxy);
    },
  );

  it.each([
    'proxy.example.com:3128',
    'socks5://proxy:1080',
    'http://',
    'http://p:1/x',
    'http://u:%zz@p:1',
    'http://p:1?x',
  ])('refuses %s', (proxy) => {
    expect(faultsOf({ HTTPS_PROXY: proxy })).toMatchObject([{ variable: 'HTTPS_PROXY' }]);
  });

  it('keeps its password out of faults and logs', () => {
    const proxy = 'ftp://bot:pr0xyp4ss@proxy.example.com';
    expect(errorOf({ ...LEAST, HTTPS_PROXY: proxy }).message).not.toContain('pr0xyp4ss');
    const { secrets } = readConfig({ ...LEAST, HTTPS_PROXY: 'http://bot:pr0xy%20pass@proxy.example.com' });
    expect(secrets).toEqual(expect.arrayContaining(['pr0xy%20pass', 'pr0xy pass']));
  });

  it.each(['http://localhost:8092', 'http://127.0.0.1', 'https://[::1]:8443'])(
    'is not used for %s',
    (url) => {
      const config = readConfig({ ...LEAST, DOCSPACE_URL: url, HTTPS_PROXY: 'http://proxy.example.com' });
      expect(config.docspace).not.toHaveProperty('proxy');
    },
  );

  it('has no namesakes', () => {
    const others = { https_proxy: 'http://a', HTTP_PROXY: 'http://b', ALL_PROXY: 'http://c', NO_PROXY: '*' };
    expect(readConfig({ ...LEAST, ...others }).docspace).not.toHaveProperty('proxy');
  });
});

it('certificates that are not checked are a fault', () => {
  expect(faultsOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toMatchObject([
    { variable: 'NODE_TLS_REJECT_UNAUTHORIZED', remedy: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
  ]);
  expect(readConfig({ ...LEAST, NODE_TLS_REJECT_UNAUTHORIZED: '1' }).warnings).toEqual([]);
});

describe.skipIf(process.platform === 'win32')('a file with settings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docspace-groups-'));
  const file = join(folder, '.env');

  it.each([0o644, 0o640, 0o604, 0o660, 0o666, 0o602])('of mode %i is warned about', (mode) => {
    writeFileSync(file, '');
    onTestFinished(() => rmSync(file));
    chmodSync(file, mode);
    expect(openFileWarning(file)).toContain(`mode ${mode.toString(8)}`);
    expect(openFileWarning(file)).toContain(`chmod 600 ${file}`);
    expect(openFileWarning(file, 'win32')).toBeUndefined();
  });

  it.each([0o600, 0o400])('of mode %i is not', (mode) => {
    writeFileSync(file, '');
    onTestFinished(() => rmSync(file));
    chmodSync(file, mode);
    expect(openFileWarning(file)).toBeUndefined();
  });

  it('that is not there is not', () => {
    expect(openFileWarning(join(folder, 'none'))).toBeUndefined();
  });
});
