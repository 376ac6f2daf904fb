// SPDX-License-Identifier: Apache-2.0
import { certificateForms, certificateNumber, CERTIFICATE_STATUSES } from '@registry/chaincode/protocol';
import type { CertificateCommandName, JsonObject } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { callerIn } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody, parseParam } from '../../http/validate';
import type { Projector } from '../../projections/projector';
import type { Handler, RoutedOperation } from '../../routing/operation';
import type { Sealing } from '../../sealing/port';

export interface StatusDeps {
  readonly sealing: Pick<Sealing, 'submitSealed'>;
  readonly projector: Pick<Projector, 'waitFor'>;
  /** Milliseconds that an answer waits for its own block. */
  readonly readYourWritesMs: number;
}

const answer = z.object({
  number: z.string(),
  status: z.enum(CERTIFICATE_STATUSES),
  eventSeq: z.int(),
  eventHash: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

/** POST /certificates/{number}/{command} */
const decide =
  (name: CertificateCommandName, { sealing, projector, readYourWritesMs }: StatusDeps): Handler =>
  async (req, res) => {
    const number = parseParam(certificateNumber, req, 'number');
    const form = { number, ...parseBody(certificateForms[name] as z.ZodType<JsonObject>, req) };
    const given = { contract: 'certificate', transaction: name, form, pointers: ['/reason'] };
    const sent = { ...given, caller: callerIn(req), idempotencyKey: idempotencyKeyOf(req) };
    const { answer: said, transactionId, blockNumber } = await sealing.submitSealed(sent);
    await projector.waitFor(blockNumber, readYourWritesMs);
    res.json({ ...(said as JsonObject), transactionId, blockNumber });
  };

/** An example names no article of a real rule. */
const legalBasis = ['登记凭证的中止、恢复和撤销'];
const WORDS: Readonly<
  Record<CertificateCommandName, { readonly operationId: string; readonly summary: string; readonly example: object }>
> = {
  suspend: {
    operationId: 'suspendCertificate',
    summary: 'Suspend a certificate until the end of a day (supervisor)',
    example: { reasonCode: 'SP-CLUE', legalBasis, until: '2026-12-31', reason: '有线索表明来源证明系伪造，正在核查' },
  },
  restore: {
    operationId: 'restoreCertificate',
    summary: 'Restore a suspended certificate before its day (supervisor)',
    example: { reasonCode: 'RS-CLEARED', legalBasis, reason: '经核查，线索不实' },
  },
  revoke: {
    operationId: 'revokeCertificate',
    summary: 'Revoke a certificate (supervisor)',
    example: { reasonCode: 'RV-FALSE', legalBasis, effect: 'AB_INITIO', reason: '经核查，来源证明系伪造' },
  },
};

/** What the supervisor decides of a certificate; what follows is shown in every check of it. */
export const statusOperations = (deps: StatusDeps, params: z.ZodObject): readonly RoutedOperation[] =>
  (Object.keys(WORDS) as CertificateCommandName[]).map((name) => {
    const { operationId, summary, example } = WORDS[name];
    return {
      ...{ operationId, summary, params },
      method: 'post',
      path: `/certificates/{number}/${name}`,
      tag: 'certificates',
      description: 'The reason is sealed: everybody sees its code and basis, the parties of the case its words.',
      access: 'session',
      writes: true,
      body: { schema: certificateForms[name], example },
      answers: { 200: { description: 'The certificate as it stands now', schema: answer } },
      refusals: [400, 403, 404, 409, 413, 422, 503],
      handle: decide(name, deps),
    };
  });
