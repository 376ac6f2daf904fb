// SPDX-License-Identifier: Apache-2.0
import { profileId } from '@registry/chaincode/protocol';
import type { JsonObject } from '@registry/chaincode/protocol';
import type { Request } from 'express';
import type { Database } from '../../database/openDatabase';
import { callerIn } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody, parseParam } from '../../http/validate';
import type { Projector } from '../../projections/projector';
import type { Handler } from '../../routing/operation';
import type { Sealing } from '../../sealing/port';
import { approvalBody, proposalBody } from './views';

export interface ProfilesDeps {
  readonly database: Database;
  readonly sealing: Pick<Sealing, 'submitSealed'>;
  readonly projector: Pick<Projector, 'waitFor'>;
  /** Milliseconds that an answer waits for its own block. */
  readonly readYourWritesMs: number;
}

interface Sent {
  readonly transaction: 'propose' | 'approve';
  readonly form: object;
}

/** Nothing of a profile is sealed: rules are public. */
const send = async (
  { sealing, projector, readYourWritesMs }: ProfilesDeps,
  req: Request,
  { transaction, form }: Sent,
): Promise<JsonObject> => {
  const { answer, transactionId, blockNumber } = await sealing.submitSealed({
    caller: callerIn(req),
    contract: 'profile',
    transaction,
    form: form as JsonObject,
    pointers: [],
    idempotencyKey: idempotencyKeyOf(req),
  });
  await projector.waitFor(blockNumber, readYourWritesMs);
  return { ...(answer as JsonObject), transactionId, blockNumber };
};

/** POST /profiles */
export const proposeProfile =
  (deps: ProfilesDeps): Handler =>
  async (req, res) => {
    const form = parseBody(proposalBody, req);
    res.status(201).json(await send(deps, req, { transaction: 'propose', form }));
  };

/** POST /profiles/{profileId}/approvals */
export const approveProfile =
  (deps: ProfilesDeps): Handler =>
  async (req, res) => {
    const form = { profileId: parseParam(profileId, req, 'profileId'), ...parseBody(approvalBody, req) };
    res.json(await send(deps, req, { transaction: 'approve', form }));
  };
