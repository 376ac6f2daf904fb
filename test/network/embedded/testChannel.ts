// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { readChannelConfig } from '../../../network/src/embedded/channel';
import { newSigner, type Sign } from '../../../network/src/embedded/crypto/ecdsa';
import { decodeBlock, sealBlock } from '../../../network/src/embedded/ledger/block';
import { commitHash } from '../../../network/src/embedded/ledger/commitHash';
import { encodeReadWriteSet } from '../../../network/src/embedded/ledger/encodeReadWriteSet';
import { genesisCommit } from '../../../network/src/embedded/ledger/genesisCommit';
import type { NamespaceSet } from '../../../network/src/embedded/ledger/readWriteSet';
import type { BlockCommit, Store } from '../../../network/src/embedded/ledger/types';
import { validateBlock } from '../../../network/src/embedded/ledger/validator';
import { newMspConfig } from '../../../network/src/embedded/msp/folder';
import { applicationPolicy } from '../../../network/src/embedded/policy/envelope';
import { parsePolicy } from '../../../network/src/embedded/policy/parse';
import type { ChannelConfig } from '../../../network/src/embedded/types';
import { issueLeaf, newAuthority, openAuthority } from '../../../network/src/identities/authority';

export const channelId = 'test';
export const chaincode = 'kv';
export const policyText = "OutOf(2,'A.peer','B.peer','C.peer')";

/** Somebody with a certificate and a key. */
export interface Actor {
  readonly serialized: Buffer;
  readonly certificate: string;
  readonly sign: Sign;
}

export interface TestOrganization {
  readonly mspId: string;
  readonly root: Buffer;
  issue(unit: string | undefined, now?: Date): Promise<Actor>;
}

export const serializedIdentity = (mspId: string, certificate: string): Buffer => {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(mspId);
  identity.setIdBytes(Buffer.from(certificate));
  return Buffer.from(identity.serializeBinary());
};

export const newTestOrganization = async (mspId: string, founded = new Date()): Promise<TestOrganization> => {
  const files = await newAuthority({ organization: mspId, commonName: `${mspId} authority` }, founded);
  const authority = await openAuthority(files);
  return {
    mspId,
    root: Buffer.from(files.certificate),
    issue: async (unit, now = new Date()) => {
      const subject = { organization: mspId, commonName: 'somebody', ...(unit === undefined ? {} : { unit }) };
      const { certificate, privateKey } = await issueLeaf(authority, { subject, extensions: [], now });
      return { certificate, serialized: serializedIdentity(mspId, certificate), sign: newSigner(privateKey) };
    },
  };
};

export interface TestChannel {
  readonly config: ChannelConfig;
  readonly genesis: BlockCommit;
  readonly organizations: Readonly<Record<'A' | 'B' | 'C', TestOrganization>>;
  readonly client: Actor;
  readonly peers: Readonly<Record<'A' | 'B' | 'C', Actor>>;
  readonly orderer: Actor;
}

export const newTestChannel = async (policy = policyText): Promise<TestChannel> => {
  const [A, B, C] = await Promise.all([newTestOrganization('A'), newTestOrganization('B'), newTestOrganization('C')]);
  const definition = { name: chaincode, version: '1', sequence: 1, policy: applicationPolicy(parsePolicy(policy)) };
  const genesis = genesisCommit({
    channelId,
    organizations: [A, B, C].map(({ mspId, root }) => ({
      config: newMspConfig({ mspId, root, tlsRoots: [] }),
      isOrderer: mspId === 'A',
    })),
    chaincodes: [definition],
  });
  return {
    config: readChannelConfig(decodeBlock(genesis.block).envelopes[0]!),
    genesis,
    organizations: { A, B, C },
    client: await A.issue('client'),
    peers: { A: await A.issue('peer'), B: await B.issue('peer'), C: await C.issue('peer') },
    orderer: await A.issue('orderer'),
  };
};

/** What a transaction does; everything else has a sound default that a test may spoil. */
export interface TransactionSpec {
  readonly sets?: readonly Partial<NamespaceSet>[];
  readonly endorsers: readonly Actor[];
  readonly client: Actor;
  readonly results?: Uint8Array;
  readonly nonce?: Buffer;
  readonly txId?: string;
  readonly channelId?: string;
  readonly type?: number;
  readonly epoch?: number;
  readonly version?: string;
  readonly ranChaincode?: string;
  readonly event?: peer.ChaincodeEvent;
  readonly proposalHash?: Uint8Array;
  readonly actions?: number;
  readonly sign?: Sign;
  readonly endorse?: (actor: Actor, data: Buffer) => Buffer;
}

const namespaceSet = (set: Partial<NamespaceSet>): NamespaceSet => ({
  namespace: chaincode,
  reads: [],
  ranges: [],
  writes: [],
  metadataWrites: [],
  collections: [],
  ...set,
});

const named = (name: string, version: string): peer.ChaincodeID => {
  const id = new peer.ChaincodeID();
  id.setName(name);
  id.setVersion(version);
  return id;
};

const channelHeader = (spec: TransactionSpec, txId: string): Uint8Array => {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(named(chaincode, ''));
  const header = new common.ChannelHeader();
  header.setType(spec.type ?? common.HeaderType.ENDORSER_TRANSACTION);
  header.setChannelId(spec.channelId ?? channelId);
  header.setTxId(txId);
  header.setEpoch(spec.epoch ?? 0);
  header.setExtension$(extension.serializeBinary());
  return header.serializeBinary();
};

const proposalResponse = (spec: TransactionSpec, hash: Uint8Array): Buffer => {
  const action = new peer.ChaincodeAction();
  action.setChaincodeId(named(spec.ranChaincode ?? chaincode, spec.version ?? '1'));
  action.setResults(spec.results ?? encodeReadWriteSet((spec.sets ?? []).map(namespaceSet)));
  if (spec.event !== undefined) action.setEvents(spec.event.serializeBinary());
  const response = new peer.ProposalResponsePayload();
  response.setProposalHash(spec.proposalHash ?? hash);
  response.setExtension$(action.serializeBinary());
  return Buffer.from(response.serializeBinary());
};

const endorsedAction = (spec: TransactionSpec, response: Buffer): peer.ChaincodeEndorsedAction => {
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(response);
  for (const actor of spec.endorsers) {
    const data = Buffer.concat([response, actor.serialized]);
    const endorsement = new peer.Endorsement();
    endorsement.setEndorser(actor.serialized);
    endorsement.setSignature(spec.endorse?.(actor, data) ?? actor.sign(data));
    endorsed.addEndorsements(endorsement);
  }
  return endorsed;
};

const transactionData = (spec: TransactionSpec, header: Uint8Array, signatureHeader: Uint8Array): Uint8Array => {
  const input = Buffer.from('input');
  const hash = createHash('sha256').update(header).update(signatureHeader).update(input).digest();
  const content = new peer.ChaincodeActionPayload();
  content.setChaincodeProposalPayload(input);
  content.setAction(endorsedAction(spec, proposalResponse(spec, hash)));
  const transaction = new peer.Transaction();
  for (let count = spec.actions ?? 1; count > 0; count--) {
    const action = new peer.TransactionAction();
    action.setHeader(signatureHeader);
    action.setPayload(content.serializeBinary());
    transaction.addActions(action);
  }
  return transaction.serializeBinary();
};

export const transactionIdOf = (nonce: Buffer, creator: Buffer): string =>
  createHash('sha256').update(nonce).update(creator).digest('hex');

/** A signed envelope as a client of Fabric makes it. */
export const newEnvelope = (spec: TransactionSpec): Buffer => {
  const nonce = spec.nonce ?? randomBytes(24);
  const signer = new common.SignatureHeader();
  signer.setCreator(spec.client.serialized);
  signer.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader(spec, spec.txId ?? transactionIdOf(nonce, spec.client.serialized)));
  header.setSignatureHeader(signer.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(transactionData(spec, header.getChannelHeader_asU8(), header.getSignatureHeader_asU8()));
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature((spec.sign ?? spec.client.sign)(envelope.getPayload_asU8()));
  return Buffer.from(envelope.serializeBinary());
};

/** Judges envelopes and commits them as the next block; gives the codes. */
export const appendBlock = async (
  store: Store,
  channel: TestChannel,
  envelopes: readonly Uint8Array[],
): Promise<number[]> => {
  const number = store.height;
  const view = store.snapshot();
  const judged = await validateBlock({ number, envelopes, view, channel: channel.config });
  await view.close();
  const hash = commitHash({ ...judged, previous: store.lastCommitHash });
  const { orderer } = channel;
  const sealed = sealBlock({
    number,
    previousHash: store.lastHeaderHash,
    envelopes,
    codes: judged.codes,
    commitHash: hash,
    signer: { creator: orderer.serialized, sign: orderer.sign },
  });
  await store.commit({ ...judged, number, block: sealed.bytes, headerHash: sealed.headerHash, commitHash: hash });
  return [...judged.codes];
};
