// SPDX-License-Identifier: Apache-2.0
import { trustAnchor, trustListJwsOf } from '@registry/chaincode/protocol';
import type { TrustAnchor, TrustListSignatures } from '@registry/chaincode/protocol';
import { GatewayError } from '../../http/gatewayError';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readApprovedLists } from '../../trust/readTrustLists';
import type { TrustListsDeps } from './write';

/** GET /trust-anchor */
const readAnchor =
  ({ database }: TrustListsDeps): Handler =>
  async (_req, res) => {
    const lists = await readApprovedLists(database);
    const [first] = lists;
    if (first === undefined) throw new GatewayError('NOT_FOUND', { reason: 'there is no trust list yet' });
    const { channel, register, supervisor } = first.list;
    const anchor: TrustAnchor = {
      type: 'dpr-trust-anchor',
      ...{ channel, register, keySets: supervisor.keySets },
      // A list that was approved was signed.
      lists: lists.map(({ list, signatures }) => trustListJwsOf(list, signatures as TrustListSignatures)),
    };
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
  handle: readAnchor(deps),
});
