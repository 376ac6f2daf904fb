// SPDX-License-Identifier: Apache-2.0
import type { Transaction } from '@hyperledger/fabric-gateway';
import { CommitFailed, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import type { Committed, LedgerIdentity } from '../../../gateway/src/ledger/port';
import { submitUntilFinal } from '../../../gateway/src/ledger/fabricGateway/submit';
import { CommitWatch } from '../../../gateway/src/ledger/fabricGateway/commitWatch';
import { newRegisterClients } from '../../support/registerClients';
import { refusalOf, type Bed } from './bed';

const MOST = 5;

/** Somebody whose signatures are counted: each proposal takes one. */
const counted = (identity: LedgerIdentity): { readonly identity: LedgerIdentity; signatures: number } => {
  const counter = {
    signatures: 0,
    identity: {
      ...identity,
      sign: (message: Uint8Array): Uint8Array => {
        counter.signatures += 1;
        return identity.sign(message);
      },
    },
  };
  return counter;
};

const idsOf = (all: readonly Committed[]): string[] => all.map(({ transactionId }) => transactionId);

/** What is tried again under a new id, and when that ends. */
export function conflictBehaviours(bedOf: () => Bed): void {
  it('reads anew what somebody else changed meanwhile, under another id', async () => {
    const bed = bedOf();
    const before = await bed.ledger.height();
    const all = await Promise.all(['1', '2', '3', '4'].map(() => bed.increment('shared')));
    expect(all.map(({ answer }) => answer).sort()).toEqual(['1', '2', '3', '4']);
    expect(new Set(idsOf(all)).size).toBe(4);
    const blocks = await bed.read(before, Math.max(...all.map(({ blockNumber }) => blockNumber)));
    const codes = blocks.flatMap(({ transactions }) => transactions.map(({ validationCode }) => validationCode));
    expect(codes).toContain('MVCC_READ_CONFLICT');
    expect(codes.filter((code) => code === 'VALID')).toHaveLength(4);
  });

  it('gives up after exactly five transactions where somebody else is always first', async () => {
    const bed = bedOf();
    const before = await bed.ledger.height();
    const clients = newRegisterClients(bed.engine);
    const { contract, transaction, request } = bed.kv('Increment', 'contended');
    const ours = clients.client('zhengzhou-reviewer-1').contract;
    const endorse = async (): Promise<Transaction> => {
      const args = { arguments: [JSON.stringify(request)] };
      const endorsed = await ours.newProposal(`${contract}:${transaction}`, args).endorse();
      await bed.increment('contended');
      return endorsed;
    };
    const submitting = submitUntilFinal({ newProposal: () => ({ endorse }), watch: new CommitWatch() });
    const error = await refusalOf(submitting);
    clients.close();
    expect(error).toBeInstanceOf(CommitFailed);
    expect((error as CommitFailed).code).toBe('MVCC_READ_CONFLICT');
    const blocks = await bed.read(before, (await bed.ledger.height()) - 1);
    const codes = blocks.flatMap(({ transactions }) => transactions.map(({ validationCode }) => validationCode));
    expect(codes.filter((code) => code !== 'VALID')).toEqual(Array.from({ length: MOST }, () => 'MVCC_READ_CONFLICT'));
    expect(await bed.ledger.evaluate(bed.kv('Increment', 'contended'))).toBe(String(MOST + 1));
  });

  it('reads a range anew that no longer holds what it held', async () => {
    const bed = bedOf();
    const write = (key: string): Promise<Committed> =>
      bed.ledger.submit(bed.kv('RangeThenPut', 'range', '', `${bed.client} range ${key}`));
    const all = await Promise.all(['a', 'b', 'c'].map(write));
    const found = all.map(({ answer }) => (JSON.parse(answer as string) as string[]).length);
    expect(found.sort()).toEqual([0, 1, 2]);
  });

  it('gives up after five transactions where endorsers never agree, having written nothing', async () => {
    const bed = bedOf();
    const before = await bed.ledger.height();
    const person = counted(bed.person('zhengzhou-decider-2'));
    await bed.ledger.evaluate({ ...bed.kv('Noop', ''), identity: person.identity });
    const warm = person.signatures;
    const call = { ...bed.kv('Differ', 'random'), identity: person.identity };
    await expect(bed.ledger.submit(call)).rejects.toThrow(LedgerUnavailable);
    expect(person.signatures - warm).toBe(MOST);
    expect(await bed.ledger.height()).toBe(before);
  });

  it('never claims what no endorsement can make valid', async () => {
    const bed = bedOf();
    await bed.ledger.submit(bed.kv('Put', 'lost', '0'));
    await bed.ledger.submit(bed.kv('SetPolicy', 'lost', 'PEER', '["AgencyMSP"]'));
    const before = await bed.ledger.height();
    const error = await refusalOf(bed.ledger.submit(bed.kv('Put', 'lost', '1')));
    if (bed.client === 'fabric-gateway') {
      // The peer knows that nobody can endorse, and says so before anything is sent.
      expect(error).toBeInstanceOf(LedgerUnavailable);
      expect(await bed.ledger.height()).toBe(before);
      return;
    }
    expect(error).toBeInstanceOf(CommitFailed);
    expect((error as CommitFailed).code).toBe('ENDORSEMENT_POLICY_FAILURE');
    const blocks = await bed.read(before, (await bed.ledger.height()) - 1);
    const codes = blocks.flatMap(({ transactions }) => transactions.map(({ validationCode }) => validationCode));
    expect(codes).toEqual(Array.from({ length: MOST }, () => 'ENDORSEMENT_POLICY_FAILURE'));
  });
}
