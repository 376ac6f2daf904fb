// SPDX-License-Identifier: Apache-2.0
import type { BeaconRecord } from '../../protocol/schemas/beacon';
import type { WorkingCalendar } from '../../protocol/schemas/calendar';
import type { CaseCommand, CaseCommandName } from '../../protocol/schemas/commands';
import type { EventDraft } from '../../protocol/schemas/events';
import type {
  CaseRecord,
  CertificateRecord,
  InstitutionRecord,
  Person,
  ProfileRecord,
} from '../../protocol/schemas/records';
import type { StandingClaims } from '../claims/standing';
import type { Row } from '../lifecycle';

/** What a decision on a case may know beside the case: all of it given, none of it fetched. */
export interface CaseFacts {
  readonly actor: Person;
  /** The transaction's time, in milliseconds since 1970. */
  readonly now: number;
  readonly txId: string;
  /** Of a filing in a batch: its line. */
  readonly line?: number;
  readonly profile: Pick<ProfileRecord, 'profile' | 'hash' | 'approval'>;
  readonly calendars: readonly WorkingCalendar[];
  /** The institutions that the command concerns, by USCC. */
  readonly institutions: ReadonlyMap<string, InstitutionRecord>;
  /** The certificates of this ledger that the filing builds on, by number; those that there are. */
  readonly upstream: ReadonlyMap<string, CertificateRecord>;
  /** What else is claimed in the same content. */
  readonly claims: StandingClaims;
  /** The last serial that the registry gave this month; 0 before the first. */
  readonly lastSerial: number;
  /** For a draw: the agencies that it is among, the beacon, and the agency whose turn was last. */
  readonly agencies?: readonly string[];
  readonly beacon?: BeaconRecord;
  readonly lastTurn?: string;
}

/** A command on a case, with the row of the lifecycle that admits it. */
export interface Step<N extends CaseCommandName> {
  readonly record: CaseRecord;
  readonly command: CaseCommand<N>;
  readonly facts: CaseFacts;
  readonly row: Row;
}

export type Decide<N extends CaseCommandName> = (step: Step<N>) => readonly EventDraft[];
