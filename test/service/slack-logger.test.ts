import { LogLevel } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { slackLogger } from '../../src/service/slack-logger.ts';
import { keptLog, SECRETS } from './log-support.ts';

describe('slackLogger', () => {
  it.each(['debug', 'info', 'warn', 'error'] as const)('passes on %s', async (level) => {
    const { log, entries } = await keptLog();
    slackLogger(log)[level]('pong', 'is', 'late');
    expect(entries()).toMatchObject([{ level, name: 'slack', msg: 'pong is late' }]);
  });

  it.each([
    'Received a message on the WebSocket: {"envelope_id":"1"}',
    'ack() response sent (body: hello)',
    'http request payload',
  ])('drops the debug message "%s"', async (message) => {
    const { log, lines } = await keptLog();
    slackLogger(log).debug(message);
    expect(lines).toEqual([]);
  });

  it('logs errors as errors and drops other objects', async () => {
    const { log, entries, lines } = await keptLog();
    slackLogger(log).error('failed', { secret: 'plain' }, new Error('broken 100%s'));
    slackLogger(log).warn(new Error('alone'));
    expect(entries()).toMatchObject([
      { msg: 'failed', err: { message: 'broken 100%s' } },
      { msg: 'alone', err: { message: 'alone' } },
    ]);
    expect(lines.join('')).not.toContain('plain');
  });

  it('masks', async () => {
    const { log, lines } = await keptLog();
    slackLogger(log).info(`token ${SECRETS.botToken} %s`, SECRETS.appToken);
    expect(lines.join('')).toContain('token [hidden] %s [hidden]');
  });

  it('leaves the level to LOG_LEVEL', async () => {
    const { log, lines } = await keptLog({ level: 'warn' });
    const logger = slackLogger(log);
    logger.setLevel(LogLevel.DEBUG);
    expect(logger.getLevel()).toBe(LogLevel.WARN);
    logger.info('not this');
    expect(lines).toEqual([]);
  });

  it('takes a name', async () => {
    const { log, entries } = await keptLog();
    const logger = slackLogger(log);
    logger.setName('socket-mode:1');
    logger.info('connected');
    expect(entries()).toMatchObject([{ name: 'socket-mode:1' }]);
  });
});
