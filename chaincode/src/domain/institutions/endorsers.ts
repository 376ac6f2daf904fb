// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { RegistryError } from '../../protocol/errors';
import type { endorserCommands } from '../../protocol/schemas/endorserCommands';
import type { EventDraft } from '../../protocol/schemas/events';
import type { EndorserSeat, FoundingRecord, InstitutionRecord } from '../../protocol/schemas/records';
import { assertInOrder, supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';
import { isSamePerson } from '../people';

type Command<N extends keyof typeof endorserCommands> = z.infer<(typeof endorserCommands)[N]>;

export interface EndorserFacts extends SupervisionFacts {
  /** The institution on whose record it is noted: the supervisor, or the one that adopts the list. */
  readonly record: InstitutionRecord | undefined;
  /** The membership that is proposed, as far as it is. */
  readonly seat: EndorserSeat | undefined;
}

const institutionIn = ({ record, now }: EndorserFacts, uscc: string): InstitutionRecord => {
  if (record === undefined) throw new RegistryError('NOT_FOUND', { recordType: 'institution', recordId: uscc });
  assertInOrder(record, now);
  return record;
};

const assertNewcomer = ({ endorsers }: FoundingRecord, mspId: string): void => {
  demand(!endorsers.includes(mspId), 'ALREADY_APPROVED', { mspId, endorsers });
};

/** @throws RegistryError ALREADY_APPROVED, ACCESS_DENIED, REGISTER_NOT_FOUNDED, NOT_FOUND, TIME_BEFORE_LAST_EVENT */
export const decideProposeEndorser = (
  { mspId }: Command<'propose'>,
  facts: EndorserFacts,
): EventDraft<'endorserProposed'> => {
  const founding = supervised(facts);
  institutionIn(facts, founding.uscc);
  assertNewcomer(founding, mspId);
  return { type: 'endorserProposed', data: { mspId }, ...supervisorEvent('institution', founding.uscc, founding) };
};

/** @throws RegistryError as {@link decideProposeEndorser}, and DUTIES_NOT_SEPARATED */
export const decideApproveEndorser = (
  { mspId }: Command<'approve'>,
  facts: EndorserFacts,
): EventDraft<'endorserApproved'> => {
  const founding = supervised(facts);
  const { seat, actor } = facts;
  institutionIn(facts, founding.uscc);
  if (seat === undefined) throw new RegistryError('NOT_FOUND', { recordType: 'endorser', recordId: mspId });
  assertNewcomer(founding, mspId);
  demand(!isSamePerson(seat.proposedBy, actor), 'DUTIES_NOT_SEPARATED', { role: actor.role });
  return {
    type: 'endorserApproved',
    data: { mspId, endorsers: [...founding.endorsers, mspId] },
    ...supervisorEvent('institution', founding.uscc, founding),
  };
};

/**
 * What the list says was decided by two officers already, so that one may hand it on.
 *
 * @throws RegistryError ALREADY_APPROVED where the institution has it; otherwise as {@link decideProposeEndorser}
 */
export const decideAdoptEndorsers = (
  { uscc }: Command<'adopt'>,
  facts: EndorserFacts,
): EventDraft<'endorsersAdopted'> => {
  const founding = supervised(facts);
  const { endorsers } = founding;
  const known = institutionIn(facts, uscc).endorsers;
  demand(known.join() !== endorsers.join(), 'ALREADY_APPROVED', { endorsers });
  return { type: 'endorsersAdopted', data: { endorsers }, ...supervisorEvent('institution', uscc, founding) };
};
