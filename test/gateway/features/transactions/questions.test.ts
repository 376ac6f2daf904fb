// SPDX-License-Identifier: Apache-2.0
import express from 'express';
import request, { type Response } from 'supertest';
import { transactionOperations } from '../../../../gateway/src/features/transactions/operations';
import { answerProblems } from '../../../../gateway/src/http/answerProblems';
import { authenticate } from '../../../../gateway/src/http/authenticate';
import { LedgerUnavailable } from '../../../../gateway/src/ledger/errors';
import type { TransactionFate } from '../../../../gateway/src/ledger/port';
import { newRouter } from '../../../../gateway/src/routing/newRouter';
import { callerNamed } from '../../../support/callers';
import { silent } from '../../../support/gatewayBed';

const ID = 'ab'.repeat(32);
const FIRST = 'zhengzhou-applicant-1';
const SECOND = 'zhengzhou-applicant-2';

interface Waiting {
  readonly answer: (fate?: TransactionFate) => void;
  readonly fail: (error: Error) => void;
}

/** A ledger whose questions stay open until the test answers them. */
const newBench = (): { app: express.Express; asked: (count: number) => Promise<readonly Waiting[]> } => {
  const waiting: Waiting[] = [];
  const watchers: (() => void)[] = [];
  const transaction = (): Promise<TransactionFate | undefined> =>
    new Promise((resolve, reject) => {
      waiting.push({ answer: resolve, fail: reject });
      for (const watcher of watchers.splice(0)) watcher();
    });
  const app = express();
  app.use(authenticate((token) => callerNamed(token)));
  app.use('/api/v1', newRouter(transactionOperations({ ledger: { transaction } })));
  app.use(answerProblems(silent));
  const asked = async (count: number): Promise<readonly Waiting[]> => {
    while (waiting.length < count) await new Promise<void>((resolve) => watchers.push(resolve));
    return waiting;
  };
  return { app, asked };
};

describe('Questions about the fate of a transaction', () => {
  const bench = newBench();
  const ask = (name: string): Promise<Response> =>
    request(bench.app).get(`/api/v1/transactions/${ID}`).set('authorization', `Bearer ${name}`).then();

  it('are answered two at a time for one person, and a third is told to come again', async () => {
    const open = [ask(FIRST), ask(FIRST)];
    const [one, two] = await bench.asked(2);
    const refused = await ask(FIRST);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '2']);
    expect(refused.body).toMatchObject({ code: 'TOO_MANY_REQUESTS' });

    const ofAnother = ask(SECOND);
    const other = (await bench.asked(3))[2];
    other!.answer({ validationCode: 'VALID', blockNumber: 7 });
    expect((await ofAnother).body).toMatchObject({ state: 'COMMITTED' });

    one!.answer();
    two!.fail(new LedgerUnavailable({ reason: 'UNAVAILABLE' }));
    expect((await Promise.all(open)).map(({ status }) => status)).toEqual([200, 503]);
  });

  it('have their places again after an answer and after a failure', async () => {
    const open = [ask(FIRST), ask(FIRST)];
    for (const { answer } of await bench.asked(5)) answer();
    expect((await Promise.all(open)).map(({ status }) => status)).toEqual([200, 200]);
  });
});
