// SPDX-License-Identifier: Apache-2.0
import { ClientUnsuited } from '../../../gateway/src/ledger/fabricNetwork/failures';
import { LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import { Bed, refusalOf, untilWritten } from './bed';
import type { Engine } from './engines';

const JOIN_MS = 120_000;

/** Whom fabric-network cannot serve, it refuses, whatever is asked first. */
export function unsuitedBehaviour(engineOf: () => Engine, why: RegExp): void {
  it('refuses fabric-network in words that say why, and what to use instead', async () => {
    const bed = new Bed(engineOf(), 'fabric-network');
    const asked = [bed.ledger.height(), bed.ledger.evaluate(bed.kv('Noop', '')), bed.increment('unsuited')];
    for (const error of await Promise.all(asked.map(refusalOf))) {
      expect(error).toBeInstanceOf(ClientUnsuited);
      expect((error as Error).message).toMatch(why);
    }
    bed.close();
  });
}

/** What fabric-network keeps of the people who call. */
export function lendingBehaviour(bedOf: () => Bed): void {
  it('keeps a connection open for as long as somebody uses it, however few may stay', async () => {
    const bed = bedOf();
    const narrow = bed.open({ mostIdentities: 1 });
    const people = ['zhengzhou-applicant-1', 'zhengzhou-applicant-2', 'zhengzhou-decider-1', 'guiyang-decider-1'];
    const call = (name: string, index: number): ReturnType<typeof narrow.submit> =>
      narrow.submit({ ...bed.kv('Increment', `lent ${index}`), identity: bed.person(name) });
    const twice = [...people, ...people];
    const all = await Promise.all(twice.map(call));
    expect(all.map(({ answer }) => answer)).toEqual(twice.map(() => '1'));
    // Those that were closed meanwhile are opened again.
    const [again] = await Promise.all(people.map((name, index) => call(name, index)));
    expect(again!.answer).toBe('2');
  });
}

/** What it knows of the consortium. */
export function joiningBehaviour(bedOf: () => Bed): void {
  it(
    'finds an organization that joins while it runs',
    async () => {
      const bed = bedOf();
      const { fabric } = bed.engine;
      const port = bed.open({ endorsers: { mspIds: ['ZhengzhouMSP', 'LuoyangMSP'], threshold: 2 } });
      await expect(bed.increment('joined', port)).rejects.toThrow(LedgerUnavailable);
      await fabric!.addOrganization('luoyang');
      const { transactionId } = await untilWritten(() => bed.increment('joined', port));
      const fate = await bed.ledger.transaction(bed.person('zhengzhou-reviewer-1'), transactionId);
      expect(fate).toMatchObject({ validationCode: 'VALID' });
    },
    JOIN_MS,
  );
}
