// SPDX-License-Identifier: Apache-2.0
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import type { CaseCommandName } from '../../chaincode/src/protocol/schemas/commands';
import type { Filing } from '../../chaincode/src/protocol/schemas/filing';
import { aMaterial, sealedValue } from './filing';

export interface PathStep {
  /** A user of network/topology.json. */
  readonly user: string;
  readonly command: Exclude<CaseCommandName, 'submit'>;
  /** The command's body, without case and key. */
  readonly body: JsonInputObject;
}

const satisfied = (point: string): JsonInputObject => ({
  verdict: 'SATISFIED',
  finding: sealedValue(`/points/${point}/finding`, '与材料一致'),
});

/** Three points found in order. */
export const ALL_SATISFIED: JsonInputObject = {
  description: satisfied('description'),
  source: satisfied('source'),
  rights: satisfied('rights'),
};

const assessed = (name: string): JsonInputObject => ({
  verdict: 'SATISFIED',
  finding: sealedValue(`/assessments/${name}/finding`, '符合要求'),
});

/** An agency's three assessments, all favourable. */
export const ALL_ASSESSED: JsonInputObject = {
  applicantCapacity: assessed('applicantCapacity'),
  materialValidity: assessed('materialValidity'),
  sourceLegality: assessed('sourceLegality'),
};

export const AGENCY = '91410100DEM0FW419C';

/** The commands that carry an application at zhengzhou from SUBMITTED to REGISTERED. */
export const straightPath = (filing: Filing): readonly PathStep[] => [
  {
    user: 'zhengzhou-acceptance-1',
    command: 'accept',
    body: { checklist: filing.materials.map(({ type }) => ({ type, verdict: 'OK' })) },
  },
  { user: 'zhengzhou-decider-1', command: 'assignReviewer', body: { reviewer: 'ZZ-RV-001' } },
  { user: 'zhengzhou-reviewer-1', command: 'passFormalReview', body: { points: ALL_SATISFIED, noInterest: true } },
  { user: 'zhengzhou-decider-1', command: 'assignAgency', body: { agency: AGENCY, method: 'ROTATION' } },
  {
    user: 'agency-expert-1',
    command: 'declareIndependence',
    body: { noInterest: true, statement: sealedValue('/statement', '与各方无利害关系') },
  },
  {
    user: 'agency-expert-1',
    command: 'submitOpinion',
    body: { report: aMaterial('REVIEW_REPORT'), points: ALL_SATISFIED, assessments: ALL_ASSESSED },
  },
  {
    user: 'zhengzhou-decider-1',
    command: 'publishNotice',
    body: {
      withheld: filing.withhold.map(({ path }, index) => ({
        path,
        reason: sealedValue(`/withheld/${index}/reason`, '商业秘密'),
      })),
    },
  },
  { user: 'zhengzhou-clock', command: 'closeNotice', body: {} },
  { user: 'zhengzhou-decider-2', command: 'grant', body: {} },
];
