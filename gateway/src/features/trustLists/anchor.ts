// SPDX-License-Identifier: Apache-2.0
import { trustAnchor } from '@registry/chaincode/protocol';
import { GatewayError } from '../../http/gatewayError';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readAnchor } from '../../trust/readAnchor';
import type { TrustListsDeps } from './write';

/** GET /trust-anchor */
const answerAnchor =
  ({ database }: TrustListsDeps): Handler =>
  async (_req, res) => {
    const anchor = await readAnchor(database);
    if (anchor === undefined) throw new GatewayError('NOT_FOUND', { reason: 'there is no trust list yet' });
    res.json(anchor);
  };

export const anchorOperation = (deps: TrustListsDeps): RoutedOperation => ({
  operationId: 'readTrustAnchor',
  method: 'get',
  path: '/trust-anchor',
  tag: 'register',
  summary: 'What a checker keeps to check certificates offline',
  description:
    'The supervisor’s keys as its first trust list names them, and every list since. Compare the keys with what the ' +
    'supervisor says elsewhere before you believe them: everything that is checked with the file rests on them.',
  access: 'public',
  answers: { 200: { description: 'The anchor', schema: trustAnchor } },
  refusals: [404],
  handle: answerAnchor(deps),
});
