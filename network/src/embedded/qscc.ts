// SPDX-License-Identifier: Apache-2.0
import { common, peer } from '@hyperledger/fabric-protos';
import { authorize, policyFailure } from './access';
import { checkProposal } from './endorser/checkProposal';
import type { Proposal } from './endorser/proposal';
import type { Store } from './ledger/types';
import type { ChannelConfig } from './types';

/** Name of Fabric's system chaincode for questions about the chain. */
export const QSCC = 'qscc';

/** `GetBlockByNumber` of the largest unsigned 64-bit number answers the last block, as in Fabric. */
const LAST_BLOCK = '18446744073709551615';

export interface QueryPlace {
  readonly channel: ChannelConfig;
  readonly store: Store;
}

export type QueryAnswer =
  { readonly response: peer.Response } | { readonly kind: 'refused' | 'rejected'; readonly message: string };

type Query = (argument: Uint8Array, store: Store) => Uint8Array;

const queries: ReadonlyMap<string, Query> = new Map<string, Query>([
  ['GetChainInfo', (_argument, store) => chainInfo(store)],
  ['GetBlockByNumber', blockByNumber],
  ['GetBlockByHash', blockByHash],
  ['GetBlockByTxID', blockByTxId],
  ['GetTransactionByID', transactionById],
]);

/** Answers a proposal to `qscc`: a function, the channel, and one argument. Attacker-controlled input. */
export function queryChain(proposal: Proposal, { channel, store }: QueryPlace): QueryAnswer {
  const view = store.snapshot();
  try {
    checkProposal(proposal, { identities: channel.identities, view });
  } catch (error) {
    return { kind: 'refused', message: messageOf(error) };
  } finally {
    void view.close();
  }
  try {
    const response = new peer.Response();
    response.setStatus(200);
    response.setPayload(answer(proposal, { channel, store }));
    return { response };
  } catch (error) {
    return { kind: 'rejected', message: `chaincode response 500, ${messageOf(error)}` };
  }
}

function answer(proposal: Proposal, { channel, store }: QueryPlace): Uint8Array {
  const [nameBytes, channelBytes, argument] = proposal.input.getArgsList_asU8();
  if (nameBytes === undefined || channelBytes === undefined) {
    throw new Error(`Incorrect number of arguments, ${proposal.input.getArgsList_asU8().length}`);
  }
  const name = Buffer.from(nameBytes).toString();
  const asked = Buffer.from(channelBytes).toString();
  if (name !== 'GetChainInfo' && argument === undefined) throw new Error(`missing 3rd argument for ${name}`);
  if (asked !== channel.channelId) throw new Error(`Invalid chain ID, ${asked}`);
  const request = { signer: proposal.creator, data: proposal.signed.proposal, signature: proposal.signed.signature };
  if (authorize(channel.identities, request, 'Readers') === undefined) {
    throw new Error(`access denied for [${name}][${asked}]: [${policyFailure(asked, 'Readers')}]`);
  }
  const query = queries.get(name);
  if (query === undefined) throw new Error(`Requested function ${name} not found.`);
  return query(argument ?? new Uint8Array(), store);
}

function chainInfo(store: Store): Uint8Array {
  const info = new common.BlockchainInfo();
  info.setHeight(store.height);
  info.setCurrentblockhash(store.lastHeaderHash);
  const last = store.block(store.height - 1);
  if (last !== undefined) info.setPreviousblockhash(previousHash(last));
  return info.serializeBinary();
}

function previousHash(block: Uint8Array): Uint8Array {
  return common.Block.deserializeBinary(block).getHeader()?.getPreviousHash_asU8() ?? new Uint8Array();
}

function blockByNumber(argument: Uint8Array, store: Store): Uint8Array {
  const text = Buffer.from(argument).toString();
  if (!/^\d{1,20}$/.test(text)) {
    throw new Error(`Failed to parse block number with error strconv.ParseUint: parsing "${text}": invalid syntax`);
  }
  const number = text === LAST_BLOCK ? store.height - 1 : Number(text);
  const block = Number.isSafeInteger(number) ? store.block(number) : undefined;
  if (block === undefined) {
    throw new Error(`Failed to get block number ${text}, error no such block number [${text}] in index`);
  }
  return block;
}

function blockByHash(argument: Uint8Array, store: Store): Uint8Array {
  const block = store.blockByHash(argument);
  if (block !== undefined) return block;
  const hex = Buffer.from(argument).toString('hex');
  throw new Error(
    `Failed to get block hash ${Buffer.from(argument).toString()}, error no such block hash [${hex}] in index`,
  );
}

function blockByTxId(argument: Uint8Array, store: Store): Uint8Array {
  const txId = Buffer.from(argument).toString();
  const found = store.transactionStatus(txId);
  const block = found && store.block(found.block);
  if (block === undefined) {
    throw new Error(`Failed to get block for txID ${txId}, error no such transaction ID [${txId}] in index`);
  }
  return block;
}

function transactionById(argument: Uint8Array, store: Store): Uint8Array {
  const txId = Buffer.from(argument).toString();
  const found = store.transactionStatus(txId);
  const block = found && store.block(found.block);
  const envelope = block && common.Block.deserializeBinary(block).getData()?.getDataList_asU8()[found.tx];
  if (envelope === undefined) {
    throw new Error(`Failed to get transaction with id ${txId}, error no such transaction ID [${txId}] in index`);
  }
  const processed = new peer.ProcessedTransaction();
  processed.setTransactionenvelope(common.Envelope.deserializeBinary(envelope));
  processed.setValidationcode(found?.code ?? peer.TxValidationCode.NOT_VALIDATED);
  return processed.serializeBinary();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
