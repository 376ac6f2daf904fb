// SPDX-License-Identifier: Apache-2.0
import type { NOTICE_FAILURE_REASONS, ObjectionGround } from '../../protocol/schemas/objectionVocabulary';
import type { Row } from '../lifecycle';

/** N35 art. 22: what an upheld objection of each ground means for the registration. */
const REJECTIONS: Readonly<Record<ObjectionGround, (typeof NOTICE_FAILURE_REASONS)[number]>> = {
  OWNERSHIP: 'RJ-DISPUTE',
  INFRINGEMENT: 'RJ-DISPUTE',
  DUPLICATE: 'RJ-DISPUTE',
  FALSE_MATERIAL: 'RJ-CONCEAL',
  PERSONAL_INFORMATION: 'RJ-LAW',
  TRADE_SECRET: 'RJ-LAW',
  OTHER: 'RJ-LAW',
};

/** The reason code with which a case ends whose notice has failed. */
export const failureReason = (row: Row, ground: ObjectionGround): (typeof NOTICE_FAILURE_REASONS)[number] =>
  row.to === 'TERMINATED' ? 'TM-NOTICE' : REJECTIONS[ground];
