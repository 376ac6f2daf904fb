// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { Endorser, EndorsementResponse, IdentityContext } from 'fabric-common';
import type { Gateway, Network } from 'fabric-network';
import { NobodyAnswered, PeerRefused } from './failures';

export interface Question {
  readonly chaincode: string;
  readonly name: string;
  readonly args: readonly string[];
  /** Whose peer is asked. */
  readonly mspId: string;
  /** Milliseconds. */
  readonly patience: number;
}

/** A context with a transaction id of its own; the library's typings leave the property out. */
export function newContext(network: Network): IdentityContext {
  const { identityContext } = network.getGateway() as Gateway & { identityContext: IdentityContext };
  return identityContext.calculateTransactionId();
}

/** The first peer of an organization that is connected; a broken connection is tried again. */
export async function peerOf(network: Network, mspId: string): Promise<Endorser> {
  for (const peer of network.getChannel().getEndorsers(mspId)) {
    if (await peer.checkConnection()) return peer;
  }
  throw new NobodyAnswered(`No peer of ${mspId} can be reached`, { grpcCode: status.UNAVAILABLE });
}

/** An answer that a peer endorsed. */
export function accepted(response: EndorsementResponse): EndorsementResponse {
  if (response.endorsement && response.response.status < 400) return response;
  throw new PeerRefused(response.response.message);
}

/**
 * Asks one peer and writes nothing.
 *
 * @throws PeerRefused, NobodyAnswered
 */
export async function ask(network: Network, question: Question): Promise<Uint8Array> {
  const { chaincode, name, args, mspId, patience } = question;
  const target = await peerOf(network, mspId);
  const context = newContext(network);
  const query = network.getChannel().newQuery(chaincode);
  query.build(context, { fcn: name, args: [...args], generateTransactionId: false });
  query.sign(context);
  const { responses, errors } = await query.send({ targets: [target], requestTimeout: patience });
  const [response] = responses;
  if (response) return accepted(response).response.payload;
  throw errors[0] ?? new NobodyAnswered('The peer said nothing', { grpcCode: status.UNAVAILABLE });
}
