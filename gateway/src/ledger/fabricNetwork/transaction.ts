// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { Commit, Endorsement, EndorsementResponse, Endorser } from 'fabric-common';
import type { Network } from 'fabric-network';
import type { Deadlines } from '../fabricGateway/deadlines';
import type { EndorsedTransaction } from '../fabricGateway/submit';
import { MISSING, rediscover, STALE } from './discovery';
import { accepted, newContext, peerOf } from './question';
import { AnswersDiffer, NobodyAnswered } from './failures';

/** Whose peers are asked to endorse. */
export interface Endorsers {
  readonly mspIds: readonly string[];
  /** So many must answer, or nothing is sent. */
  readonly threshold: number;
}

export interface Proposed {
  /** Lends the network of whoever signs, opened anew where it was closed meanwhile. */
  readonly onNetwork: <T>(work: (network: Network) => Promise<T>) => Promise<T>;
  readonly chaincode: string;
  readonly name: string;
  readonly argument: string;
  readonly endorsers: Endorsers;
  readonly deadlines: Deadlines;
  /** Waits for the block of a transaction that was sent. */
  readonly statusOf: (transactionId: string) => Promise<{ readonly code: number; readonly blockNumber: bigint }>;
}

/**
 * All that a key-level policy could ask for: the library gathers none of those endorsements by itself, and it is not
 * known before the simulation whose records a command writes. Whoever cannot be reached is left out.
 */
async function peersFor(network: Network, endorsers: Endorsers): Promise<Endorser[]> {
  const isUnknown = (mspId: string): boolean => network.getChannel().getEndorsers(mspId).length === 0;
  if (endorsers.mspIds.some(isUnknown)) await rediscover(network, MISSING);
  else void rediscover(network, STALE);
  const found = await Promise.allSettled(endorsers.mspIds.map((mspId) => peerOf(network, mspId)));
  const peers = found.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (peers.length >= endorsers.threshold) return peers;
  throw new NobodyAnswered('Too few peers can be reached to endorse', { grpcCode: status.UNAVAILABLE });
}

/** Without its plan from discovery, the library compares nothing and sends the first answer with all signatures. */
function agreed(responses: readonly EndorsementResponse[], threshold: number): Uint8Array {
  const [first, ...others] = responses.map(accepted);
  if (!first || responses.length < threshold) {
    throw new NobodyAnswered('Too few peers endorsed', { grpcCode: status.UNAVAILABLE });
  }
  if (others.every(({ payload }) => payload.equals(first.payload))) return first.response.payload;
  throw new AnswersDiffer('Endorsers do not agree');
}

/** Orderers one after another until one takes it; the same bytes may be sent again, also long afterwards. */
async function broadcast(commit: Commit, { onNetwork, deadlines }: Proposed): Promise<void> {
  const taken = await onNetwork(async (network) => {
    const targets = network.getChannel().getCommitters();
    return (await commit.send({ targets, requestTimeout: deadlines.submit })) as { readonly status?: string };
  });
  if (taken.status === 'SUCCESS') return;
  throw new NobodyAnswered(`The orderers answered ${String(taken.status)}`, { grpcCode: status.UNAVAILABLE });
}

function endorsed(
  endorsement: Endorsement,
  commit: Commit,
  result: Uint8Array,
  proposed: Proposed,
): EndorsedTransaction {
  const transactionId = endorsement.getTransactionId();
  return {
    getTransactionId: () => transactionId,
    getResult: () => result,
    submit: async () => {
      await broadcast(commit, proposed);
      return { getStatus: () => proposed.statusOf(transactionId) };
    },
  };
}

/**
 * Has one proposal endorsed by every organization that a policy could ask for.
 *
 * @throws PeerRefused, AnswersDiffer, NobodyAnswered
 */
export function endorse(proposed: Proposed): Promise<EndorsedTransaction> {
  return proposed.onNetwork((network) => endorseOn(network, proposed));
}

async function endorseOn(network: Network, proposed: Proposed): Promise<EndorsedTransaction> {
  const { chaincode, name, argument, deadlines, endorsers } = proposed;
  const targets = await peersFor(network, endorsers);
  const context = newContext(network);
  const endorsement = network.getChannel().newEndorsement(chaincode);
  endorsement.build(context, { fcn: name, args: [argument], generateTransactionId: false });
  endorsement.sign(context);
  const { responses } = await endorsement.send({ targets, requestTimeout: deadlines.endorse });
  const result = agreed(responses, endorsers.threshold);
  const commit = endorsement.newCommit();
  commit.build(context);
  commit.sign(context);
  return endorsed(endorsement, commit, result, proposed);
}
