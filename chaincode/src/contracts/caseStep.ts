// SPDX-License-Identifier: Apache-2.0
import type { JsonInputObject } from '../protocol/canonicalJson';
import { parseInstant } from '../protocol/civilTime';
import { RegistryError } from '../protocol/errors';
import type { CaseCommand, CaseCommandName } from '../protocol/schemas/commands';
import type {
  CaseRecord,
  CaseState,
  CertificateRecord,
  CommandAnswer,
  Deadline,
  ObjectionRecord,
} from '../protocol/schemas/records';
import { applyToCase } from '../domain/applications/apply';
import type { CaseEvent } from '../domain/applications/apply';
import { decide } from '../domain/applications/decide';
import type { StepCommandName } from '../domain/applications/decide';
import { decideSubmit } from '../domain/applications/decideSubmit';
import type { CaseFacts } from '../domain/applications/facts';
import { lastSupplement } from '../domain/supplements';
import { maySee } from '../domain/relation';
import { allowedCommands, transition } from '../domain/transition';
import { custodyPolicy } from '../ledger/endorsement';
import { recordKey } from '../ledger/keys';
import type { EventDraft } from '../protocol/schemas/events';
import { checkMandate, readFacts } from './caseFacts';
import { writeObjections } from './objectionWrite';
import { writeCertificate } from './certificateWrite';
import { recordClaim } from './contentClaims';
import { changesFiling, filingFor } from './decidedFiling';
import { readDrawFacts, writeTurn } from './drawFacts';
import { recordEvent } from './recordEvent';
import type { Call } from './submission';

/** What a command on a case answers. */
export const answerOf = (record: CaseRecord): CommandAnswer => {
  const noticeNo = record.notices.at(-1)?.noticeNo;
  return {
    caseId: record.caseId,
    state: record.state,
    eventSeq: record.eventSeq,
    eventHash: record.lastEventHash,
    receiptNo: record.receiptNo,
    ...(noticeNo !== undefined && { noticeNo }),
    ...(record.certificateNumber !== undefined && { certificateNumber: record.certificateNumber }),
    ...(record.deadline?.at !== undefined && { deadlineAt: record.deadline.at }),
    ...(record.deadline?.provisional !== undefined && { deadlineAwaits: record.deadline.provisional.awaits }),
  };
};

const isCaseDraft = (draft: EventDraft): draft is EventDraft<CaseEvent['type']> => draft.recordType === 'case';

/** The case as the decision leaves it, with its event on the ledger. */
const recordCase = (call: Call, record: CaseRecord | undefined, drafts: readonly EventDraft[]): CaseRecord => {
  const after = drafts
    .filter(isCaseDraft)
    .reduce<CaseRecord | undefined>((before, draft) => applyToCase(before, recordEvent(call, draft, before)), record);
  if (after === undefined) throw new RegistryError('INTERNAL', { reason: 'a decision without an event' });
  return after;
};

/** Row 1 has no record yet; its case gets its custody in the same transaction. */
export const submitCase = async (command: CaseCommand<'submit'>, call: Call): Promise<CommandAnswer> => {
  const { profileId, registry } = command.filing;
  const row = transition('NONE', 'submit');
  if (row?.roles.includes(call.actor.role) !== true) {
    throw new RegistryError('ACCESS_DENIED', { command: 'submit', role: call.actor.role });
  }
  const facts = await readFacts(call, { command: 'submit', profileId, concerned: [registry], filing: command.filing });
  const record = recordCase(call, undefined, decideSubmit(command, facts, row));
  const key = recordKey('case', record.caseId);
  if ((await call.ledger.get(key)) !== undefined)
    throw new RegistryError('UNEXPECTED_STATE', { caseId: record.caseId });
  const endorsers = facts.institutions.get(registry)?.endorsers ?? [];
  call.ledger.put(key, record, custodyPolicy(record.registry.mspId, endorsers));
  await recordClaim(call, record);
  return answerOf(record);
};

/** A stranger learns nothing, not even whether there is such a case. */
export const readCase = async ({ ledger }: Call, caseId: string): Promise<CaseRecord> => {
  const record = await ledger.get<CaseRecord>(recordKey('case', caseId));
  if (record === undefined) throw new RegistryError('ACCESS_DENIED', { caseId });
  return record;
};

/** A refusal also says where the case stands and what its reader may do instead; a stranger is told neither. */
const withSituation = (thrown: unknown, record: CaseRecord, { actor, now }: Call): unknown => {
  if (!(thrown instanceof RegistryError)) return thrown;
  if (!maySee(record, actor)) {
    const isDenied = thrown.code === 'ACCESS_DENIED';
    return isDenied ? new RegistryError('ACCESS_DENIED', { caseId: record.caseId }, { cause: thrown }) : thrown;
  }
  const situation: JsonInputObject = { state: record.state, allowed: allowedCommands(record, actor, now) };
  const { rule } = thrown.explanation;
  return new RegistryError(thrown.code, { rule, ...thrown.details, ...situation }, { cause: thrown });
};

const concernedBy = (name: CaseCommandName, command: object, record: CaseRecord): string[] => {
  if (name === 'assignAgency' && 'agency' in command) return [command.agency as string];
  if (name === 'submitOpinion') return record.agency === undefined ? [] : [record.agency.uscc];
  return name === 'grant' || name === 'raiseObjection' ? [record.registry.uscc] : [];
};

const DAY = 86_400_000;

/** Since when a review's clock stands still. */
const STOPPED_SINCE: Partial<Record<CaseState, (record: CaseRecord) => string | undefined>> = {
  SUPPLEMENT: (record) => lastSupplement(record)?.stoppedAt,
  AMENDMENT: (record) => record.notices.at(-1)?.startedAt,
};

/** Silence counts from the last day of its period, and a clock that stood still from its stop. */
const countedFrom = (name: CaseCommandName, record: CaseRecord): { readonly countedFrom?: number } => {
  if (name === 'deemAccepted' && record.deadline?.at !== undefined) {
    return { countedFrom: parseInstant(record.deadline.at) - DAY };
  }
  const stoppedAt = STOPPED_SINCE[record.state]?.(record);
  return stoppedAt === undefined ? {} : { countedFrom: parseInstant(stoppedAt) };
};

/** The deadline that runs, and those that stand still. */
const deadlinesOf = (record: CaseRecord): Deadline[] =>
  [record.deadline, lastSupplement(record)?.review, record.stoppedReview?.deadline, record.objectedNotice].filter(
    (deadline) => deadline !== undefined,
  );

const factsFor = async (name: CaseCommandName, command: object, record: CaseRecord, call: Call): Promise<CaseFacts> => {
  const draw = await readDrawFacts(call, name, record);
  const facts = await readFacts(call, {
    command: name,
    profileId: record.profile.profileId,
    profileHash: record.profile.hash,
    concerned: draw.agencies ?? concernedBy(name, command, record),
    ...(name === 'grant' && { registryCode: record.registry.registryCode }),
    ...filingFor(name, command, record),
    caseId: record.caseId,
    ...countedFrom(name, record),
    deadlines: deadlinesOf(record),
  });
  return { ...facts, ...draw };
};

const drawnIn = (name: CaseCommandName, { agency }: CaseRecord): Pick<CommandAnswer, 'drawn'> => {
  if (name !== 'drawAgency' || agency?.draw === undefined) return {};
  const { uscc, method, draw } = agency;
  return { drawn: { uscc, method, draw } };
};

/** What a step left behind. */
export interface Stepped {
  readonly record: CaseRecord;
  /** Those that it raised or changed. */
  readonly objections: readonly ObjectionRecord[];
  /** The one that it granted. */
  readonly certificate: CertificateRecord | undefined;
}

/** Every other row: reads the case, decides, and writes what follows. */
export const takeStep = async <N extends StepCommandName>(
  name: N,
  command: CaseCommand<N>,
  call: Call,
): Promise<Stepped> => {
  await checkMandate(call);
  const record = await readCase(call, command.caseId);
  try {
    const facts = await factsFor(name, command, record, call);
    const drafts = decide(name, { record, command, facts });
    const after = recordCase(call, record, drafts);
    call.ledger.put(recordKey('case', after.caseId), after);
    if (changesFiling(name)) await recordClaim(call, after);
    const certificate = writeCertificate(call, drafts, facts);
    writeTurn(call, drafts, after, facts);
    return { record: after, objections: await writeObjections(call, drafts, facts), certificate };
  } catch (thrown) {
    throw withSituation(thrown, record, call);
  }
};

export const stepCase = async <N extends StepCommandName>(
  name: N,
  command: CaseCommand<N>,
  call: Call,
): Promise<CommandAnswer> => {
  const { record } = await takeStep(name, command, call);
  return { ...answerOf(record), ...drawnIn(name, record) };
};
