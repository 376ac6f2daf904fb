// SPDX-License-Identifier: Apache-2.0
import { caseId } from '@registry/chaincode/protocol';
import type { Role } from '@registry/chaincode/protocol';
import { findConflicts } from '../../conflicts/findConflicts';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import type { Caller } from '../../http/requestContext';
import { parseParam } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler } from '../../routing/operation';
import { viewConflict } from './conflictViews';
import type { ApplicationsDeps } from './deps';
import type { CaseRow } from './readCases';
import { seeCase } from './seeCase';

const OFFICERS: readonly Role[] = ['acceptance', 'reviewer', 'decider'];

/** Who else has filed is a secret of theirs: the parties must not learn of it, nor the officers of another registry. */
const assertOfficer = ({ role, uscc }: Caller, { registry_uscc }: CaseRow): void => {
  if (!OFFICERS.includes(role) || uscc !== registry_uscc) throw new GatewayError('NOT_FOUND');
};

/** GET /applications/{caseId}/conflicts */
export const readConflicts =
  ({ database, now }: ApplicationsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(caseId, req, 'caseId');
    const searchedAt = now();
    const { blockHeight, result } = await atHeight(database, async (snapshot) => {
      const { row } = await seeCase(snapshot, caller, id);
      assertOfficer(caller, row);
      return { registry: row.registry_uscc, ...(await findConflicts(snapshot, row.record, searchedAt)) };
    });
    const items = result.findings.map((finding) => viewConflict(finding, result.registry));
    res.json({ items, isComplete: result.isComplete, checkedAt: new Date(searchedAt).toISOString(), blockHeight });
  };
