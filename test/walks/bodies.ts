// SPDX-License-Identifier: Apache-2.0
import type { StepCommandName } from '../../chaincode/src/domain/applications/decide';
import { withValueAt } from '../../chaincode/src/domain/applications/pointer';
import type { JsonInput, JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import type { CaseObjection, CaseRecord } from '../../chaincode/src/protocol/schemas/records';
import { OBJECTION_GROUNDS } from '../../chaincode/src/protocol/schemas/objectionVocabulary';
import { COMMANDS, ONE_DOUBTFUL } from '../support/cases';
import { aMaterial, sealedValue } from '../support/filing';
import { anObjection, dismissed, partUpheld, upheld } from '../support/objections';
import { AGENCY, ALL_ASSESSED, ALL_SATISFIED } from '../support/straightPath';
import type { Walker } from './people';
import type { World } from './world';

/** A command that is about to be given in a case. */
export interface Giving {
  readonly record: CaseRecord;
  readonly by: Walker;
  readonly world: World;
}
type MakeBody = (giving: Giving) => JsonInputObject;

const AGENCIES = [AGENCY, '91520100DEM0FW523B'];

/** Now and then somebody says too much, or too little. */
const rightly = ({ world }: Giving): boolean => world.random.chance(0.93);

const reviewerOf = ({ record, world: { random } }: Giving): string => {
  const prefix = record.registry.registryCode.startsWith('41') ? 'ZZ' : 'GY';
  const gone = [record.reviewer, ...(record.formerReviewers ?? [])].map((one) => one?.staffNo);
  const fresh = ['RV-001', 'RV-002', 'RV-003', 'RV-004', 'RV-005']
    .map((no) => `${prefix}-${no}`)
    .filter((no) => !gone.includes(no));
  // Officers with another part in the case perhaps, and nobody's number, as a slip of the pen would be.
  const others = ['RD-001', 'RA-001', 'RV-009'].map((no) => `${prefix}-${no}`);
  return random.pick(fresh.length > 0 && random.chance(0.8) ? fresh : others);
};

type Target = { readonly material: 'SOURCE_PROOF' | 'SAMPLE' } | { readonly field: '/product/limits' };
const TARGETS: readonly Target[] = [{ material: 'SOURCE_PROOF' }, { material: 'SAMPLE' }, { field: '/product/limits' }];

const requestCorrection: MakeBody = ({ world: { random } }) => ({
  items: TARGETS.filter((_, index) => index === 0 || random.chance(0.4)).map((target, index) => ({
    target,
    ...{ verdict: 'ILLEGIBLE', reasonCode: 'CR-ILLEGIBLE', note: sealedValue(`/items/${index}/note`, '请补正') },
  })),
});

/** A value that no filing had before; sealed where the applicant withholds the field. */
const newValue = ({ filing, eventSeq }: CaseRecord, path: string): JsonInput => {
  const values: Readonly<Record<string, JsonInput>> = {
    '/product/limits': [`不得转售，第${eventSeq}次修改`],
    '/product/dataSummary': `路网与行政区划对照，第${eventSeq}次修改`,
    '/product/volume': { records: 1000 + eventSeq, bytes: 7_340_032, asOf: '2026-07-01' },
  };
  const value = values[path] ?? '';
  return filing.withhold.some((one) => one.path === path) ? { ...sealedValue(`${path}/${eventSeq}`, value) } : value;
};

const supplyCorrection: MakeBody = (giving) => {
  const items = giving.record.correction?.items ?? [];
  const targets = rightly(giving) ? items : items.slice(1);
  return {
    materials: targets.flatMap(({ target }) =>
      'material' in target ? [aMaterial(target.material, `corrected ${target.material}`)] : [],
    ),
    fields: targets.flatMap(({ target }) =>
      'field' in target ? [{ path: target.field, value: newValue(giving.record, target.field) }] : [],
    ),
  };
};

const supplySupplement: MakeBody = ({ record }) => ({
  materials: (record.supplements?.at(-1)?.items ?? []).map(({ material }) =>
    aMaterial(material, `${material} ${record.eventSeq}`),
  ),
});

const isSatisfied = (verdicts: object): boolean =>
  Object.values(verdicts as Readonly<Record<string, { verdict: string }>>).every(
    ({ verdict }) => verdict === 'SATISFIED',
  );

/** Whether the registry's own review found everything in order. */
export const isInOrder = ({ formalReview }: CaseRecord): boolean =>
  formalReview === undefined || isSatisfied(formalReview.points);

/** Whether whoever examined last found everything in order. */
const isFavourable = (record: CaseRecord): boolean => {
  const opinion = record.agency?.opinion;
  if (opinion !== undefined) return isSatisfied(opinion.points) && isSatisfied(opinion.assessments);
  return isInOrder(record);
};

/** A decision says why it departs from the examination, and only where it does. */
const departure = (giving: Giving, departs: boolean): JsonInputObject =>
  departs === rightly(giving) ? { departure: sealedValue('/departure', '另有事实') } : {};

const grant: MakeBody = (giving) => {
  const { record, world } = giving;
  const { sha256Root } = record.filing.product.content;
  const others = [...world.all('certificate').values()].filter(({ content }) => content.sha256Root === sha256Root);
  const conflictsConsidered = others.map(({ caseId }) => caseId).slice(0, 40);
  return others.length > 0 && rightly(giving) ? { conflictsConsidered } : {};
};

const openOf = ({ objections = [] }: CaseRecord): CaseObjection[] =>
  objections.filter(({ status }) => status === 'OPEN');

const AMENDABLE = ['/product/limits', '/product/dataSummary', '/product/volume'];

const raiseObjection: MakeBody = ({ record, world: { random } }) => {
  const notice = record.notices.at(-1);
  const published = AMENDABLE.filter((path) => notice?.publishedFields.some((one) => one.path === path));
  const targetFields = published.filter((_, index) => index === 0 || random.chance(0.5));
  return anObjection({
    noticeNo: notice?.noticeNo ?? `N-${record.caseId}-01`,
    ground: random.pick(OBJECTION_GROUNDS),
    targetFields: targetFields.length === 0 ? ['/product/dataName'] : targetFields,
  });
};

/** One that waits, for those who decide or answer; one of their own, for those who object. */
const objectionFor = ({ record, by, world: { random } }: Giving): CaseObjection | undefined => {
  const open = openOf(record);
  const own = open.filter(({ raisedBy }) => raisedBy.uscc === by.person.uscc);
  const unanswered = open.filter(({ repliedAt }) => repliedAt === undefined);
  const choice = [own, unanswered, open, record.objections ?? []].find((list) => list.length > 0) ?? [];
  return choice.length === 0 ? undefined : random.pick(choice);
};

const onObjection: MakeBody = (giving) => ({
  objectionNo: objectionFor(giving)?.objectionNo ?? `OB-${giving.record.caseId}-001`,
});

const decideObjection: MakeBody = (giving) => {
  const { random } = giving.world;
  const { record } = giving;
  const open = openOf(record);
  const objection = open.length === 0 ? record.objections?.[0] : random.pick(open);
  const { objectionNo = `OB-${record.caseId}-001`, targetFields = ['/product/dataName'] } = objection ?? {};
  const part = partUpheld(targetFields.filter((_, index) => index === 0 || random.chance(0.5)));
  const ruling = random.weighted([dismissed(), part, upheld()], ({ decision }) => (decision === 'UPHELD' ? 1 : 2));
  return { objectionNo, ...ruling };
};

const supplyAmendment: MakeBody = ({ record }) => {
  const noticeNo = record.notices.at(-1)?.noticeNo;
  const part = (record.objections ?? []).filter((one) => one.status === 'PART' && one.noticeNo === noticeNo);
  const paths = [...new Set(part.flatMap(({ upheldFields = [] }) => upheldFields))];
  const amendable = paths.filter((path) => withValueAt(record.filing, path, null) !== undefined);
  const fields = amendable.map((path) => ({ path, value: newValue(record, path) }));
  return { materials: [], fields: fields.length === 0 ? [{ path: '/product/limits', value: [] }] : fields };
};

/** Where a command's body depends on the case, or where one body would walk one way only. */
const VARIED: Partial<Record<StepCommandName, MakeBody>> = {
  accept: ({ record }) => ({
    checklist: [...new Set(record.filing.materials.map(({ type }) => type))].map((type) => ({ type, verdict: 'OK' })),
  }),
  requestCorrection,
  supplyCorrection,
  supplySupplement,
  assignReviewer: (giving) => ({ reviewer: reviewerOf(giving) }),
  reassignReviewer: (giving) => ({
    reviewer: reviewerOf(giving),
    reasonCode: giving.world.random.pick(['AS-ABSENCE', 'AS-NUMBER', 'AS-TIE']),
  }),
  assignAgency: ({ world: { random } }) => ({ agency: random.pick(AGENCIES) }),
  submitOpinion: ({ world: { random } }) => ({
    points: random.chance(0.25) ? ONE_DOUBTFUL : ALL_SATISFIED,
    assessments: ALL_ASSESSED,
  }),
  publishNotice: (giving) => ({
    withheld: giving.record.filing.withhold.map(({ path, reason }) => ({ path, reason })),
    ...departure(giving, !isFavourable(giving.record)),
  }),
  reject: (giving) => ({
    reasonCode: 'RJ-SOURCE',
    legalBasis: ['第二十二条'],
    reason: sealedValue('/reason', '数据来源不合法'),
    ...departure(giving, isFavourable(giving.record)),
  }),
  grant,
  raiseObjection,
  replyToObjection: onObjection,
  withdrawObjection: onObjection,
  decideObjection,
  supplyAmendment,
};

/** Commands whose body is all their own. */
const WHOLE: readonly StepCommandName[] = ['reject', 'raiseObjection', 'decideObjection'];

/** What somebody sends with a command in a case, without case and key. */
export const bodyOf = (name: StepCommandName, giving: Giving): JsonInputObject => {
  const { body }: { body: object } = COMMANDS[name];
  const varied = VARIED[name]?.(giving) ?? {};
  return WHOLE.includes(name) ? varied : { ...body, ...varied };
};
