// SPDX-License-Identifier: Apache-2.0
import { ROLES } from '../../protocol/identifiers/roles';
import { REJECTION_REASONS } from '../../protocol/schemas/vocabulary';
import type { Row } from './row';

/** From the notice to attestation. */
export const PUBLICATION: readonly Row[] = [
  {
    row: 19,
    command: 'publishNotice',
    from: 'REVIEWED',
    to: 'NOTICE',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED'],
    event: 'noticePublished',
    article: 'notice',
    closes: 'REVIEW',
    opens: 'NOTICE',
  },
  {
    row: 26,
    command: 'closeNotice',
    from: 'NOTICE',
    to: 'READY',
    roles: ROLES,
    relation: 'ANYONE',
    needs: ['NOTICE_OVER'],
    event: 'noticeClosed',
    article: 'notice',
    closes: 'NOTICE',
  },
  {
    row: 27,
    command: 'grant',
    from: 'READY',
    to: 'REGISTERED',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED'],
    event: 'certificateGranted',
    article: 'attestation',
  },
  {
    // What came to light since, such as the end of an upstream registration: a case must not wait for ever.
    row: 18,
    command: 'reject',
    from: 'READY',
    to: 'REJECTED',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED'],
    event: 'applicationRejected',
    article: 'rejection',
    reasonCodes: REJECTION_REASONS,
  },
];
