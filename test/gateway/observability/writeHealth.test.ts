// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../../chaincode/src/protocol/errors';
import { CommitUnknown, LedgerBusy, LedgerRefusal, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import type { Call, Committed, LedgerPort } from '../../../gateway/src/ledger/port';
import { watchWrites } from '../../../gateway/src/observability/writeHealth';
import { callerNamed } from '../../support/callers';

const never = (): never => {
  throw new Error('not asked here');
};

/** A ledger whose submits end as a test says. */
class Script implements LedgerPort {
  next: Error | undefined;
  submit(): Promise<Committed> {
    return this.next ? Promise.reject(this.next) : Promise.resolve({ answer: {}, transactionId: 'a', blockNumber: 1 });
  }
  evaluate = never;
  transaction = never;
  blocks = never;
  height = (): Promise<number> => Promise.resolve(7);
  close = (): void => undefined;
}

describe('the readiness of writes', () => {
  let call: Call;
  beforeAll(async () => {
    const { identity } = await callerNamed('zhengzhou-applicant-1');
    call = { identity, contract: 'application', transaction: 'submit', request: {} };
  });

  const outage = [
    ['is unavailable', new LedgerUnavailable({ reason: 'UNAVAILABLE' })],
    ['leaves a commit unknown', new CommitUnknown({ transactionId: 'a' })],
  ] as const;
  const answered = [
    ['takes the next write', undefined],
    ['refuses the next write', new LedgerRefusal(new RegistryError('NOT_FOUND'))],
  ] as const;

  it.each(outage)('fails where the ledger %s, and after a while lets the next write find out', async (_, error) => {
    let now = 0;
    const script = new Script();
    const { ledger, check } = watchWrites(script, () => now);
    await expect(check()).resolves.toBeUndefined();
    script.next = error;
    await expect(ledger.submit(call)).rejects.toBe(error);
    await expect(check()).rejects.toThrow('took no writes');
    await expect(ledger.height()).resolves.toBe(7);
    now = 10_001;
    await expect(check()).resolves.toBeUndefined();
  });

  it.each(answered)('is back as soon as the ledger %s', async (_, next) => {
    const script = new Script();
    const { ledger, check } = watchWrites(script);
    script.next = new LedgerUnavailable({ reason: 'UNAVAILABLE' });
    await ledger.submit(call).catch(() => undefined);
    script.next = new LedgerBusy({ retryAfterSeconds: 1 });
    await ledger.submit(call).catch(() => undefined);
    await expect(check()).rejects.toThrow();
    script.next = next;
    await ledger.submit(call).catch(() => undefined);
    await expect(check()).resolves.toBeUndefined();
  });
});
