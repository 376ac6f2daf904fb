// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@registry/chaincode/protocol';
import { LedgerRefusal } from '../../../gateway/src/ledger/errors';
import { aFiling } from '../../support/filing';
import { straightPath } from '../../support/straightPath';
import { APPLICANT, PROFILE, refusalOf, type Bed } from './bed';

/** Questions, commands, refusals, and what became of a transaction. */
export function commandBehaviours(bedOf: () => Bed): void {
  it('answers a command once it stands in a block, and knows what became of it', async () => {
    const bed = bedOf();
    const before = await bed.ledger.height();
    const { transactionId, blockNumber, answer } = await bed.file();
    expect(answer).toMatchObject({ state: 'SUBMITTED' });
    expect(blockNumber).toBeGreaterThanOrEqual(before);
    const identity = bed.person(APPLICANT);
    expect(await bed.ledger.transaction(identity, transactionId)).toEqual({ validationCode: 'VALID', blockNumber });
    expect(await bed.ledger.transaction(identity, '0'.repeat(64))).toBeUndefined();
  });

  it('answers a question without writing', async () => {
    const bed = bedOf();
    const before = await bed.ledger.height();
    for (const time of ['first', 'second']) {
      expect([time, await bed.ledger.evaluate(bed.kv('Increment', 'question'))]).toEqual([time, '1']);
    }
    expect(await bed.ledger.height()).toBe(before);
  });

  it('writes what its custodian must endorse', async () => {
    const bed = bedOf();
    const { answer } = await bed.file();
    const [accept] = straightPath(aFiling({ profileId: PROFILE }));
    const body = { caseId: (answer as { caseId: string }).caseId, ...accept!.body };
    const { transactionId } = await bed.ledger.submit(bed.call(accept!.user, 'accept', body));
    expect(await bed.ledger.transaction(bed.person(accept!.user), transactionId)).toMatchObject({
      validationCode: 'VALID',
    });
  });

  it('passes on what the chaincode refused, whole, whether asked or told, and writes nothing', async () => {
    const bed = bedOf();
    const before = await bed.ledger.height();
    const details = { state: 'NOTICE', allowed: ['closeNotice'], 说明: '公示期未满 | "quoted"' };
    const call = bed.kv('Fail', '');
    const refusal = { ...call, request: { name: 'Fail', args: [canonicalJson({ code: 'NOT_FOUND', details })] } };
    const attempts = [bed.ledger.evaluate(refusal), bed.ledger.submit(refusal)];
    for (const error of await Promise.all(attempts.map(refusalOf))) {
      expect(error).toBeInstanceOf(LedgerRefusal);
      expect((error as LedgerRefusal).refusal).toMatchObject({ code: 'NOT_FOUND', details });
    }
    expect(await bed.ledger.height()).toBe(before);
  });

  it('refuses to whom a command may not come, by the register’s own code', async () => {
    const bed = bedOf();
    const call = bed.call('zhengzhou-acceptance-1', 'submit', { filing: aFiling({ profileId: PROFILE }) });
    const told = await refusalOf(bed.ledger.submit(call));
    const asked = await refusalOf(bed.ledger.evaluate(call));
    expect((told as LedgerRefusal).refusal).toEqual((asked as LedgerRefusal).refusal);
    expect((told as LedgerRefusal).refusal.code).toBe('ACCESS_DENIED');
  });
}
