// SPDX-License-Identifier: Apache-2.0
import { waitFor } from '@registry/scripts/system/waitFor';
import { ZHENGZHOU } from '../filing';
import { TEST_PROFILE } from '../system';
import { APPLICANT, WITHHELD } from './hands';
import type { Hands } from './hands';
import { CASE_SECRETS as S, OBJECTION_SECRETS as O, REPORT_SECRETS } from './secrets';

export const OBJECTOR = 'zhengzhou-applicant-2';
export const DECIDER = 'zhengzhou-decider-1';
export const EXPERT = 'agency-expert-1';
const ACCEPTANCE = 'zhengzhou-acceptance-1';
const REVIEWER = 'zhengzhou-reviewer-1';
const AGENCY = '91410100DEM0FW419C';
/** Its notices last working days, and no agency examines. */
const LONG_NOTICE = 'n35-2026';

const satisfied = (finding: string): object => ({ verdict: 'SATISFIED', finding });
const points = (finding: string): object =>
  Object.fromEntries(['description', 'source', 'rights'].map((point) => [point, satisfied(finding)]));
const assessments = Object.fromEntries(
  ['applicantCapacity', 'materialValidity', 'sourceLegality'].map((name) => [name, satisfied(S.assessment)]),
);

type To = (command: string) => string;
const at =
  (caseId: string): To =>
  (command) =>
    `/applications/${caseId}/${command}`;

const correct = async ({ say }: Hands, to: To): Promise<void> => {
  const [field = ''] = WITHHELD;
  const item = { target: { field }, verdict: 'WRONG', reasonCode: 'CR-WRONG', note: S.correctionNote };
  await say(ACCEPTANCE, to('requestCorrection'), { items: [item] });
  await say(APPLICANT, to('supplyCorrection'), { fields: [{ path: field, value: S.corrected }] });
};

const accept = async ({ say, materials }: Hands, to: To): Promise<void> => {
  await say(ACCEPTANCE, to('accept'), { checklist: materials.map(({ type }) => ({ type, verdict: 'OK' })) });
  await say(DECIDER, to('assignReviewer'), { reviewer: 'ZZ-RV-001' });
};

const supplement = async ({ say, handIn }: Hands, to: To): Promise<void> => {
  await say(REVIEWER, to('requestSupplement'), { items: [{ material: 'SAMPLE', note: S.supplementNote }] });
  const docId = await handIn(APPLICANT, `${S.file} again`);
  await say(APPLICANT, to('supplySupplement'), { materials: [{ type: 'SAMPLE', docId }] });
};

const passFormally = async ({ say }: Hands, to: To): Promise<void> => {
  await say(REVIEWER, to('passFormalReview'), { points: points(S.finding), noInterest: true });
};

/** The agency examines, and reports that somebody interfered; answers the report's id. */
const examine = async ({ say, handIn }: Hands, caseId: string): Promise<string> => {
  const to = at(caseId);
  await say(DECIDER, to('assignAgency'), { agency: AGENCY, method: 'ROTATION' });
  await say(EXPERT, to('declareIndependence'), { noInterest: true, statement: S.independence });
  const told = { caseId, reasonCode: 'IF-ORDER', statement: REPORT_SECRETS.statement };
  const { reportId = '' } = await say(EXPERT, '/interference-reports', told);
  const report = await handIn(EXPERT, `${S.file} report`);
  await say(EXPERT, to('submitOpinion'), { report, points: points(S.opinion), assessments });
  return reportId;
};

const publish = async ({ say }: Hands, to: To): Promise<string> => {
  const withheld = WITHHELD.map((path) => ({ path, reason: S.approval }));
  return (await say(DECIDER, to('publishNotice'), { withheld }))['noticeNo']!;
};

const noticeEnds = ({ read }: Hands, caseId: string): Promise<true> =>
  waitFor(
    async () => {
      const { record } = (await read(DECIDER, `/applications/${caseId}`)) as { record: { state: string } };
      return record.state === 'READY' ? true : undefined;
    },
    { what: 'The end of the notice', timeoutMs: 60_000, everyMs: 250 },
  );

/** Names by which a marked case can be asked for. */
export type Names = Readonly<Record<string, string>> & { readonly caseId: string; readonly noticeNo: string };

/** Carries a marked case to its certificate, with a correction, a supplement and an agency's opinion on the way. */
export const registerMarked = async (hands: Hands): Promise<Names> => {
  const caseId = await hands.file(TEST_PROFILE);
  const to = at(caseId);
  await correct(hands, to);
  await accept(hands, to);
  await supplement(hands, to);
  await passFormally(hands, to);
  const reportId = await examine(hands, caseId);
  const noticeNo = await publish(hands, to);
  await noticeEnds(hands, caseId);
  const { certificateNumber: number = '' } = await hands.say('zhengzhou-decider-2', to('grant'), {});
  const { docId } = hands.materials.find(({ type }) => type === 'SOURCE_PROOF')!;
  // A number holds its year: SJ, registry code, year, month, serial.
  return { caseId, noticeNo, number, docId, reportId, registry: ZHENGZHOU, year: number.slice(5, 9) };
};

/** Carries another one, filed with the same values, to its notice, where somebody objects, is answered, and dismissed. */
export const objectToMarked = async (hands: Hands): Promise<Names> => {
  const { say, handIn } = hands;
  const caseId = await hands.file(LONG_NOTICE);
  const to = at(caseId);
  await accept(hands, to);
  await passFormally(hands, to);
  const noticeNo = await publish(hands, to);
  const docId = await handIn(OBJECTOR, O.evidence);
  const { objectionNo = '' } = await say(OBJECTOR, `/notices/${noticeNo}/objections`, {
    ...{ standing: 'INTERESTED_PARTY', ground: 'OWNERSHIP', targetFields: ['/product/dataName'] },
    ...{ objectorName: O.objector, contact: O.reach, interest: O.interest, reason: O.grounds, evidence: [docId] },
  });
  await say(APPLICANT, `/objections/${objectionNo}/reply`, { position: 'CONTESTS', statement: O.reply });
  const ruling = { decision: 'DISMISSED', reasonCode: 'OB-DISMISSED', legalBasis: ['登记规则'], reason: O.ruling };
  await say(DECIDER, `/objections/${objectionNo}/decide`, ruling);
  return { caseId, noticeNo, objectionNo, docId };
};
