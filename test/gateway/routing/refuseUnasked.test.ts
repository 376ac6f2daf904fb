// SPDX-License-Identifier: Apache-2.0
import express from 'express';
import request from 'supertest';
import pino from 'pino';
import { z } from 'zod';
import { answerProblems } from '../../../gateway/src/http/answerProblems';
import { refuseUnasked } from '../../../gateway/src/routing/refuseUnasked';

const form = { schema: z.strictObject({ reason: z.string() }) };

const app = express().set('query parser', 'simple').use(express.json());
app.all('/bare', refuseUnasked({}), (_req, res) => {
  res.json({});
});
app.all('/filtered', refuseUnasked({ query: z.object({ limit: z.string() }), body: form }), (_req, res) => {
  res.json({});
});
app.use(answerProblems(pino({ level: 'silent' })));

describe('what an operation does not take', () => {
  it.each([
    ['a parameter', '/bare?limit=1', undefined, 400, 'BAD_REQUEST', '/limit'],
    ['a parameter without a value', '/bare?limit', undefined, 400, 'BAD_REQUEST', '/limit'],
    ['a field', '/bare', { reason: 'x' }, 422, 'VALIDATION_FAILED', '/reason'],
  ])('is refused by its name: %s', async (...[, path, body, status, code, at]) => {
    const answer = await request(app).post(path).send(body);
    expect(answer).toMatchObject({ status, body: { code, problems: [{ path: at }] } });
  });

  it.each(['/bare', '/bare?', '/filtered?limit=1'])('is nothing of what it takes, or of nothing: %s', async (path) => {
    expect((await request(app).post(path).send({})).status).toBe(200);
    expect((await request(app).get(path)).status).toBe(200);
  });

  it('is for the form to say where there is one', async () => {
    expect((await request(app).post('/filtered').send({ unheardOf: 1 })).status).toBe(200);
  });
});
