// SPDX-License-Identifier: Apache-2.0
import { certificateForms, certificateNumber, CERTIFICATE_STATUSES } from '@registry/chaincode/protocol';
import type { CertificateCommandName, JsonObject } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { parseBody, parseParam } from '../../http/validate';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { submitCommand } from '../../routing/submitCommand';
import type { CommandDeps } from '../../routing/submitCommand';

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
  (name: CertificateCommandName, deps: CommandDeps): Handler =>
  async (req, res) => {
    const number = parseParam(certificateNumber, req, 'number');
    const form = { number, ...parseBody(certificateForms[name] as z.ZodType<JsonObject>, req) };
    res.json(
      await submitCommand(deps, req, { contract: 'certificate', transaction: name, form, pointers: ['/reason'] }),
    );
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
export const statusOperations = (deps: CommandDeps, params: z.ZodObject): readonly RoutedOperation[] =>
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
