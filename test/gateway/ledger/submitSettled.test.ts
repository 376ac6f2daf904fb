// SPDX-License-Identifier: Apache-2.0
import { CommitFailed, CommitUnknown, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import type { Call, Committed, LedgerPort, TransactionFate } from '../../../gateway/src/ledger/port';
import { submitSettled } from '../../../gateway/src/ledger/submitSettled';
import { callerNamed } from '../../support/callers';

const transactionId = 'cd'.repeat(32);
const unknown = new CommitUnknown({ transactionId, answer: { caseId: 'c' } });

/** A ledger that loses the answer to the first submit, and whose questions are answered in turn. */
class Lossy implements Pick<LedgerPort, 'submit' | 'transaction'> {
  readonly sent: Call[] = [];
  readonly asked: string[] = [];
  readonly #fates: (TransactionFate | Error | undefined)[];

  constructor(...fates: (TransactionFate | Error | undefined)[]) {
    this.#fates = fates;
  }

  submit(call: Call): Promise<Committed> {
    this.sent.push(call);
    return Promise.reject(unknown);
  }

  transaction(_identity: unknown, id: string): Promise<TransactionFate | undefined> {
    this.asked.push(id);
    const fate = this.#fates.shift();
    return fate instanceof Error ? Promise.reject(fate) : Promise.resolve(fate);
  }
}

describe('a submit whose commit is unknown', () => {
  let call: Call;
  const settle = (ledger: Lossy, ms = 10_000): Promise<Committed> => submitSettled(ledger, call, { ms, everyMs: 1 });

  beforeAll(async () => {
    const { identity } = await callerNamed('zhengzhou-applicant-1');
    call = { identity, contract: 'application', transaction: 'submitBatch', request: {} };
  });

  it('is settled by the id of its transaction, with the endorsed answer and without a second submit', async () => {
    const away = new LedgerUnavailable({ reason: 'UNAVAILABLE' });
    const ledger = new Lossy(undefined, away, { validationCode: 'VALID', blockNumber: 9 });
    expect(await settle(ledger)).toEqual({ answer: { caseId: 'c' }, transactionId, blockNumber: 9 });
    expect(ledger.asked).toEqual([transactionId, transactionId, transactionId]);
    expect(ledger.sent).toHaveLength(1);
  });

  it('has failed where a block holds it as invalid', async () => {
    const ledger = new Lossy({ validationCode: 'MVCC_READ_CONFLICT', blockNumber: 9 });
    await expect(settle(ledger)).rejects.toThrow(CommitFailed);
  });

  it('stays unknown where nobody can say for long', async () => {
    await expect(settle(new Lossy(), 0)).rejects.toBe(unknown);
  });

  it('passes on what is no question of time', async () => {
    await expect(settle(new Lossy(new Error('broken')))).rejects.toThrow('broken');
  });
});
