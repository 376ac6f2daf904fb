// SPDX-License-Identifier: Apache-2.0
import type { Proposal, Transaction } from '@hyperledger/fabric-gateway';
import { changed, forgeResult, withHeader, type TransactionChange } from '../../support/tampered';
import { errorAnswer } from '../gateway/answer';
import type { Command, Sending } from './commands';
import type { Side } from './sides';

/** What an engine answers to a proposal: as text to compare, and the transaction if there is one. */
export interface Answered {
  readonly text: string;
  readonly transaction?: Transaction;
}

/** What a real peer puts before the error of another peer that it asked; the embedded engine asks within one process. */
const PASSED_ON = /^rpc error: code = \w+ desc = /;

/** A connection between real peers that was just being renewed: they ask the next peer then, if there is one. */
const RENEWED = 'grpc: the client connection is closing';

/** How often a proposal is made again where nothing but such a connection stood in its way. */
const RENEWALS = 5;

/** What the peers said, without addresses, how many say the same, and whether they were asked by another. */
function messagesIn(details: unknown): ReadonlySet<string> {
  const messages = Array.isArray(details) ? (details as { readonly message: string }[]) : [];
  return new Set(messages.map(({ message }) => message.replace(PASSED_ON, '')));
}

const saidIn = (details: unknown): string[] => [...messagesIn(details)].filter((said) => said !== RENEWED).sort();

/** Whether peers said nothing of the proposal itself. */
function isRenewal(error: unknown): boolean {
  const said = messagesIn(errorAnswer(error).details);
  return said.size === 1 && said.has(RENEWED);
}

/** An error without what differs from network to network. */
export function errorText(error: unknown): string {
  const { name, code, message, details } = errorAnswer(error);
  return JSON.stringify({ name, code, message, said: saidIn(details) });
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

async function answer(proposal: Proposal, isQuestion: boolean): Promise<Answered> {
  if (isQuestion) return { text: textOf(await proposal.evaluate()) };
  const transaction = await proposal.endorse();
  return { text: textOf(transaction.getResult()), transaction };
}

/** Has a proposal endorsed by one engine, signed anew by whoever made it. */
export async function endorse(side: Side, command: Command, bytes: Uint8Array): Promise<Answered> {
  for (let renewals = 0; ; renewals += 1) {
    try {
      return await answer(side.clients.client(command.by).gateway.newProposal(bytes), command.isQuestion ?? false);
    } catch (error) {
      if (renewals === RENEWALS || !isRenewal(error)) return { text: errorText(error) };
    }
  }
}

const CHANGES: Readonly<Partial<Record<Sending, TransactionChange>>> = {
  forged: forgeResult,
  renamed: withHeader((header, prepared) => {
    header.setTxId(`${'a'.repeat(32)}${header.getTxId().slice(32)}`);
    prepared.setTransactionId(header.getTxId());
  }),
  misnumbered: withHeader((header) => {
    header.setEpoch(3);
  }),
};

/** What is sent to the orderers, as bytes. */
export function sentBytes(transaction: Transaction, sending: Sending): Uint8Array {
  const change = CHANGES[sending];
  return change === undefined ? transaction.getBytes() : changed(transaction.getBytes(), change);
}

const JUNK = Buffer.from('junk');

/** Sends to the orderers and waits for nothing. Answers the refusal, empty where it was taken. */
export async function submit(side: Side, command: Command, bytes: Uint8Array): Promise<string> {
  const { gateway } = side.clients.client(command.by);
  try {
    const isUnsigned = command.sending === 'unsigned';
    const transaction = isUnsigned ? gateway.newSignedTransaction(bytes, JUNK) : gateway.newTransaction(bytes);
    await transaction.submit();
    return '';
  } catch (error) {
    return errorText(error);
  }
}
