// SPDX-License-Identifier: Apache-2.0
import { mandatorOf, assertMandate } from '../access/mandate';
import type { CaseFacts } from '../domain/applications/facts';
import { NO_CLAIMS } from '../domain/claims/standing';
import { yearMonthOf } from '../domain/numbering';
import { recordKey, serialKey, supersededProfileKey } from '../ledger/keys';
import type { UnitOfWork } from '../ledger/unitOfWork';
import { RegistryError } from '../protocol/errors';
import type { WorkingCalendar } from '../protocol/schemas/calendar';
import type { CaseCommandName } from '../protocol/schemas/commands';
import type { Filing } from '../protocol/schemas/filing';
import type { RuleProfile } from '../protocol/schemas/profile';
import type {
  CalendarRecord,
  CertificateRecord,
  Deadline,
  InstitutionRecord,
  ProfileRecord,
  SupersededProfile,
} from '../protocol/schemas/records';
import { yearsNeeded } from './calendarYears';
import { readClaims } from './contentClaims';
import type { Call } from './submission';

/** What a command needs to be decided, beside the case itself. */
export interface FactsNeeded {
  readonly command: CaseCommandName;
  readonly profileId: string;
  /** Of a running case: the hash of the version that it began under. */
  readonly profileHash?: string;
  /** USCCs of the institutions that the command concerns. */
  readonly concerned: readonly string[];
  /** The registry whose serials a grant draws on. */
  readonly registryCode?: string;
  /** Where a filing is decided on: what it is, and whose it is once there is a case. */
  readonly filing?: Filing;
  readonly caseId?: string;
  /** Where time is counted from an earlier instant than now: that instant, in milliseconds since 1970. */
  readonly countedFrom?: number;
  /** The case's deadlines, which may be provisional. */
  readonly deadlines?: readonly Deadline[];
}

const readInstitution = (ledger: UnitOfWork, uscc: string): Promise<InstitutionRecord | undefined> =>
  ledger.get<InstitutionRecord>(recordKey('institution', uscc));

/** @throws RegistryError ACCESS_DENIED where the actor's institution gives no mandate for the role */
export const checkMandate = async ({ actor, ledger }: Call): Promise<void> => {
  const mandator = mandatorOf(actor);
  if (mandator !== undefined) assertMandate(actor, await readInstitution(ledger, mandator));
};

const readInstitutions = async (
  ledger: UnitOfWork,
  usccs: readonly string[],
): Promise<ReadonlyMap<string, InstitutionRecord>> => {
  const found = new Map<string, InstitutionRecord>();
  for (const uscc of usccs) {
    const record = await readInstitution(ledger, uscc);
    if (record !== undefined) found.set(uscc, record);
  }
  return found;
};

/** The version in force for a new case, and for a running one the version that it began under. */
const readProfile = async (
  ledger: UnitOfWork,
  { profileId, profileHash }: Pick<FactsNeeded, 'profileId' | 'profileHash'>,
): Promise<CaseFacts['profile']> => {
  const inForce = await ledger.get<ProfileRecord>(recordKey('profile', profileId));
  const isMeant = profileHash === undefined || inForce?.hash === profileHash;
  const profile = isMeant ? inForce : await ledger.get<SupersededProfile>(supersededProfileKey(profileId, profileHash));
  if (profile === undefined) throw new RegistryError('PROFILE_NOT_AVAILABLE', { profileId });
  return profile;
};

/** Only approved calendars, and only of the years needed. */
const readCalendars = async (
  { ledger, now }: Call,
  needed: FactsNeeded,
  profile: RuleProfile,
): Promise<readonly WorkingCalendar[]> => {
  const calendars: WorkingCalendar[] = [];
  for (const year of yearsNeeded(needed, now, profile)) {
    const record = await ledger.get<CalendarRecord>(recordKey('calendar', `CN-${year}`));
    if (record?.approval === 'APPROVED') calendars.push(record.calendar);
  }
  return calendars;
};

interface SerialRecord {
  readonly kind: 'serial';
  readonly last: number;
}

const readLastSerial = async ({ ledger, now }: Call, registryCode: string | undefined): Promise<number> => {
  if (registryCode === undefined) return 0;
  return (await ledger.get<SerialRecord>(serialKey(registryCode, yearMonthOf(now))))?.last ?? 0;
};

const readUpstream = async (
  { ledger }: Call,
  filing: Filing | undefined,
): Promise<ReadonlyMap<string, CertificateRecord>> => {
  const numbers = (filing?.product.upstream ?? []).flatMap(({ certificateNumber }) => certificateNumber ?? []);
  const found = await Promise.all(
    numbers.map((number) => ledger.get<CertificateRecord>(recordKey('certificate', number))),
  );
  return new Map(found.flatMap((record) => (record === undefined ? [] : [[record.number, record] as const])));
};

/** Reads the facts of a decision: few keys, each one round trip. */
export const readFacts = async (call: Call, needed: FactsNeeded): Promise<CaseFacts> => {
  const { actor, now, txId, line, ledger } = call;
  const profile = await readProfile(ledger, needed);
  return {
    actor,
    now,
    txId,
    ...(line !== undefined && { line }),
    profile,
    calendars: await readCalendars(call, needed, profile.profile),
    institutions: await readInstitutions(ledger, needed.concerned),
    upstream: await readUpstream(call, needed.filing),
    claims:
      needed.filing === undefined
        ? NO_CLAIMS
        : await readClaims(call, needed.filing.product.content.sha256Root, needed.caseId),
    lastSerial: await readLastSerial(call, needed.registryCode),
  };
};
