// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type {
  CaseRecord,
  CaseState,
  CertificateRecord,
  DomainEvent,
  LedgerRecord,
  Person,
} from '@registry/chaincode/protocol';
import type { CommittedBlock } from '@registry/gateway';
import { applicationExample } from '@registry/gateway/features/applications/applicationExample';
import { seal } from '@registry/gateway/sealing/seal';

/** Who stands in the lists, by USCC. */
export const REGISTRIES = ['91410100DEM0DJ412Y', '91520100DEM0DJ5270'] as const;
export const LARGE_APPLICANT = 'LARGE';
export const smallApplicant = (index: number): string => `SMALL-${String(index % 997)}`;
export const agencyOf = (index: number): string => `AGENCY-${String(index % 5)}`;
export const reviewerOf = (index: number): string => `RV-${String(index % 7)}`;

/** Ten cases in these proportions; in every 5,000th of them a correction has been asked for. */
const STATES: readonly CaseState[] = [
  'SUBMITTED',
  'ACCEPTED',
  'FORMAL_REVIEW',
  'SUBSTANTIVE_REVIEW',
  'REVIEWED',
  'NOTICE',
  'READY',
  'REGISTERED',
  'REGISTERED',
  'WITHDRAWN',
];
const DEADLINES: Partial<Record<CaseState, 'ACCEPTANCE' | 'CORRECTION' | 'NOTICE'>> = {
  SUBMITTED: 'ACCEPTANCE',
  CORRECTION: 'CORRECTION',
  NOTICE: 'NOTICE',
};
const stateOf = (index: number): CaseState =>
  index % 5_000 === 7 ? 'CORRECTION' : (STATES[index % STATES.length] as CaseState);

const BEGIN = Date.parse('2026-01-05T01:00:00.000Z');
const MINUTE = 60_000;
/** Cases come one a minute; what happened last happened up to 5,000 minutes later, in no order. */
export const filedAt = (index: number): string => new Date(BEGIN + index * MINUTE).toISOString();
const lastEventAt = (index: number): string =>
  new Date(BEGIN + (index + ((index * 7_919) % 5_000)) * MINUTE).toISOString();

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const person = (uscc: string, role: Person['role']): Person => ({
  mspId: 'ZhengzhouMSP',
  identityKey: `ZhengzhouMSP:${digest(uscc)}`,
  role,
  uscc,
});

/** The example of the API's description, with the values sealed that a filing seals. */
const SEALED = ['/applicants/0/contactName', '/applicants/0/phone', '/applicants/0/address', '/product/sources'];
const filing = seal(applicationExample, SEALED).sealed as unknown as CaseRecord['filing'];

const filingOf = (index: number): CaseRecord['filing'] => {
  const [applicant] = filing.applicants;
  if (applicant === undefined) throw new Error('The example has no applicant.');
  const idNumber = index % 2 === 0 ? LARGE_APPLICANT : smallApplicant(index);
  const product = { ...filing.product, dataName: `数据产品${String(index)}` };
  return { ...filing, product, applicants: [{ ...applicant, idNumber }] };
};

type Parts = Partial<Pick<CaseRecord, 'deadline' | 'reviewer' | 'agency' | 'certificateNumber'>>;

const partsOf = (index: number, state: CaseState): Parts => {
  const at = lastEventAt(index);
  const by = person(REGISTRIES[0], 'decider');
  const name = DEADLINES[state];
  const period = { unit: 'WORKING_DAY', length: 3 } as const;
  const end = new Date(Date.parse(at) + 5 * 24 * 60 * MINUTE).toISOString();
  const withAgency = STATES.indexOf(state) >= STATES.indexOf('SUBSTANTIVE_REVIEW');
  return {
    ...(name && { deadline: { name, startedAt: at, at: end, period, calendarIds: ['CN-2026'] } }),
    ...(state !== 'SUBMITTED' && { reviewer: { staffNo: reviewerOf(index), assignedAt: at, assignedBy: by } }),
    ...(withAgency && {
      agency: { uscc: agencyOf(index), mspId: 'AgencyMSP', assignedAt: at, assignedBy: by } as NonNullable<
        CaseRecord['agency']
      >,
    }),
    ...(state === 'REGISTERED' && { certificateNumber: `N${String(index).padStart(14, '0')}` }),
  };
};

/** The record of one case of very many. */
export const caseRecord = (index: number): CaseRecord => {
  const state = stateOf(index);
  const isElsewhere = index % 3 === 0;
  const caseId = `411-${String(index).padStart(26, '0')}`;
  return {
    kind: 'case',
    schemaVersion: 1,
    caseId,
    caseType: 'INITIAL',
    state,
    registry: { uscc: REGISTRIES[isElsewhere ? 1 : 0], mspId: 'ZhengzhouMSP', registryCode: '411' },
    profile: { profileId: isElsewhere ? 'n35-2026' : 'zhengzhou-2024', hash: digest('profile'), testOnly: false },
    filing: filingOf(index),
    receiptNo: `R-${caseId}`,
    submittedAt: filedAt(index),
    submittedBy: person(index % 2 === 0 ? LARGE_APPLICANT : smallApplicant(index), 'applicant'),
    notices: [],
    eventSeq: 1,
    lastEventHash: digest(caseId),
    lastEventAt: lastEventAt(index),
    ...partsOf(index, state),
  };
};

const certificateOf = (record: CaseRecord, number: string): LedgerRecord =>
  ({
    kind: 'certificate',
    number,
    caseId: record.caseId,
    status: 'VALID',
    registry: { ...record.registry, name: '' },
    dataName: record.filing.product.dataName,
    productForm: record.filing.product.productForm,
    holders: [],
    attestedAt: record.lastEventAt,
    validUntil: record.lastEventAt,
  }) as Partial<CertificateRecord> as CertificateRecord;

const eventOf = (record: CaseRecord): DomainEvent =>
  ({
    kind: 'event',
    type: 'applicationSubmitted',
    recordType: 'case',
    recordId: record.caseId,
    caseId: record.caseId,
    eventSeq: 1,
    txTime: record.submittedAt,
    eventHash: record.lastEventHash,
    prevEventHash: '0'.repeat(64),
    docs: [],
    data: { filing: record.filing },
  }) as unknown as DomainEvent;

/** Blocks as if the cases had been filed and dealt with in them, each in one transaction. */
export function* blocksOf(cases: number, aBlock: number): Generator<CommittedBlock> {
  for (let number = 0; number * aBlock < cases; number += 1) {
    const size = Math.min(aBlock, cases - number * aBlock);
    const records = Array.from({ length: size }, (_, at) => caseRecord(number * aBlock + at));
    yield {
      number,
      hash: digest(`block ${String(number)}`),
      previousHash: number === 0 ? '0'.repeat(64) : digest(`block ${String(number - 1)}`),
      transactions: records.map((record, index) => ({
        transactionId: digest(`transaction of ${record.caseId}`),
        index,
        validationCode: 'VALID',
        time: record.lastEventAt,
        events: [eventOf(record)],
        records:
          record.certificateNumber === undefined ? [record] : [record, certificateOf(record, record.certificateNumber)],
      })),
    };
  }
}
