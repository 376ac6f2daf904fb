// SPDX-License-Identifier: Apache-2.0
import { partyOfKey, partyOfUscc } from '../../protocol/parties';
import type { DomainEvent } from '../../protocol/schemas/events';
import type { CaseRecord, Person } from '../../protocol/schemas/records';
import { SIDE_OF_ROLE } from '../../protocol/schemas/services';
import type { Addressee, ServiceSide } from '../../protocol/schemas/services';

const partiesOf = ({ filing, registry, submittedBy }: CaseRecord): Addressee[] => {
  const { mspId } = registry;
  const organizations = [
    ...filing.applicants.flatMap(({ idNumber }) => (typeof idNumber === 'string' ? [idNumber] : [])),
    ...(filing.agent === undefined ? [] : [filing.agent.uscc]),
  ].map(partyOfUscc);
  // A natural person has no number on the ledger: the key that filed stands for one.
  const parties = new Set([...organizations, partyOfKey(submittedBy.identityKey)]);
  return [...parties].map((party) => ({ side: 'PARTY', party, mspId }));
};

/** The agency that the event itself names: the case may have another one by now. */
const agencyOf = (_: CaseRecord, event: DomainEvent): Addressee[] =>
  event.type === 'agencyAssigned'
    ? [{ side: 'AGENCY', party: partyOfUscc(event.data.uscc), mspId: event.data.mspId }]
    : [];

const ADDRESSEES: Readonly<Record<ServiceSide, (record: CaseRecord, event: DomainEvent) => Addressee[]>> = {
  PARTY: partiesOf,
  AGENCY: agencyOf,
};

/** Who is served on a side with the document of an event. */
export const addresseesOf = (side: ServiceSide, record: CaseRecord, event: DomainEvent): Addressee[] =>
  ADDRESSEES[side](record, event);

/** The addressee that a person is or speaks for, if any. */
export const addresseeFor = (addressees: readonly Addressee[], actor: Person): Addressee | undefined => {
  const own = [...(actor.uscc === undefined ? [] : [partyOfUscc(actor.uscc)]), partyOfKey(actor.identityKey)];
  return addressees.find(
    ({ side, party, mspId }) => side === SIDE_OF_ROLE[actor.role] && mspId === actor.mspId && own.includes(party),
  );
};
