// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { answerOf, normalized, RUN, textOf } from './answer';
import type { Asker } from './asker';

/** Scenarios about following the chain: chaincode events, blocks in three forms, closing. */
export const events = {
  ccEvents: async (ask: Asker) => {
    const { network, contract } = ask.client;
    const live = await network.getChaincodeEvents('kv');
    // Calls of one connection begin in order: after this one, the peer follows the chain for the one above.
    await ask.evaluate('Noop');
    const first = await contract.submitAsync('Event', { arguments: ['e1', 'p1', `${RUN}e`] });
    const { blockNumber } = await first.getStatus();
    await ask.submit('Event', 'e2', 'p2', '');
    const seen = await take(live, 2);
    live.close();
    const again = await network.getChaincodeEvents('kv', { startBlock: blockNumber });
    const replayed = await take(again, 2);
    again.close();
    const checkpoint = { getBlockNumber: () => blockNumber, getTransactionId: () => first.getTransactionId() };
    const resumed = await network.getChaincodeEvents('kv', { checkpoint });
    const rest = await take(resumed, 1);
    resumed.close();
    return [
      seen.map((event) => [
        event.chaincodeName,
        event.eventName,
        textOf(event.payload),
        event.transactionId.length,
        typeof event.blockNumber,
      ]),
      replayed.map(({ eventName }) => eventName),
      rest.map(({ eventName }) => eventName),
      await answerOf(() => ask.evaluate('Event', 'x', 'y', '')),
    ];
  },
  blockEvents: async (ask: Asker) => {
    const { network } = ask.client;
    const transaction = await ask.endorse('Event', { args: ['be', 'bp', `${RUN}be`] });
    const { blockNumber } = await (await transaction.submit()).getStatus();
    const start = { startBlock: blockNumber };
    const [block] = await takeAndClose(network.getBlockEvents(start));
    const [filtered] = await takeAndClose(network.getFilteredBlockEvents(start));
    const [withPrivate] = await takeAndClose(network.getBlockAndPrivateDataEvents(start));
    const [genesis] = await takeAndClose(network.getBlockEvents({ startBlock: 0n }));
    const far = network.getBlockEvents({ startBlock: 10_000_000n });
    return [
      describeBlock(block!, Number(blockNumber)),
      describeFiltered(filtered!, Number(blockNumber), transaction.getTransactionId()),
      [
        withPrivate!.getBlock()?.getHeader()?.getNumber() === Number(blockNumber),
        withPrivate!.getPrivateDataMapMap().getLength(),
      ],
      describeGenesis(genesis!),
      await answerOf(async () => await takeAndClose(far)),
    ];
  },
  closeEvents: async (ask: Asker) => {
    const blocks = await ask.client.network.getBlockEvents();
    const ended = answerOf(() => take(blocks, 1));
    await ask.evaluate('Noop');
    blocks.close();
    return [await ended];
  },
} as const;

async function take<T>(source: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of source) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

async function takeAndClose<T>(source: Promise<AsyncIterable<T> & { close(): void }>): Promise<T[]> {
  const opened = await source;
  try {
    return await take(opened, 1);
  } finally {
    opened.close();
  }
}

function channelHeaderOf(envelope: Uint8Array): { header: common.ChannelHeader; payload: common.Payload } {
  const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
  return { header: common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8()), payload };
}

function describeBlock(block: common.Block, number: number): unknown {
  const header = block.getHeader()!;
  const metadata = block.getMetadata()!.getMetadataList_asU8();
  const envelopes = block.getData()!.getDataList_asU8();
  const hash = createHash('sha256');
  for (const envelope of envelopes) hash.update(envelope);
  const signatures = common.Metadata.deserializeBinary(metadata[0]!);
  return {
    num: header.getNumber() === number,
    prev: header.getPreviousHash_asU8().length,
    dh: Buffer.from(header.getDataHash_asU8()).equals(hash.digest()),
    md: metadata.length,
    filter: [...metadata[2]!],
    m0: [signatures.getValue_asU8().length > 0, signatures.getSignaturesList().length],
    commitHash: common.Metadata.deserializeBinary(metadata[4]!).getValue_asU8().length,
    ...describeTransaction(envelopes[0]!),
  };
}

function describeTransaction(envelope: Uint8Array): object {
  const { header, payload } = channelHeaderOf(envelope);
  const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8()).getAction()!;
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  const result = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const sets = ledger.rwset.TxReadWriteSet.deserializeBinary(result.getResults_asU8());
  const id = result.getChaincodeId()!;
  const said = result.getResponse()!;
  const event = peer.ChaincodeEvent.deserializeBinary(result.getEvents_asU8());
  return {
    chType: header.getType(),
    ver: header.getVersion(),
    tlsHash: header.getTlsCertHash_asU8().length,
    cc: [id.getName(), id.getVersion(), id.getPath()],
    resp: [said.getStatus(), said.getMessage(), textOf(said.getPayload_asU8())],
    ns: sets.getNsRwsetList().map(describeNamespace),
    nEnd: endorsed.getEndorsementsList().length,
    event: [event.getChaincodeId(), event.getEventName(), event.getTxId().length],
    dm: sets.getDataModel(),
  };
}

function describeNamespace(set: ledger.rwset.NsReadWriteSet): unknown {
  const keys = ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8());
  return [
    set.getNamespace(),
    {
      r: keys.getReadsList().map((read) => [normalized(read.getKey()), read.getVersion() !== undefined]),
      w: keys.getWritesList().map((write) => [normalized(write.getKey()), write.getIsDelete()]),
      m: keys.getMetadataWritesList().length,
    },
  ];
}

function describeFiltered(block: peer.FilteredBlock, number: number, txId: string): unknown {
  const [transaction] = block.getFilteredTransactionsList();
  const actions = transaction!.getTransactionActions()!.getChaincodeActionsList();
  return [
    block.getChannelId(),
    block.getNumber() === number,
    transaction!.getTxid() === txId,
    transaction!.getType(),
    transaction!.getTxValidationCode(),
    actions.map((action) => {
      const event = action.getChaincodeEvent()!;
      return [event.getEventName(), event.getChaincodeId(), textOf(event.getPayload_asU8())];
    }),
  ];
}

function describeGenesis(block: common.Block): unknown {
  const { header } = channelHeaderOf(block.getData()!.getDataList_asU8()[0]!);
  return [header.getType(), header.getChannelId(), [...block.getMetadata()!.getMetadataList_asU8()[2]!]];
}
