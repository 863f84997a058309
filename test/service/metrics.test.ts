import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/service/metrics.ts';

async function linesOf(metrics: ReturnType<typeof createMetrics>): Promise<readonly string[]> {
  return (await metrics.registry.metrics()).split('\n');
}

describe('metrics', () => {
  it('counts deliveries with the time until their ack', async () => {
    const metrics = createMetrics();
    metrics.slackDelivery({ kind: 'command', verb: 'create', outcome: 'ok', ackSeconds: 0.02 });
    const labels = 'kind="command",verb="create",outcome="ok"';
    const lines = await linesOf(metrics);
    expect(lines).toContain(`slack_delivery_ack_seconds_bucket{le="0.01",${labels}} 0`);
    expect(lines).toContain(`slack_delivery_ack_seconds_bucket{le="0.025",${labels}} 1`);
    expect(lines).toContain(`slack_delivery_ack_seconds_count{${labels}} 1`);
  });

  it('counts requests to DocSpace by status, or by why there is none', async () => {
    const metrics = createMetrics();
    metrics.docspaceRequest({ method: 'GET', route: '/group/{id}', status: 200, ms: 50 });
    metrics.docspaceRequest({
      method: 'GET',
      route: '/group/{id}',
      status: 404,
      reason: 'not-found',
      ms: 50,
    });
    metrics.docspaceRequest({ method: 'PUT', route: '/group/{id}', reason: 'timed-out', ms: 30_000 });
    const lines = await linesOf(metrics);
    for (const [method, status] of [
      ['GET', '200'],
      ['GET', '404'],
      ['PUT', 'timed-out'],
    ]) {
      const labels = `method="${method}",route="/group/{id}",status="${status}"`;
      expect(lines).toContain(`docspace_request_seconds_count{${labels}} 1`);
    }
    expect(lines).toContain(
      'docspace_request_seconds_sum{method="PUT",route="/group/{id}",status="timed-out"} 30',
    );
  });

  it('counts what became of operations, Slack calls and announcements', async () => {
    const metrics = createMetrics();
    metrics.operationSettled({ kind: 'create', outcome: 'done', seconds: 0.3 });
    metrics.announcement('answer');
    metrics.announcement('answer');
    const lines = await linesOf(metrics);
    expect(lines).toContain('operation_seconds_count{kind="create",outcome="done"} 1');
    expect(lines).toContain('announcements_total{way="answer"} 2');
  });

  it('reads the states of operations at each scrape', async () => {
    const metrics = createMetrics();
    const states = [{ accepted: 2, running: 1 }, { told: 3 }];
    metrics.countOperationsWith(() => Promise.resolve(states.shift() ?? {}));
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining(['operations{state="accepted"} 2', 'operations{state="running"} 1']),
    );
    const second = await linesOf(metrics);
    expect(second).toContain('operations{state="told"} 3');
    expect(second.join('\n')).not.toContain('state="accepted"');
  });

  it('goes on when the operations cannot be counted', async () => {
    const metrics = createMetrics();
    metrics.announcement('direct');
    metrics.countOperationsWith(() => Promise.reject(new Error('the store is gone')));
    const lines = await linesOf(metrics);
    expect(lines).toContain('announcements_total{way="direct"} 1');
    expect(lines.some((line) => line.startsWith('process_resident_memory_bytes '))).toBe(true);
  });

  it('keeps two programs in one process apart', () => {
    expect(() => [createMetrics(), createMetrics()]).not.toThrow();
  });
});
