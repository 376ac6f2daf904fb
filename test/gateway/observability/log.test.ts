// SPDX-License-Identifier: Apache-2.0
import express from 'express';
import request from 'supertest';
import { RegistryError } from '@registry/chaincode/protocol';
import { answerProblems } from '../../../gateway/src/http/answerProblems';
import { LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import { newLog, REDACTED } from '../../../gateway/src/observability/log';
import { logRequests } from '../../../gateway/src/observability/requestLog';

interface Lines {
  readonly all: Record<string, unknown>[];
  readonly log: ReturnType<typeof newLog>;
}

const newLines = (): Lines => {
  const all: Record<string, unknown>[] = [];
  const write = (line: string): void => {
    all.push(JSON.parse(line) as Record<string, unknown>);
  };
  return { all, log: newLog({ level: 'debug', organization: 'zhengzhou' }, { write }) };
};

describe('The log', () => {
  it.each(REDACTED)('never holds a %s, at the top or two levels down', (name) => {
    const { all, log } = newLines();
    log.info({ [name]: 'SECRET', one: { [name]: 'SECRET', two: { [name]: 'SECRET' } } }, 'step');
    expect(JSON.stringify(all)).not.toContain('SECRET');
  });

  it('tells of an error where it came from and why, but not its words', () => {
    const { all, log } = newLines();
    const cause = new RegistryError('NOT_FOUND', { name: '张三' });
    log.error({ err: new LedgerUnavailable({ reason: 'said 13800000000', cause }) }, 'failed');
    expect(all[0]).toMatchObject({
      err: { name: 'LedgerUnavailable', cause: { name: 'RegistryError', code: 'NOT_FOUND' } },
    });
    expect(JSON.stringify(all)).not.toMatch(/13800000000|张三/);
  });

  it('has one line a request, with neither header, body nor query', async () => {
    const { all, log } = newLines();
    const app = express().use(logRequests(log));
    app.post('/things/:id', (_req, res) => {
      res.status(201).json({});
    });
    await request(app)
      .post('/things/7?phone=13800000000')
      .set('authorization', 'Bearer SECRETSECRET')
      .set('cookie', 'registry_session=SECRET')
      .send({ password: 'SECRET' });
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ method: 'POST', path: '/things/7', status: 201, msg: 'request' });
    expect(all[0]?.['requestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(all)).not.toMatch(/SECRET|13800000000/);
  });

  it('has the cause of a failure that only we can mend, once, under the id that the caller got', async () => {
    const { all, log } = newLines();
    const app = express();
    app.get('/', () => {
      throw new TypeError('inner');
    });
    app.use(answerProblems(log));
    const answer = await request(app).get('/');
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ level: 50, err: { name: 'TypeError' } });
    expect((answer.body as { instance: string }).instance).toBe(`urn:uuid:${String(all[0]?.['requestId'])}`);
  });
});
