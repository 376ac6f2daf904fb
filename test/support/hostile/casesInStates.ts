// SPDX-License-Identifier: Apache-2.0
import type { CaseState } from '@registry/chaincode/protocol';
import { goWithoutEvidence, publishDirectly, reject } from '@registry/scripts/demo/branches';
import { act } from '@registry/scripts/demo/demoCase';
import type { DemoCase } from '@registry/scripts/demo/demoCase';
import type { MaterialType } from '@registry/scripts/demo/documents/materials';
import type { FiledMaterial } from '@registry/scripts/demo/filing';
import { store, storeMaterials, submit } from '@registry/scripts/demo/intake';
import {
  accept,
  awaitState,
  carryOn,
  caseIdOf,
  command,
  publishNotice,
  refuse,
  requestCorrection,
  reviewFormally,
  reviewSubstantively,
} from '@registry/scripts/demo/procedure';
import type { RestClient } from '@registry/scripts/rest/restClient';
import { anObjectionForm } from '../objectionJourney';
import { SILENCE_PROFILE, TEST_PROFILE } from '../system';
import type { TestSystem } from '../system';

/** Who files all of them, and who objects to two. */
export const APPLICANT = 'zhengzhou-applicant-1';
export const OBJECTOR = 'zhengzhou-applicant-2';
/** Its notices last working days, and no agency examines. */
const LONG_NOTICE = 'n35-2026';
const FORGOTTEN: MaterialType = 'SOURCE_PROOF';

/** A case that somebody may find in a state, with what it is called by. */
export interface Found {
  readonly caseId: string;
  readonly noticeNo?: string;
  readonly objectionNo?: string;
}

interface Filed {
  readonly demoCase: DemoCase;
  readonly applicant: RestClient;
  readonly materials: readonly FiledMaterial[];
}

type Step = (filed: Filed) => Promise<unknown>;

interface Way {
  readonly profileId?: string;
  readonly left?: readonly MaterialType[];
  readonly steps: readonly Step[];
}

const acceptAll: Step = ({ demoCase, materials }) => accept(demoCase, materials);
const forget: Step = ({ demoCase }) => requestCorrection(demoCase, FORGOTTEN);
const on =
  (step: (demoCase: DemoCase) => Promise<unknown>): Step =>
  ({ demoCase }) =>
    step(demoCase);

const assignReviewer = on(async (demoCase) => {
  const form = { reviewer: demoCase.desk.staffNo('reviewer') };
  await command(demoCase, await demoCase.desk.staff('decider'), { name: 'assignReviewer', form, words: '指派审查' });
});

const requestSupplement = on(async (demoCase) => {
  const form = { items: [{ material: FORGOTTEN, note: '请补充许可文本。' }] };
  await command(demoCase, await demoCase.desk.staff('reviewer'), { name: 'requestSupplement', form, words: '补充' });
});

const assignAgency = on(async (demoCase) => {
  const form = { agency: demoCase.desk.agency.uscc, method: 'ROTATION' as const };
  await command(demoCase, await demoCase.desk.staff('decider'), { name: 'assignAgency', form, words: '轮派机构' });
});

const withdraw: Step = ({ demoCase, applicant }) =>
  command(demoCase, applicant, { name: 'withdraw', form: { reason: '产品拟调整' }, words: '撤回' });

const object = on(async (demoCase) => {
  const client = await demoCase.desk.person(OBJECTOR);
  const bytes = Buffer.from(`工作日志 ${caseIdOf(demoCase)}\n`);
  const { docId } = await store(client, { bytes, name: '工作日志.txt', mime: 'text/plain' });
  const path = `/notices/${String(demoCase.last?.noticeNo)}/objections`;
  await act(demoCase, { client, path, body: anObjectionForm({ evidence: [docId] }), words: '提出异议' });
});

const objectionNoOf = ({ last }: DemoCase): string | undefined =>
  (last as { objectionNo?: string } | undefined)?.objectionNo;

const upholdInPart = on(async (demoCase) => {
  const ruling = { decision: 'PART', reasonCode: 'OB-PART', upheldFields: ['/product/dataSummary'] };
  await act(demoCase, {
    client: await demoCase.desk.staff('decider'),
    path: `/objections/${String(objectionNoOf(demoCase))}/decide`,
    body: { ...ruling, legalBasis: ['登记规则'], reason: '概述应注明年份' },
    words: '决定异议',
  });
});

const toReviewed: readonly Step[] = [acceptAll, on(reviewFormally), on(reviewSubstantively)];
const toNotice: Pick<Way, 'profileId' | 'steps'> = { profileId: LONG_NOTICE, steps: [acceptAll, on(publishDirectly)] };

/** How a case gets into each state, and stays there. */
const WAYS: Readonly<Record<CaseState, Way>> = {
  SUBMITTED: { steps: [] },
  CORRECTION: { left: [FORGOTTEN], steps: [forget] },
  LAPSED: { profileId: SILENCE_PROFILE, left: [FORGOTTEN], steps: [forget, on((one) => awaitState(one, 'LAPSED'))] },
  NOT_ACCEPTED: { steps: [on(refuse)] },
  ACCEPTED: { steps: [acceptAll] },
  FORMAL_REVIEW: { steps: [acceptAll, assignReviewer] },
  SUPPLEMENT: { steps: [acceptAll, assignReviewer, requestSupplement] },
  SUBSTANTIVE_REVIEW: { steps: [acceptAll, on(reviewFormally), assignAgency] },
  TERMINATED: { profileId: SILENCE_PROFILE, steps: [acceptAll, on(goWithoutEvidence)] },
  REVIEWED: { steps: toReviewed },
  REJECTED: { steps: [acceptAll, on(reject)] },
  NOTICE: toNotice,
  NOTICE_OBJECTED: { ...toNotice, steps: [...toNotice.steps, object] },
  AMENDMENT: { ...toNotice, steps: [...toNotice.steps, object, upholdInPart] },
  READY: { steps: [...toReviewed, on(publishNotice), on((one) => awaitState(one, 'READY'))] },
  REGISTERED: { steps: [acceptAll, on(carryOn)] },
  WITHDRAWN: { steps: [withdraw] },
};

interface Applicant {
  readonly register: TestSystem;
  readonly applicant: RestClient;
  readonly materials: readonly FiledMaterial[];
}

const file = async ({ register, applicant, materials }: Applicant, state: CaseState): Promise<Filed> => {
  const { profileId = TEST_PROFILE, left = [] } = WAYS[state];
  const demoCase: DemoCase = { ...(await register.newCase('zhengzhou', { applicant: APPLICANT })), profileId };
  await submit(demoCase, applicant, { materials, left });
  return { demoCase, applicant, materials };
};

/** Carries a case into a state. */
const bringTo = async (filed: Filed, state: CaseState): Promise<Found> => {
  const { demoCase } = filed;
  const seen: { noticeNo?: string | undefined; objectionNo?: string | undefined } = {};
  for (const step of WAYS[state].steps) {
    await step(filed);
    seen.noticeNo ??= demoCase.last?.noticeNo;
    seen.objectionNo ??= objectionNoOf(demoCase);
  }
  if (demoCase.last?.state !== state) throw new Error(`The way to ${state} led to ${String(demoCase.last?.state)}.`);
  const { noticeNo, objectionNo } = seen;
  return { caseId: caseIdOf(demoCase), ...(noticeNo && { noticeNo }), ...(objectionNo && { objectionNo }) };
};

export type CasesInStates = Readonly<Record<CaseState, Found>>;

/** Those whose periods are short are filed last, so that silence does not overtake them. */
const isShort = (state: CaseState): number => (WAYS[state].profileId === SILENCE_PROFILE ? 1 : 0);

/** One case of zhengzhou in each state of the procedure. */
export const openCasesInStates = async (register: TestSystem): Promise<CasesInStates> => {
  const example = await register.newCase('zhengzhou', { applicant: APPLICANT });
  const applicant = await register.desk('zhengzhou').person(APPLICANT);
  const materials = await storeMaterials(example, applicant);
  const states = (Object.keys(WAYS) as CaseState[]).sort((one, other) => isShort(one) - isShort(other));
  const filed: Filed[] = [];
  // One after the other: they claim the same content, and would be in each other's way.
  for (const state of states) filed.push(await file({ register, applicant, materials }, state));
  const found = await Promise.all(states.map((state, index) => bringTo(filed[index]!, state)));
  return Object.fromEntries(states.map((state, index) => [state, found[index]])) as unknown as CasesInStates;
};
