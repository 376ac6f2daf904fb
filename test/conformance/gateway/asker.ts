// SPDX-License-Identifier: Apache-2.0
import type { Commit, Status, SubmittedTransaction, Transaction } from '@hyperledger/fabric-gateway';
import type { KvNetwork } from '../../support/engine';
import type { LedgerClient, Person } from '../../support/ledgerClient';

/** Status of a transaction as the recording has it. */
export interface StatusAnswer {
  readonly code: number;
  readonly ok: boolean;
  readonly bn: string;
}

export interface NamedProposal {
  readonly args?: readonly string[];
  readonly orgs?: readonly string[];
}

/** Asks one peer through the unmodified client. */
export class Asker {
  readonly client: LedgerClient;
  readonly #network: KvNetwork;

  constructor(network: KvNetwork, client: LedgerClient) {
    this.#network = network;
    this.client = client;
  }

  submit(name: string, ...args: readonly string[]): Promise<Uint8Array> {
    return this.client.contract.submitTransaction(name, ...args);
  }

  evaluate(name: string, ...args: readonly string[]): Promise<Uint8Array> {
    return this.client.contract.evaluateTransaction(name, ...args);
  }

  endorse(name: string, { args = [], orgs }: NamedProposal): Promise<Transaction> {
    const options = { arguments: [...args], ...(orgs === undefined ? {} : { endorsingOrganizations: [...orgs] }) };
    return this.client.contract.newProposal(name, options).endorse();
  }

  /** Endorses, submits and waits: the way of one transaction, whatever becomes of it. */
  async fate(name: string, proposal: NamedProposal): Promise<StatusAnswer> {
    return await submitted(await this.endorse(name, proposal));
  }

  /** A client of the first peer with somebody else's identity. */
  as(person: Person): Asker {
    return new Asker(this.#network, this.#network.client(1, person));
  }

  person(index: number): Person {
    return this.#network.person(index);
  }
}

/** Submits and answers with the validation code. */
export async function submitted(transaction: Transaction): Promise<StatusAnswer> {
  return await statusAnswer(await transaction.submit());
}

export async function statusAnswer(commit: SubmittedTransaction | Commit): Promise<StatusAnswer> {
  const status: Status = await commit.getStatus();
  return { code: status.code, ok: status.successful, bn: typeof status.blockNumber };
}
