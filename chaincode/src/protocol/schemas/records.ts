// SPDX-License-Identifier: Apache-2.0
import type { BeaconRecord } from './beacon';
import type { CaseRecord } from './caseRecord';
import type { CertificateRecord } from './certificateRecord';
import type { InterferenceRecord } from './interference';
import type { ObjectionRecord } from './objectionRecord';
import type { RecognitionRecord } from './recognition';
import type { ServiceRecord } from './services';
import type { CalendarRecord, InstitutionRecord, ProfileRecord, TrustListRecord } from './supervisedRecords';

export type * from './answers';
export type * from './caseParts';
export type * from './caseRecord';
export * from './caseStates';
export type * from './certificateRecord';
export type * from './objectionRecord';
export type * from './person';
export type * from './supervisedRecords';

export type LedgerRecord =
  | CaseRecord
  | CertificateRecord
  | ObjectionRecord
  | ServiceRecord
  | InstitutionRecord
  | ProfileRecord
  | CalendarRecord
  | BeaconRecord
  | InterferenceRecord
  | RecognitionRecord
  | TrustListRecord;
