// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';
import { gateway } from '@hyperledger/fabric-protos';
import type { Cancellation } from '../cancellation';
import type { Endorser, EndorserAnswer } from '../endorser/endorser';
import { unpackProposal, type Proposal } from '../endorser/proposal';
import { QSCC, queryChain } from '../qscc';
import type { PeerContext } from './consortium';
import { RpcError, type PeerDetail } from './errors';

/**
 * Runs a proposal on one peer, its own organization's first, and answers what the chaincode said.
 * @throws RpcError with Fabric's code and text
 */
export async function evaluate(
  request: gateway.EvaluateRequest,
  context: PeerContext,
  cancellation: Cancellation,
): Promise<gateway.EvaluateResponse> {
  const proposal = unpack(request.getProposedTransaction());
  if (proposal.channel !== context.channel.channelId)
    throw new RpcError(status.UNAVAILABLE, noConfig(proposal.channel));
  const response =
    proposal.target === QSCC ? query(proposal, context) : await runOnOne(proposal, request, context, cancellation);
  const answer = new gateway.EvaluateResponse();
  answer.setResult(response);
  return answer;
}

/** Fabric's text for a channel that the peer is not in. */
export function noConfig(channel: string): string {
  return `failed to get config for channel [${channel}]: could not get last config for channel ${channel}`;
}

async function runOnOne(
  proposal: Proposal,
  request: gateway.EvaluateRequest,
  context: PeerContext,
  cancellation: Cancellation,
): Promise<peer.Response> {
  const details: PeerDetail[] = [];
  for (const endorser of candidates(proposal, request.getTargetOrganizationsList(), context)) {
    const answer = await withView(context, (view) => endorser.process(proposal, view));
    if (answer.kind === 'endorsed') return answer.response;
    details.push({ address: endorser.address, mspId: endorser.mspId, message: answer.message });
    const code = codeOf(answer.kind);
    if (answer.kind !== 'failed') {
      throw new RpcError(code, `evaluate call to endorser returned error: ${answer.message}`, details);
    }
    if (cancellation.isCancelled) throw new RpcError(status.CANCELLED, 'the call was cancelled', details);
  }
  throw new RpcError(status.ABORTED, 'failed to evaluate transaction, see attached details for more info', details);
}

function codeOf(kind: Exclude<EndorserAnswer['kind'], 'endorsed'>): status {
  if (kind === 'refused') return status.FAILED_PRECONDITION;
  return kind === 'failed' ? status.ABORTED : status.UNKNOWN;
}

/** The peers that may be asked, in order. Transient data goes to the gateway's own organization unless others are named. */
function candidates(proposal: Proposal, named: readonly string[], context: PeerContext): readonly Endorser[] {
  const { endorsers, local, definition } = context;
  const isProtected = proposal.hasTransient && named.length === 0;
  const isTarget = (mspId: string): boolean =>
    isProtected ? mspId === local.mspId : named.length === 0 || named.includes(mspId);
  const found =
    proposal.target === definition.name ? [...endorsers.values()].filter(({ mspId }) => isTarget(mspId)) : [];
  if (found.length > 0) return found.sort((left, right) => rank(left, local.mspId) - rank(right, local.mspId));
  const missing = `no peers available to evaluate chaincode ${proposal.target} in channel ${proposal.channel}`;
  const hint = `no endorsers found in the gateway's organization; retry specifying target organization(s) to protect transient data: ${missing}`;
  throw new RpcError(status.FAILED_PRECONDITION, isProtected ? hint : missing);
}

function rank({ mspId }: Endorser, own: string): number {
  return mspId === own ? 0 : 1;
}

function query(proposal: Proposal, context: PeerContext): peer.Response {
  const answer = queryChain(proposal, context);
  if ('response' in answer) return answer.response;
  const { address, mspId } = context.local;
  throw new RpcError(codeOf(answer.kind), `evaluate call to endorser returned error: ${answer.message}`, [
    { address, mspId, message: answer.message },
  ]);
}

function unpack(signedProposal: peer.SignedProposal | undefined): Proposal {
  const prefix = 'failed to unpack transaction proposal';
  if (signedProposal === undefined || signedProposal.getProposalBytes_asU8().length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, `${prefix}: a signed proposal is required`);
  }
  let proposal: Proposal;
  try {
    proposal = unpackProposal(signedProposal);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new RpcError(status.INVALID_ARGUMENT, `${prefix}: ${text}`);
  }
  if (proposal.channel === '') throw new RpcError(status.INVALID_ARGUMENT, `${prefix}: no channel id provided`);
  return proposal;
}

/** Runs with a snapshot of the committed state and gives it back whatever happens. */
export async function withView<T>(
  { store }: Pick<PeerContext, 'store'>,
  run: (view: ReturnType<PeerContext['store']['snapshot']>) => Promise<T>,
): Promise<T> {
  const view = store.snapshot();
  try {
    return await run(view);
  } finally {
    await view.close();
  }
}
