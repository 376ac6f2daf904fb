// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import { isAcceptable, mayAct, policyFailure, readIdentity, transactionId } from '../access';
import type { ReadView } from '../ledger/types';
import type { Identities, Identity } from '../types';
import type { Proposal } from './proposal';

export interface ProposalSurroundings {
  readonly identities: Identities;
  readonly view: ReadView;
}

/**
 * The endorser's checks before it runs anything, in Fabric's order: header, identity, signature, duplicate, policy.
 * The proposal's timestamp is not checked: Fabric 2.5 does not, so the chaincode must.
 * @throws an error with Fabric's text
 */
export function checkProposal(proposal: Proposal, { identities, view }: ProposalSurroundings): void {
  let creator: Identity;
  try {
    checkHeader(proposal);
    creator = checkCreator(proposal, identities);
  } catch (error) {
    throw new Error(`error validating proposal: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  if (view.hasTransaction(proposal.txId)) {
    const creatorHex = Buffer.from(proposal.creator).toString('hex');
    throw new Error(`duplicate transaction found [${proposal.txId}]. Creator [${creatorHex}]`);
  }
  if (!mayAct(creator, 'Writers')) throw new Error(policyFailure(proposal.channel, 'Writers'));
}

function checkHeader({ channelHeader, nonce, creator, txId, signed }: Proposal): void {
  const type = channelHeader.getType();
  const { ENDORSER_TRANSACTION, CONFIG } = common.HeaderType;
  if (type !== ENDORSER_TRANSACTION && type !== CONFIG) throw new Error(`invalid header type ${headerTypeName(type)}`);
  if (channelHeader.getEpoch() !== 0) throw new Error('epoch is non-zero');
  if (nonce.length === 0) throw new Error('nonce is empty');
  if (creator.length === 0) throw new Error('creator is empty');
  const expected = transactionId(nonce, creator);
  if (txId !== expected) throw new Error(`incorrectly computed txid '${txId}' -- expected '${expected}'`);
  if (signed.signature.length === 0) throw new Error('empty signature bytes');
}

function checkCreator({ channel, creator, signed }: Proposal, identities: Identities): Identity {
  const identity = readIdentity(identities, creator);
  if (identity === undefined || identity.isForeign) {
    throw new Error(`access denied: channel [${channel}] creator org unknown, creator is malformed`);
  }
  if (!isAcceptable(identity) || !identities.verify(identity, signed.proposal, signed.signature)) {
    throw new Error(`access denied: channel [${channel}] creator org [${identity.mspId}]`);
  }
  return identity;
}

const headerTypeNames = new Map<number, string>(Object.entries(common.HeaderType).map(([name, type]) => [type, name]));

/** A header type as Fabric prints it. */
export function headerTypeName(type: number): string {
  return headerTypeNames.get(type) ?? String(type);
}
