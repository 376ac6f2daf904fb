// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { closedResponse, TOTAL_ROWS, type OpenQueries } from './queries';
import { MessageType, type Invocation, type WireMessage } from './wire';

/** A transaction that a chaincode is running now. */
export interface RunningTransaction {
  readonly invocation: Invocation;
  readonly queries: OpenQueries;
  /** The name under which the chaincode's keys are kept. */
  readonly chaincode: string;
}

type Answer = Uint8Array | Promise<Uint8Array>;
type RequestHandler = (payload: Uint8Array, running: RunningTransaction) => Answer;

const NOTHING = new Uint8Array(0);

/** What a chaincode may ask its peer for, by message type. Anything else ends the stream. */
const handlers: ReadonlyMap<number, RequestHandler> = new Map<number, RequestHandler>([
  [MessageType.GET_STATE, getState],
  [MessageType.PUT_STATE, putState],
  [MessageType.DEL_STATE, delState],
  [MessageType.GET_STATE_METADATA, getStateMetadata],
  [MessageType.PUT_STATE_METADATA, putStateMetadata],
  [MessageType.GET_STATE_BY_RANGE, getStateByRange],
  [MessageType.GET_HISTORY_FOR_KEY, getHistoryForKey],
  [MessageType.QUERY_STATE_NEXT, queryStateNext],
  [MessageType.QUERY_STATE_CLOSE, queryStateClose],
  [MessageType.GET_QUERY_RESULT, getQueryResult],
  [MessageType.INVOKE_CHAINCODE, invokeChaincode],
  [MessageType.GET_PRIVATE_DATA_HASH, refusePrivateDataHash],
  [MessageType.PURGE_PRIVATE_DATA, refusePurge],
]);

/** @returns whether a chaincode may send this type while it runs a transaction */
export function isRequest(type: number): boolean {
  return handlers.has(type);
}

/**
 * Answers one request of a running chaincode.
 * @returns the payload of the RESPONSE message, at once where no query has to be read
 * @throws an error with Fabric's own text; the chaincode gets it as an ERROR message
 */
export function answerRequest(message: WireMessage, running: RunningTransaction): Answer {
  const handler = handlers.get(message.type);
  if (handler === undefined) throw new Error(`no handler for message type ${message.type}`);
  return handler(message.payload, running);
}

function getState(payload: Uint8Array, running: RunningTransaction): Answer {
  const request = peer.GetState.deserializeBinary(payload);
  refuseCollection(request.getCollection(), running);
  return running.invocation.state.get(request.getKey()) ?? NOTHING;
}

function putState(payload: Uint8Array, running: RunningTransaction): Answer {
  const request = peer.PutState.deserializeBinary(payload);
  refuseCollection(request.getCollection(), running);
  running.invocation.state.put(request.getKey(), request.getValue_asU8());
  return NOTHING;
}

function delState(payload: Uint8Array, running: RunningTransaction): Answer {
  const request = peer.DelState.deserializeBinary(payload);
  refuseCollection(request.getCollection(), running);
  running.invocation.state.del(request.getKey());
  return NOTHING;
}

function getStateMetadata(payload: Uint8Array, running: RunningTransaction): Answer {
  const request = peer.GetStateMetadata.deserializeBinary(payload);
  refuseCollection(request.getCollection(), running);
  const result = new peer.StateMetadataResult();
  for (const { name, value } of running.invocation.state.metadata(request.getKey())) {
    const entry = result.addEntries();
    entry.setMetakey(name);
    entry.setValue(value);
  }
  return result.serializeBinary();
}

function putStateMetadata(payload: Uint8Array, running: RunningTransaction): Answer {
  const request = peer.PutStateMetadata.deserializeBinary(payload);
  refuseCollection(request.getCollection(), running);
  const metadata = request.getMetadata();
  if (metadata === undefined) throw new Error('unmarshal failed: no metadata in the request');
  running.invocation.state.putMetadata(request.getKey(), metadata.getMetakey(), metadata.getValue_asU8());
  return NOTHING;
}

function getStateByRange(payload: Uint8Array, running: RunningTransaction): Answer {
  const request = peer.GetStateByRange.deserializeBinary(payload);
  refuseCollection(request.getCollection(), running);
  const { pageSize, bookmark } = pageOf(request.getMetadata_asU8());
  const state = running.invocation.state;
  if (pageSize === 0 && bookmark === '') {
    const cursor = state.range(request.getStartkey(), request.getEndkey());
    return running.queries.open({ cursor, limit: TOTAL_ROWS, paged: false });
  }
  const start = bookmark === '' ? request.getStartkey() : bookmark;
  const cursor = state.pagedRange(start, request.getEndkey(), pageSize);
  const limit = pageSize > 0 ? Math.min(pageSize, TOTAL_ROWS) : TOTAL_ROWS;
  return running.queries.open({ cursor, limit, paged: true });
}

function getHistoryForKey(payload: Uint8Array, running: RunningTransaction): Answer {
  const cursor = running.invocation.state.history(peer.GetHistoryForKey.deserializeBinary(payload).getKey());
  return running.queries.open({ cursor, limit: TOTAL_ROWS, paged: false });
}

function queryStateNext(payload: Uint8Array, running: RunningTransaction): Answer {
  return running.queries.next(peer.QueryStateNext.deserializeBinary(payload).getId());
}

async function queryStateClose(payload: Uint8Array, running: RunningTransaction): Promise<Uint8Array> {
  const id = peer.QueryStateClose.deserializeBinary(payload).getId();
  await running.queries.close(id);
  return closedResponse(id);
}

/** Rich queries need a state database that this engine, like a LevelDB peer, does not have. */
function getQueryResult(payload: Uint8Array, running: RunningTransaction): Answer {
  const request = peer.GetQueryResult.deserializeBinary(payload);
  refuseCollection(request.getCollection(), running);
  const { pageSize, bookmark } = pageOf(request.getMetadata_asU8());
  const call = pageSize === 0 && bookmark === '' ? 'ExecuteQuery' : 'ExecuteQueryWithMetadata';
  throw new Error(`${call} not supported for leveldb`);
}

/** One chaincode on one channel: whatever a contract calls, there is nothing else to call. */
function invokeChaincode(payload: Uint8Array, running: RunningTransaction): Answer {
  const { txId, channel } = running.invocation;
  const target = peer.ChaincodeSpec.deserializeBinary(payload).getChaincodeId()?.getName() ?? '';
  const [nameAndVersion = '', targetChannel = channel] = splitOnce(target, '/');
  const [name = ''] = splitOnce(nameAndVersion, ':');
  if (targetChannel !== channel) throw new Error(`Failed to get policy manager for channel [${targetChannel}]`);
  if (name === running.chaincode) throw new Error(`execute failed: error sending: txid: ${txId}(${channel}) exists`);
  const container = `[channel ${channel}] failed to get chaincode container info for ${name}`;
  throw new Error(`execute failed: invalid invocation: ${container}: chaincode ${name} not found`);
}

function refusePrivateDataHash(_payload: Uint8Array, running: RunningTransaction): Answer {
  throw new Error(
    `collection config not defined for chaincode [${running.chaincode}], pass the collection configuration upon chaincode definition/instantiation`,
  );
}

function refusePurge(payload: Uint8Array, running: RunningTransaction): Answer {
  const collection = peer.DelState.deserializeBinary(payload).getCollection();
  if (collection === '') throw new Error('only applicable for private data');
  refuseCollection(collection, running);
  return NOTHING;
}

/** No chaincode here has private data collections, so none is ever found. */
function refuseCollection(collection: string, running: RunningTransaction): void {
  if (collection === '') return;
  throw new Error(`collection ${running.invocation.channel}/${running.chaincode}/${collection} could not be found`);
}

function pageOf(metadata: Uint8Array): { readonly pageSize: number; readonly bookmark: string } {
  const page = peer.QueryMetadata.deserializeBinary(metadata);
  return { pageSize: page.getPagesize(), bookmark: page.getBookmark() };
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
