// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, type peer } from '@hyperledger/fabric-protos';
import type { Cancellation } from '../cancellation';
import type { Endorsed, Endorser } from '../endorser/endorser';
import { preparedTransaction } from '../endorser/preparedTransaction';
import { unpackProposal, type Proposal } from '../endorser/proposal';
import type { ReadView } from '../ledger/types';
import { planEndorsers } from '../policy/plan';
import type { Policy } from '../types';
import type { PeerContext } from './consortium';
import { RpcError, type PeerDetail } from './errors';
import { withView } from './evaluate';

const NOT_ENOUGH = 'failed to collect enough transaction endorsements, see attached details for more info';
const FIRST_FAILED = 'failed to endorse transaction, see attached details for more info';
const NO_COMBINATION = 'no combination of peers can be derived which satisfy the endorsement policy';

/**
 * Collects the endorsements that a transaction needs: from the organizations that the client names, or from the
 * gateway's own peer first and then from those that the chaincode's policy and the policies of the written keys ask for.
 * All endorsers simulate on one snapshot, so a block that commits meanwhile cannot make them differ.
 * @throws RpcError with Fabric's code and text
 */
export async function endorse(
  request: gateway.EndorseRequest,
  context: PeerContext,
  cancellation: Cancellation,
): Promise<gateway.EndorseResponse> {
  // What could not be ordered afterwards is not even endorsed: so the client knows that nothing was written.
  if (context.orderer.refusal) throw new RpcError(status.UNAVAILABLE, context.orderer.refusal.message);
  const proposal = unpack(request.getProposedTransaction());
  const named = [...new Set(request.getEndorsingOrganizationsList())];
  const endorsed = await withView(context, (view) => {
    const round = new Round(proposal, context, view, cancellation);
    return named.length > 0 ? round.fromNamed(named) : round.fromOwnFirst();
  });
  const response = new gateway.EndorseResponse();
  response.setPreparedTransaction(preparedTransaction(proposal, endorsed));
  return response;
}

type Collected = readonly [Endorsed, ...Endorsed[]];
type Answer = Awaited<ReturnType<Endorser['process']>>;

/** The collection of endorsements for one proposal. */
class Round {
  readonly #proposal: Proposal;
  readonly #context: PeerContext;
  readonly #view: ReadView;
  readonly #cancellation: Cancellation;
  readonly #collected = new Map<string, Endorsed>();
  readonly #failed = new Set<string>();
  readonly #details: PeerDetail[] = [];
  /** Answers asked for before it was certain that they are needed. */
  readonly #ahead = new Map<string, Promise<Answer>>();

  constructor(proposal: Proposal, context: PeerContext, view: ReadView, cancellation: Cancellation) {
    this.#proposal = proposal;
    this.#context = context;
    this.#view = view;
    this.#cancellation = cancellation;
  }

  async fromNamed(named: readonly string[]): Promise<Collected> {
    const { endorsers } = this.#context;
    const missing = this.#isDefined() ? named.filter((mspId) => !endorsers.has(mspId)) : named;
    if (missing.length > 0) {
      throw new RpcError(status.UNAVAILABLE, `failed to find any endorsing peers for org(s): ${missing.join(', ')}`);
    }
    return await this.#collect([named]);
  }

  async fromOwnFirst(): Promise<Collected> {
    const first = this.#firstEndorser();
    this.#askAhead(first);
    try {
      return await this.#fromFirst(first);
    } finally {
      // They read the snapshot, which is closed next.
      await Promise.allSettled(this.#ahead.values());
    }
  }

  /**
   * Those who will be needed unless a written key has a policy of its own that says otherwise simulate beside the first
   * one, not after it. Transient data go to nobody before the first answer has told whom they concern.
   */
  #askAhead(first: Endorser): void {
    const { channel, definition } = this.#context;
    if (this.#proposal.hasTransient || !this.#isDefined()) return;
    const [layout = []] = this.#plan([channel.applicationPolicy(definition.policy)], first.mspId);
    for (const mspId of layout.filter((one) => one !== first.mspId)) {
      const asked = this.#endorser(mspId).process(this.#proposal, this.#view);
      // Whoever needs the answer hears of its failure; nobody else does.
      asked.catch(() => undefined);
      this.#ahead.set(mspId, asked);
    }
  }

  async #fromFirst(first: Endorser): Promise<Collected> {
    const answer = await first.process(this.#proposal, this.#view);
    if (answer.kind !== 'endorsed') {
      this.#note(first, answer.message);
      throw new RpcError(status.ABORTED, FIRST_FAILED, this.#details);
    }
    const layouts = this.#plan(this.#policiesFor(answer), first.mspId);
    this.#accept(first, answer);
    return await this.#collect(layouts);
  }

  /** The gateway's own peer; where it does not endorse, the first of any set that would satisfy the policy. */
  #firstEndorser(): Endorser {
    const { endorsers, local, definition, channel } = this.#context;
    const own = this.#isDefined() ? endorsers.get(local.mspId) : undefined;
    if (own !== undefined) return own;
    if (this.#proposal.hasTransient) {
      const hint = 'retry specifying endorsing organization(s) to protect transient data';
      throw new RpcError(status.FAILED_PRECONDITION, `no endorsers found in the gateway's organization; ${hint}`);
    }
    if (!this.#isDefined()) {
      const { target, channel: asked } = this.#proposal;
      const reason = `No metadata was found for chaincode ${target} in channel ${asked}`;
      throw new RpcError(status.FAILED_PRECONDITION, `${NO_COMBINATION}: ${reason}`);
    }
    const [[mspId] = []] = this.#plan([channel.applicationPolicy(definition.policy)], local.mspId);
    return this.#endorser(mspId ?? '');
  }

  #isDefined(): boolean {
    const { channel, definition } = this.#context;
    return this.#proposal.channel === channel.channelId && this.#proposal.target === definition.name;
  }

  /** The policies that must all hold: those of the written keys, and the chaincode's unless every key has its own. */
  #policiesFor(answer: Endorsed): readonly Policy[] {
    const { channel, definition } = this.#context;
    const written = [...(answer.writtenKeys.get(definition.name) ?? [])];
    const keyPolicies = written.map((key) => this.#keyPolicy(definition.name, key));
    const own = keyPolicies.filter((policy) => policy !== undefined).map((policy) => channel.signaturePolicy(policy));
    const isBare = written.length === 0 || keyPolicies.includes(undefined);
    return [...new Set(isBare ? [channel.applicationPolicy(definition.policy), ...own] : own)];
  }

  #keyPolicy(namespace: string, key: string): Buffer | undefined {
    const metadata = this.#view.get(namespace, key)?.metadata ?? [];
    return metadata.find(({ name }) => name === 'VALIDATION_PARAMETER')?.value;
  }

  #plan(policies: readonly Policy[], preferred: string): readonly (readonly string[])[] {
    const available = [...this.#context.endorsers.keys()];
    const layouts = planEndorsers({ policies, available, preferred });
    if (layouts.length > 0) return layouts;
    const reason = 'no peer combination can satisfy the endorsement policy';
    throw new RpcError(status.FAILED_PRECONDITION, `${NO_COMBINATION}: ${reason}`);
  }

  /** Tries one set of organizations after the other; who has answered is not asked again. */
  async #collect(layouts: readonly (readonly string[])[]): Promise<Collected> {
    for (const layout of layouts) {
      if (this.#cancellation.isCancelled) throw new RpcError(status.CANCELLED, 'the call was cancelled', this.#details);
      if (layout.some((mspId) => this.#failed.has(mspId))) continue;
      const open = layout.filter((mspId) => !this.#collected.has(mspId));
      await Promise.all(open.map((mspId) => this.#ask(this.#endorser(mspId))));
      const [first, ...others] = layout.flatMap((mspId) => this.#collected.get(mspId) ?? []);
      if (first !== undefined && others.length === layout.length - 1) return [first, ...others];
    }
    throw new RpcError(status.ABORTED, NOT_ENOUGH, this.#details);
  }

  async #ask(endorser: Endorser): Promise<void> {
    const answer = await (this.#ahead.get(endorser.mspId) ?? endorser.process(this.#proposal, this.#view));
    if (answer.kind === 'endorsed') this.#accept(endorser, answer);
    else this.#note(endorser, answer.message);
  }

  /** The first answer sets what all must say, byte by byte. */
  #accept(endorser: Endorser, answer: Endorsed): void {
    const [first] = this.#collected.values();
    if (first !== undefined && Buffer.compare(first.payload, answer.payload) !== 0) {
      this.#note(endorser, 'ProposalResponsePayloads do not match');
      return;
    }
    this.#collected.set(endorser.mspId, answer);
  }

  #note({ address, mspId }: Endorser, message: string): void {
    this.#failed.add(mspId);
    this.#details.push({ address, mspId, message });
  }

  #endorser(mspId: string): Endorser {
    const endorser = this.#context.endorsers.get(mspId);
    if (endorser === undefined) throw new RpcError(status.UNAVAILABLE, `there is no endorsing peer of ${mspId}`);
    return endorser;
  }
}

function unpack(signedProposal: peer.SignedProposal | undefined): Proposal {
  if (signedProposal === undefined || signedProposal.getProposalBytes_asU8().length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, 'the proposed transaction must contain a signed proposal');
  }
  try {
    return unpackProposal(signedProposal);
  } catch (error) {
    throw new RpcError(status.INVALID_ARGUMENT, error instanceof Error ? error.message : String(error));
  }
}
