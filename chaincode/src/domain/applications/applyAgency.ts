// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { reliefOf } from './applyReviewer';
import { personOf } from './applyStep';
import type { Apply } from './applyStep';

type AgencyPart = Partial<NonNullable<CaseRecord['agency']>>;
const withAgency = (record: CaseRecord, part: AgencyPart): CaseRecord => ({
  ...record,
  ...(record.agency !== undefined && { agency: { ...record.agency, ...part } }),
});

export const onIndependenceDeclared: Apply<'independenceDeclared'> = (record, event) =>
  withAgency(record, {
    independence: { statement: event.data.statement, declaredAt: event.txTime, declaredBy: personOf(event) },
  });

export const onOpinion: Apply<'opinionSubmitted'> = (record, event) =>
  withAgency(record, { opinion: { ...event.data, submittedAt: event.txTime, submittedBy: personOf(event) } });

/** What the agency did is void from here on, and kept. */
export const onAgencyRelieved: Apply<'agencyRecused' | 'agencyRelieved'> = (record, event) => {
  const { agency, formerAgencies = [] } = record;
  const relief = reliefOf(event);
  return {
    ...without(record, ['agency']),
    formerAgencies: [...formerAgencies, ...(agency === undefined ? [] : [{ ...agency, relief }])],
  };
};
