// SPDX-License-Identifier: Apache-2.0
import express from 'express';
import request from 'supertest';
import { answerHealth, answerReadiness } from '../../../gateway/src/observability/health';
import { answerMetrics, measureRequests, newMetrics } from '../../../gateway/src/observability/metrics';

describe('Readiness', () => {
  const fine = (): Promise<void> => Promise.resolve();
  const broken = (): Promise<void> => Promise.reject(new Error('at 10.0.0.1 with password x'));

  it('is given while every check passes', async () => {
    const app = express().get('/readyz', answerReadiness({ ledger: fine, database: fine }));
    const answer = await request(app).get('/readyz');
    expect([answer.status, answer.body]).toEqual([200, { status: 'ready', checks: { ledger: 'ok', database: 'ok' } }]);
  });

  it('is withdrawn when one fails, naming it but not why', async () => {
    const app = express().get('/readyz', answerReadiness({ ledger: broken, database: fine }));
    const answer = await request(app).get('/readyz');
    expect([answer.status, answer.body]).toEqual([
      503,
      { status: 'not ready', checks: { ledger: 'failing', database: 'ok' } },
    ]);
  });

  it('counts a check that hangs as failing, and asks no more often than it must', async () => {
    let asked = 0;
    const hanging = (): Promise<void> => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const app = express().get('/readyz', answerReadiness({ ledger: hanging }));
    const answers = await Promise.all([1, 2, 3].map(() => request(app).get('/readyz')));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(asked).toBe(1);
  });

  it('is not life: the process answers all the same', async () => {
    expect((await request(express().get('/healthz', answerHealth)).get('/healthz')).status).toBe(200);
  });
});

describe('The metrics', () => {
  it('label requests by route pattern, never by what a caller chose', async () => {
    const metrics = newMetrics();
    const app = express().use(measureRequests(metrics)).get('/metrics', answerMetrics(metrics));
    app.get('/cases/:caseId', (_req, res) => {
      res.json({});
    });
    await request(app).get('/cases/secret-1');
    await request(app).get('/anything/at/all');
    const { text } = await request(app).get('/metrics');
    expect(text).toContain('registry_request_seconds_count{method="GET",route="/cases/:caseId",status="2xx"} 1');
    expect(text).toContain('route="none",status="4xx"');
    expect(text).not.toMatch(/secret-1|anything/);
  });

  it('all have names of ours', async () => {
    const names = (await newMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    expect(names.every((name) => name.startsWith('registry_'))).toBe(true);
  });
});
