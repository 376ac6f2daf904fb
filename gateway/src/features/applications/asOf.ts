// SPDX-License-Identifier: Apache-2.0
import { caseId } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import { parseParam } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { instantFilter } from '../../listing/schemas';
import type { Handler } from '../../routing/operation';
import type { ApplicationsDeps } from './deps';
import { readCaseEvents } from './readCases';
import { replayCase } from '../../replay/replayCase';
import { seeCase } from './seeCase';
import { showCase } from './shownTo';

/** A moment of the past; now, unless it is given. */
export const asOfQuery = z.strictObject({ at: instantFilter.optional() });

/**
 * The case as its events up to a moment leave it. Who may see it is decided by how the case stands now: what has been
 * void or closed to somebody since is not opened again by asking for the day before.
 *
 * @throws GatewayError NOT_FOUND for a moment before the case
 */
export const readApplicationAt =
  (deps: ApplicationsDeps, at: string): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(caseId, req, 'caseId');
    const { blockHeight, result } = await atHeight(deps.database, async (snapshot) => ({
      seen: await seeCase(snapshot, caller, id),
      rows: await readCaseEvents(snapshot, id),
    }));
    const rows = result.rows.filter(({ record_type, tx_time }) => record_type === 'case' && tx_time <= at);
    const record = replayCase(rows.map(({ event }) => event)).at(-1)?.after;
    const last = rows.at(-1);
    if (record === undefined || last === undefined) throw new GatewayError('NOT_FOUND');
    res.json({
      sight: result.seen.sight,
      ...(await showCase(deps, { caller, seen: result.seen, record })),
      allowed: [],
      at,
      transactionId: last.transaction_id,
      blockNumber: last.block_number,
      blockHeight,
    });
  };
