// SPDX-License-Identifier: Apache-2.0
import type { CertificateStatement, RegisterPlace } from '../typedData/certificateStatement';
import type { CaseRecord } from './caseRecord';
import type { AgencyReview } from './caseParts';
import type { CaseState } from './caseStates';
import type { CaseCommandName } from './commands';
import type { ObjectionStep } from './objectionCommands';
import type { ObjectionRecord } from './objectionRecord';
import type { ObjectionStatus } from './objectionVocabulary';

/** What a command on a case answers, and answers again when it is repeated. */
export type CommandAnswer = {
  readonly caseId: string;
  readonly state: CaseState;
  readonly eventSeq: number;
  readonly eventHash: string;
  readonly receiptNo: string;
  readonly noticeNo?: string;
  readonly certificateNumber?: string;
  readonly deadlineAt?: string;
  /** The calendar that a provisional deadline waits for. */
  readonly deadlineAwaits?: string;
  /** What a draw has brought, with all that is needed to do it again. */
  readonly drawn?: Pick<AgencyReview, 'uscc' | 'method' | 'draw'>;
};

export type CaseAnswer = {
  readonly record: CaseRecord;
  /** The commands that the caller may give now. */
  readonly allowed: readonly CaseCommandName[];
};

/** What a command about an objection answers: nothing of the case but its state. */
export type ObjectionAnswer = {
  readonly objectionNo: string;
  readonly caseId: string;
  readonly noticeNo: string;
  readonly status: ObjectionStatus;
  /** The state that the case is in now. */
  readonly state: CaseState;
  /** Of the objection's own chain of events. */
  readonly eventSeq: number;
  readonly eventHash: string;
  /** Until when it is to be decided; absent while that is not known. */
  readonly deadlineAt?: string;
};

export type ReadObjectionAnswer = {
  readonly record: ObjectionRecord;
  /** The commands about this objection that the caller may give now. */
  readonly allowed: readonly ObjectionStep[];
};

/** What founding, a proposal or an approval answers, and answers again when it is repeated. */
export type RecordAnswer = {
  readonly recordType: 'institution' | 'profile' | 'calendar' | 'trustList';
  readonly recordId: string;
  readonly hash: string;
  readonly approval: 'PROPOSED' | 'APPROVED';
  readonly eventSeq: number;
  readonly eventHash: string;
};

/** What is to be signed for a grant: by the registry's keys, as the certificates would be granted now. */
export type GrantPreparation = {
  readonly place: RegisterPlace;
  /** The version of the key set in force; absent where certificates of the registry are not signed. */
  readonly keys?: number;
  readonly statements: readonly { readonly caseId: string; readonly statement: CertificateStatement }[];
};
