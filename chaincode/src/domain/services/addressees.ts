// SPDX-License-Identifier: Apache-2.0
import { partiesOf, partyOfKey, partyOfUscc } from '../../protocol/parties';
import type { DomainEvent } from '../../protocol/schemas/events';
import type { CaseRecord, Person } from '../../protocol/schemas/records';
import { sidesOfRole } from '../../protocol/schemas/services';
import type { Addressee, ServiceSide } from '../../protocol/schemas/services';

const partySide = (record: CaseRecord): Addressee[] =>
  partiesOf(record).map((party) => ({ side: 'PARTY', party, mspId: record.registry.mspId }));

/** The agency that the event itself names: the case may have another one by now. */
const agencyOf = (_: CaseRecord, event: DomainEvent): Addressee[] =>
  event.type === 'agencyAssigned'
    ? [{ side: 'AGENCY', party: partyOfUscc(event.data.uscc), mspId: event.data.mspId }]
    : [];

/** Whoever raised the objection that the event decides. */
const objectorOf = ({ objections = [] }: CaseRecord, event: DomainEvent): Addressee[] => {
  const no = event.type === 'objectionDecided' ? event.data.objectionNo : undefined;
  return objections
    .filter(({ objectionNo }) => objectionNo === no)
    .map(({ raisedBy: { mspId, uscc, identityKey } }) => ({
      side: 'OBJECTOR',
      party: uscc === undefined ? partyOfKey(identityKey) : partyOfUscc(uscc),
      mspId,
    }));
};

const ADDRESSEES: Readonly<Record<ServiceSide, (record: CaseRecord, event: DomainEvent) => Addressee[]>> = {
  PARTY: partySide,
  AGENCY: agencyOf,
  OBJECTOR: objectorOf,
};

/** Who is served on some sides with the document of an event. */
export const addresseesOf = (sides: readonly ServiceSide[], record: CaseRecord, event: DomainEvent): Addressee[] =>
  sides.flatMap((side) => ADDRESSEES[side](record, event));

/** The addressee that a person is or speaks for, if any. */
export const addresseeFor = (addressees: readonly Addressee[], actor: Person): Addressee | undefined => {
  const own = [...(actor.uscc === undefined ? [] : [partyOfUscc(actor.uscc)]), partyOfKey(actor.identityKey)];
  return addressees.find(
    ({ side, party, mspId }) => sidesOfRole(actor.role).includes(side) && mspId === actor.mspId && own.includes(party),
  );
};
