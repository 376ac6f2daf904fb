// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import type { ChaincodeHost } from '../chaincode/hosts/host';
import type { Completion, TransactionState } from '../chaincode/wire';
import type { NodeIdentity } from '../identity';
import type { SimulationResults } from '../ledger/simulation';
import type { ReadView, Store } from '../ledger/types';
import type { ChaincodeDefinition, ChannelConfig } from '../types';
import { checkProposal } from './checkProposal';
import { proposalHash, type Proposal } from './proposal';
import { newTransaction } from './transaction';

/** What one endorser answers. The kinds are those that Fabric's gateway tells apart. */
export type EndorserAnswer =
  | Endorsed
  /** The proposal itself is bad or not allowed: no other peer will say otherwise. */
  | { readonly kind: 'refused'; readonly message: string }
  /** This peer could not run it; another might. */
  | { readonly kind: 'failed'; readonly message: string }
  /** The chaincode ran and said no. */
  | { readonly kind: 'rejected'; readonly message: string };

export interface Endorsed {
  readonly kind: 'endorsed';
  readonly response: peer.Response;
  /** Serialized `peer.ProposalResponsePayload`; endorsers must agree on it byte by byte. */
  readonly payload: Uint8Array;
  readonly endorsement: peer.Endorsement;
  readonly writtenKeys: SimulationResults['writtenKeys'];
}

export interface EndorserOptions {
  readonly signer: NodeIdentity;
  /** host:port, as error details name the peer. */
  readonly address: string;
  readonly host: ChaincodeHost;
  readonly channel: ChannelConfig;
  readonly store: Store;
  readonly definition: ChaincodeDefinition;
}

/** One organization's endorsing peer. */
export class Endorser {
  readonly mspId: string;
  readonly address: string;
  readonly #options: EndorserOptions;

  constructor(options: EndorserOptions) {
    this.#options = options;
    this.address = options.address;
    this.mspId = options.signer.mspId;
  }

  /**
   * Checks, simulates and signs a proposal.
   * @param view the committed state that the simulation reads; the caller closes it
   */
  async process(proposal: Proposal, view: ReadView): Promise<EndorserAnswer> {
    const { channel } = this.#options;
    try {
      checkProposal(proposal, { identities: channel.identities, view });
    } catch (error) {
      return { kind: 'refused', message: messageOf(error) };
    }
    try {
      return await this.#simulate(proposal, view);
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) };
    }
  }

  async #simulate(proposal: Proposal, view: ReadView): Promise<EndorserAnswer> {
    const { host, definition, store } = this.#options;
    refuseUndefined(proposal, definition);
    const transaction = newTransaction({ view, store, chaincode: definition.name, txId: proposal.txId });
    const completion = await this.#execute(proposal, host, transaction.state);
    const results = await transaction.results();
    const status = completion.response.getStatus();
    if (status < 200 || status >= 400) {
      return { kind: 'rejected', message: `chaincode response ${status}, ${completion.response.getMessage()}` };
    }
    return this.#endorse(proposal, completion, results);
  }

  async #execute(proposal: Proposal, host: ChaincodeHost, state: TransactionState): Promise<Completion> {
    const { txId, channel, input, signed } = proposal;
    try {
      return await host.execute({ txId, channel, input: input.serializeBinary(), proposal: signed, state });
    } catch (error) {
      throw new Error(`error in simulation: failed to execute transaction ${txId}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  #endorse(proposal: Proposal, completion: Completion, results: SimulationResults): Endorsed {
    const { signer, definition, channel } = this.#options;
    const payload = responsePayload({ proposal, completion, results, definition });
    const signedBytes = Buffer.concat([payload, signer.serialized]);
    const signature = signer.sign(signedBytes);
    // It comes back with the transaction; this process need not check its own signature then.
    channel.identities.remember(channel.identities.deserialize(signer.serialized), signedBytes, signature);
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(signer.serialized);
    endorsement.setSignature(signature);
    return {
      kind: 'endorsed',
      response: completion.response,
      payload,
      endorsement,
      writtenKeys: results.writtenKeys,
    };
  }
}

function refuseUndefined({ chaincode, channel, input }: Proposal, definition: ChaincodeDefinition): void {
  if (chaincode !== definition.name) {
    const hint = `make sure the chaincode ${chaincode} has been successfully defined on channel ${channel} and try again`;
    throw new Error(`${hint}: chaincode ${chaincode} not found`);
  }
  if (input.getIsInit()) {
    throw new Error(
      `error in simulation: failed to execute transaction: invalid invocation: chaincode '${chaincode}' does not require initialization but called as init`,
    );
  }
}

interface PayloadParts {
  readonly proposal: Proposal;
  readonly completion: Completion;
  readonly results: SimulationResults;
  readonly definition: ChaincodeDefinition;
}

function responsePayload({ proposal, completion, results, definition }: PayloadParts): Uint8Array {
  const id = new peer.ChaincodeID();
  id.setName(definition.name);
  id.setVersion(definition.version);
  const action = new peer.ChaincodeAction();
  action.setResults(results.readWriteSet);
  action.setResponse(completion.response);
  action.setChaincodeId(id);
  if (completion.event !== undefined) action.setEvents(completion.event.serializeBinary());
  const payload = new peer.ProposalResponsePayload();
  payload.setProposalHash(proposalHash(proposal));
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
