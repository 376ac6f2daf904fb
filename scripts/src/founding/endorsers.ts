// SPDX-License-Identifier: Apache-2.0
import { submit } from './foundingRun';
import type { FoundingRun } from './foundingRun';

/** Whose peers endorse what an institution opens, as the ledger has it. */
const endorsersOf = async ({ ledger, officers }: FoundingRun, uscc: string): Promise<readonly string[]> => {
  const call = { identity: officers.proposer, contract: 'institution', transaction: 'read', request: { uscc } };
  return ((await ledger.evaluate(call)) as unknown as { endorsers: readonly string[] }).endorsers;
};

/**
 * Lets the ledger's list of endorsers grow to the consortium's. Each newcomer's own peers endorse its approval, so that
 * its channel membership, its peer and its chaincode must be there already.
 *
 * @throws LedgerUnavailable where a newcomer's peers do not endorse
 */
export const admitEndorsers = async (run: FoundingRun, supervisorUscc: string): Promise<void> => {
  const present = await endorsersOf(run, supervisorUscc);
  for (const mspId of run.founding.endorsers.filter((one) => !present.includes(one))) {
    await submit(run, { contract: 'endorser', transaction: 'propose', request: { mspId } });
    await submit(run, { contract: 'endorser', transaction: 'approve', request: { mspId } });
    run.say(`peers of ${mspId} endorse`);
  }
};

/** Hands the list on to the registries that were accredited before it grew. */
export const adoptEndorsers = async (run: FoundingRun): Promise<void> => {
  const { endorsers, institutions } = run.founding;
  for (const { uscc } of institutions.filter(({ institutionKind }) => institutionKind === 'REGISTRY')) {
    const known = await endorsersOf(run, uscc);
    if (endorsers.every((mspId) => known.includes(mspId))) continue;
    const about = { endorsers: [...endorsers] };
    await submit(run, { contract: 'endorser', transaction: 'adopt', request: { uscc }, about });
  }
};
