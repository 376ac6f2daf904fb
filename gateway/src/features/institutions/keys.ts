// SPDX-License-Identifier: Apache-2.0
import { certificateKeys, keyRevocationForm, keySetVersion, uscc } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody, parseParam } from '../../http/validate';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { submitCommand } from '../../routing/submitCommand';
import type { CommandDeps } from '../../routing/submitCommand';
import { keysFor } from '../../signing/keyStore';
import type { KeyStore } from '../../signing/keyStore';

export interface KeysDeps extends CommandDeps {
  /** Of the registry whose keys this gateway makes; absent where it makes none. */
  readonly making?: { readonly registry: string; readonly store: KeyStore };
}

const keysForm = z.strictObject({});

const changed = {
  recordType: z.literal('institution'),
  recordId: z.string(),
  eventSeq: z.int(),
  eventHash: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
};
const answer = z.object(changed);
const rotated = z.object({ ...changed, keys: certificateKeys });

/** The decider answers for the registry's keys; nobody else gets any made. */
const assertMayAsk = ({ making }: KeysDeps, caller: ReturnType<typeof callerIn>, institution: string): KeyStore => {
  if (making?.registry !== institution) throw new GatewayError('NOT_FOUND', { reason: 'its keys are not made here' });
  if (caller.role !== 'decider' || caller.uscc !== institution) throw new GatewayError('FORBIDDEN');
  return making.store;
};

/** POST /institutions/{uscc}/keys */
const rotate =
  (deps: KeysDeps): Handler =>
  async (req, res) => {
    const institution = parseParam(uscc, req, 'uscc');
    parseBody(keysForm, req);
    const caller = callerIn(req);
    const request = { identityKey: caller.identityKey, idempotencyKey: idempotencyKeyOf(req) };
    const keys = await keysFor(assertMayAsk(deps, caller, institution), request);
    const form = { uscc: institution, keys };
    const put = await submitCommand(deps, req, { contract: 'institution', transaction: 'putKeys', form });
    res.status(201).json({ ...put, keys });
  };

const versionParam = z.string().regex(/^[1-9]\d{0,4}$/, 'must be the number of a key set');

/** POST /institutions/{uscc}/keys/{version}/revoke */
const revoke =
  (deps: KeysDeps): Handler =>
  async (req, res) => {
    const institution = parseParam(uscc, req, 'uscc');
    const version = parseParam(versionParam.transform(Number).pipe(keySetVersion), req, 'version');
    const form = { uscc: institution, version, ...parseBody(keyRevocationForm, req) };
    res.json(await submitCommand(deps, req, { contract: 'institution', transaction: 'revokeKeys', form }));
  };

const common = { method: 'post', tag: 'register', access: 'session', writes: true } as const;
const params = z.object({ uscc });
const refusals = [400, 403, 404, 409, 413, 422, 503] as const;

/** What a registry signs its certificates with: the next set, and one that is trusted no more. */
export const keyOperations = (deps: KeysDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'rotateKeys',
    path: '/institutions/{uscc}/keys',
    summary: 'Make the registry’s next key set (decider)',
    description:
      'This gateway makes it and keeps its private parts, encrypted; it signs from now on. What was signed with the sets ' +
      'before stays as it is, and goes on to be checked with them. 密钥轮换',
    params,
    body: { schema: keysForm, example: {} },
    answers: { 201: { description: 'The public parts of the set that is in force from now on', schema: rotated } },
    refusals,
    handle: rotate(deps),
  },
  {
    ...common,
    operationId: 'revokeKeys',
    path: '/institutions/{uscc}/keys/{version}/revoke',
    summary: 'Revoke a key set (decider of the registry, or supervisor)',
    description:
      'Nothing is signed with it any more. With `compromisedSince`, every check says of what was attested from then on ' +
      'that its key was in foreign hands; offline nothing that the set signed is believed. 密钥撤销',
    params: params.extend({ version: versionParam.describe('Which of the registry’s key sets') }),
    body: {
      schema: keyRevocationForm,
      example: { reasonCode: 'KR-COMPROMISED', compromisedSince: '2026-11-30T16:00:00.000Z' },
    },
    answers: { 200: { description: 'The institution’s record as it stands now', schema: answer } },
    refusals,
    handle: revoke(deps),
  },
];
