// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { common, gateway } from '@hyperledger/fabric-protos';
import { shiftTime } from '../../support/tampered';
import type { Seen } from './chain';
import type { Command, Outcome } from './commands';
import type { Differences } from './differences';
import { endorse, sentBytes, submit, type Answered } from './party';
import type { Sides } from './sides';

/** Whose peers may be asked next: all must hold what was written before. */
const WITNESSES = ['zhengzhou-clock', 'guiyang-clock', 'supervisor-officer-1', 'court-officer-1'];

interface Proposed {
  readonly command: Command;
  readonly proposal: Uint8Array;
  readonly label: string;
  readonly embedded: Answered;
  readonly fabric: Answered;
  readonly codes: number[];
}

/** One envelope on its way: which command's, and the bytes for the other engine. */
interface Sent {
  readonly of: Proposed;
  readonly payload: string;
  readonly forEmbedded: Uint8Array;
}

/** SHA-256 of what the client signs; endorsements are part of it, so it tells engines apart too. */
function payloadHash(bytes: Uint8Array): string {
  const envelope = gateway.PreparedTransaction.deserializeBinary(bytes).getEnvelope() ?? new common.Envelope();
  return createHash('sha256').update(envelope.getPayload_asU8()).digest('hex');
}

/**
 * A peer's error about an envelope that BFT orderers have: a slow one of them had seen its block before it saw the envelope
 * itself, and of that answer the peer knows nothing.
 */
const isOrdered = (refusal: string): boolean => refusal.includes('request already processed');

/** What orderers refused: a peer says it of the one that it asked, and of BFT orderers, all of which it asks, in the details. */
const refusedBy = (refusal: string): string =>
  /received unsuccessful response from orderer: [^"]+/.exec(refusal)?.[0] ?? refusal;

/** Carries commands through both engines, a round at a time, and notes what differs. */
export class Rounds {
  readonly #sides: Sides;
  readonly #differences: Differences;
  #commands = 0;
  readonly #sentIds = new Set<string>();
  /** Blocks that did not end where the other engine's did. */
  unevenBlocks = 0;

  constructor(sides: Sides, differences: Differences) {
    this.#sides = sides;
    this.#differences = differences;
  }

  get #isBft(): boolean {
    return this.#sides.fabric.network.topology.consensus.type === 'BFT';
  }

  /** Reads what both chains begin with. */
  async begin(): Promise<void> {
    for (const { clients, chain } of [this.#sides.embedded, this.#sides.fabric]) {
      const height = await clients.height('zhengzhou-clock');
      for (let number = 0; number < height; number += 1) await chain.next();
    }
  }

  /**
   * Has all endorsed on one state, by both engines at once; sends to Fabric in the order given; then sends to the embedded
   * engine in the order in which Fabric's blocks hold them, block by block.
   */
  async run(commands: readonly Command[]): Promise<readonly Outcome[]> {
    const proposed = await Promise.all(commands.map((command) => this.#propose(command)));
    const sent = await this.#sendToFabric(proposed);
    let left = sent.length;
    while (left > 0) {
      const block = await this.#sides.fabric.chain.next();
      await this.#mirror(block, sent);
      left -= block.length;
    }
    await this.#settle();
    return proposed.map(({ command, proposal, fabric, codes }) => ({
      ...{ command, proposal, codes },
      ...(fabric.transaction && { answer: fabric.text }),
    }));
  }

  #bytesOf(command: Command): Uint8Array {
    if (command.proposal) return command.proposal;
    const options = {
      arguments: [...command.args],
      ...(command.orgs && { endorsingOrganizations: [...command.orgs] }),
    };
    const { contract } = this.#sides.fabric.clients.client(command.by);
    const bytes = contract.newProposal(command.transaction, options).getBytes();
    return command.shift === undefined ? bytes : shiftTime(bytes, command.shift);
  }

  async #propose(command: Command): Promise<Proposed> {
    const { embedded: left, fabric: right } = this.#sides;
    this.#commands += 1;
    const label = `command ${this.#commands}, ${command.transaction} by ${command.by} (${command.sending})`;
    const proposal = this.#bytesOf(command);
    const [embedded, fabric] = await Promise.all([endorse(left, command, proposal), endorse(right, command, proposal)]);
    this.#differences.compare(`${label}: answer`, embedded.text, fabric.text);
    return { command, proposal, label, embedded, fabric, codes: [] };
  }

  async #sendToFabric(proposed: readonly Proposed[]): Promise<Sent[]> {
    const sent: Sent[] = [];
    for (const one of proposed) {
      const { embedded, fabric, command } = one;
      if (!embedded.transaction || !fabric.transaction) continue;
      const bytes = sentBytes(fabric.transaction, command.sending);
      const entry = {
        of: one,
        payload: payloadHash(bytes),
        forEmbedded: sentBytes(embedded.transaction, command.sending),
      };
      for (let times = this.#timesOf(command, fabric.transaction.getTransactionId()); times > 0; times -= 1) {
        const refusal = await submit(this.#sides.fabric, command, bytes);
        if (refusal === '' || isOrdered(refusal)) sent.push(entry);
        else await this.#expectRefusal(entry, refusal);
      }
    }
    return sent;
  }

  /**
   * Raft orders whatever it is sent. BFT orderers know an envelope by its sender and nonce, and drop a second one of both
   * with or without a word: of those, what arrives in a block is not for us to say.
   */
  #timesOf({ sending }: Command, transactionId: string): number {
    if (!this.#isBft) return sending === 'twice' ? 2 : 1;
    if (this.#sentIds.has(transactionId)) return 0;
    this.#sentIds.add(transactionId);
    return 1;
  }

  async #expectRefusal({ of, forEmbedded }: Sent, refusal: string): Promise<void> {
    const embedded = await submit(this.#sides.embedded, of.command, forEmbedded);
    const asSaid = this.#isBft ? refusedBy : (text: string): string => text;
    this.#differences.compare(`${of.label}: sending`, asSaid(embedded), asSaid(refusal));
  }

  /** Sends a block's transactions on in its own order and compares what became of each. */
  async #mirror(block: readonly Seen[], sent: readonly Sent[]): Promise<void> {
    const { embedded } = this.#sides;
    const expected = block.map((seen) => ({ seen, entry: sent.find(({ payload }) => payload === seen.payload) }));
    for (const { entry } of expected) {
      if (!entry) throw new Error('A block holds what nobody sent');
      this.#differences.compare(
        `${entry.of.label}: sending`,
        await submit(embedded, entry.of.command, entry.forEmbedded),
        '',
      );
    }
    const others: Seen[] = [];
    for (; others.length < block.length; this.unevenBlocks += others.length < block.length ? 1 : 0) {
      others.push(...(await embedded.chain.next()));
    }
    for (const [index, { seen, entry }] of expected.entries()) this.#compare(entry!.of, seen, others[index]!);
  }

  #compare({ label, codes }: Proposed, fabric: Seen, embedded: Seen): void {
    codes.push(fabric.code);
    this.#differences.compare(`${label}: id`, embedded.txId, fabric.txId);
    this.#differences.compare(`${label}: validation code`, String(embedded.code), String(fabric.code));
    this.#differences.compare(`${label}: contents`, embedded.what.text, fabric.what.text);
  }

  /** Waits until every peer holds what the first one does. */
  async #settle(): Promise<void> {
    const { clients } = this.#sides.fabric;
    const height = await clients.height(WITNESSES[0]!);
    for (const witness of WITNESSES.slice(1)) {
      while ((await clients.height(witness)) < height) await delay(20);
    }
  }
}
