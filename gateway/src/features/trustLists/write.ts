// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@registry/chaincode/protocol';
import type { Request } from 'express';
import type { Database } from '../../database/openDatabase';
import { callerIn } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody, parseParam } from '../../http/validate';
import type { Projector } from '../../projections/projector';
import type { Handler } from '../../routing/operation';
import type { Sealing } from '../../sealing/port';
import { approvalBody, proposalBody, versionParam } from './views';

export interface TrustListsDeps {
  readonly database: Database;
  readonly sealing: Pick<Sealing, 'submitSealed'>;
  readonly projector: Pick<Projector, 'waitFor'>;
  /** Milliseconds that an answer waits for its own block. */
  readonly readYourWritesMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Sent {
  readonly transaction: 'propose' | 'approve';
  readonly form: object;
}

/** Nothing of a trust list is sealed: whom the supervisor trusts is public. */
const send = async (
  { sealing, projector, readYourWritesMs }: TrustListsDeps,
  req: Request,
  { transaction, form }: Sent,
): Promise<JsonObject> => {
  const { answer, transactionId, blockNumber } = await sealing.submitSealed({
    caller: callerIn(req),
    contract: 'trustList',
    transaction,
    form: form as JsonObject,
    pointers: [],
    idempotencyKey: idempotencyKeyOf(req),
  });
  await projector.waitFor(blockNumber, readYourWritesMs);
  return { ...(answer as JsonObject), transactionId, blockNumber };
};

/** POST /trust-lists */
export const proposeTrustList =
  (deps: TrustListsDeps): Handler =>
  async (req, res) => {
    res.status(201).json(await send(deps, req, { transaction: 'propose', form: parseBody(proposalBody, req) }));
  };

/** POST /trust-lists/{version}/approvals */
export const approveTrustList =
  (deps: TrustListsDeps): Handler =>
  async (req, res) => {
    const version = Number(parseParam(versionParam, req, 'version'));
    res.json(await send(deps, req, { transaction: 'approve', form: { version, ...parseBody(approvalBody, req) } }));
  };
