// SPDX-License-Identifier: Apache-2.0
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, credentials, status as grpcStatus } from '@grpc/grpc-js';
import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { SINGLE_PROCESS_NOTICE } from '../../../network/src/embedded/status';
import { answerOf, textOf, type ErrorAnswer } from '../../conformance/gateway/answer';
import { Asker, submitted } from '../../conformance/gateway/asker';
import { CHANNEL, kvTopology, startKv, type KvNetwork } from '../../support/engine';
import { nativeSigner } from '../../support/ledgerClient';

const { MVCC_READ_CONFLICT, PHANTOM_READ_CONFLICT, ENDORSEMENT_POLICY_FAILURE } = peer.TxValidationCode;

async function failure(call: () => Promise<unknown>): Promise<ErrorAnswer> {
  const answer = await answerOf(call);
  if ('ok' in answer) throw new Error(`the call answered ${String(answer.ok)}`);
  return answer.err;
}

describe('the embedded network', () => {
  let kv: KvNetwork;
  let ask: Asker;

  beforeAll(async () => {
    kv = await startKv();
    ask = new Asker(kv, kv.client(1));
  });

  afterAll(async () => {
    await kv.remove();
  });

  it('commits what a fabric-gateway client submits, and every peer serves it', async () => {
    await ask.submit('Put', 'greeting', 'hello');
    for (const org of [1, 2, 3, 4]) {
      const value = await kv.client(org).contract.evaluateTransaction('Read', 'greeting');
      expect(textOf(value)).toBe('hello');
    }
  });

  it('needs two organizations where the policy says two of three', async () => {
    expect(await ask.fate('Put', { args: ['policy', '1'], orgs: ['R1MSP'] })).toMatchObject({
      code: ENDORSEMENT_POLICY_FAILURE,
    });
    expect(await ask.fate('Put', { args: ['policy', '1'], orgs: ['R1MSP', 'R3MSP'] })).toMatchObject({ code: 0 });
  });

  it('asks no more organizations than the policy needs', async () => {
    const endorsed = await ask.endorse('Put', { args: ['least', '1'] });
    const payload = common.Payload.deserializeBinary(
      common.Envelope.deserializeBinary(preparedEnvelope(endorsed.getBytes())).getPayload_asU8(),
    );
    const [action] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
    const endorsements = peer.ChaincodeActionPayload.deserializeBinary(action!.getPayload_asU8()).getAction()!;
    expect(endorsements.getEndorsementsList()).toHaveLength(2);
  });

  it('refuses a transaction whose reads are stale', async () => {
    await ask.submit('Put', 'stale', '1');
    const late = await ask.endorse('Increment', { args: ['stale'] });
    await ask.submit('Put', 'stale', '5');
    expect(await submitted(late)).toMatchObject({ code: MVCC_READ_CONFLICT, ok: false });
    expect(textOf(await ask.evaluate('Read', 'stale'))).toBe('5');
  });

  it('refuses a transaction whose range has changed', async () => {
    await ask.submit('Put', 'range1', 'v');
    const late = await ask.endorse('RangeThenPut', { args: ['range', '', 'seen'] });
    await ask.submit('Put', 'range2', 'v');
    expect(await submitted(late)).toMatchObject({ code: PHANTOM_READ_CONFLICT });
  });

  it('refuses to assemble a transaction on which two endorsers disagree', async () => {
    const { cls, code, details } = await failure(() =>
      ask.endorse('Differ', { args: ['d'], orgs: ['R1MSP', 'R2MSP'] }),
    );
    expect([cls, code]).toEqual(['EndorseError', 10]);
    expect(JSON.stringify(details)).toContain('ProposalResponsePayloads do not match');
  });

  it('lets one snapshot serve all endorsers of a transaction while blocks commit', async () => {
    const writers = Array.from({ length: 40 }, (_none, index) => ask.submit('Put', 'busy', String(index)));
    const readers = Array.from({ length: 40 }, () =>
      ask.endorse('PutThenRead', { args: ['busy', 'x'], orgs: ['R1MSP', 'R2MSP', 'R3MSP'] }),
    );
    await expect(Promise.all(readers)).resolves.toHaveLength(40);
    await Promise.all(writers);
  });

  it('refuses a creator who does not hold the key of the certificate', async () => {
    const thief = ask.as({ ...kv.person(1), key: kv.person(2).key });
    const { code, message } = await failure(() => thief.evaluate('Noop'));
    expect(code).toBe(9);
    expect(message).toContain('access denied: channel [reg] creator org [R1MSP]');
  });

  it('commits a repeated transaction once', async () => {
    const transaction = await ask.endorse('Increment', { args: ['once'] });
    await submitted(transaction);
    await submitted(transaction);
    expect(textOf(await ask.evaluate('Read', 'once'))).toBe('1');
  });

  it('refuses to endorse a proposal again after its transaction committed', async () => {
    const proposal = ask.client.contract.newProposal('Put', { arguments: ['again', '1'] });
    await submitted(await proposal.endorse());
    const { details } = await failure(() => proposal.endorse());
    expect(JSON.stringify(details)).toContain('duplicate transaction found');
  });

  it('endorses a back-dated proposal, as Fabric 2.5 does: the chaincode must guard its time', async () => {
    const signed = await backDated(ask.client.contract.newProposal('Put', { arguments: ['old', '1'] }).getBytes(), kv);
    const transaction = await ask.client.gateway.newSignedProposal(signed.bytes, signed.signature).endorse();
    expect(await submitted(transaction)).toMatchObject({ code: 0 });
  });

  it('lets a witnessing peer endorse through others, and keeps transient data from them', async () => {
    const witness = kv.client(4);
    await witness.contract.submitTransaction('Put', 'witnessed', 'yes');
    expect(textOf(await ask.evaluate('Read', 'witnessed'))).toBe('yes');
    const secret = { transientData: { salt: 'x' } };
    const { code, message } = await failure(() => witness.contract.submit('Transient', secret));
    expect(code).toBe(9);
    expect(message).toContain("no endorsers found in the gateway's organization; retry specifying endorsing");
    const evaluation = await failure(() => witness.contract.evaluate('Transient', secret));
    expect(evaluation.message).toContain('retry specifying target organization(s) to protect transient data');
  });

  it.each([
    ['PrivateGet', ['secrets', 'k'], 'collection reg/kv/secrets could not be found'],
    ['RichQuery', ['{}'], 'ExecuteQuery not supported for leveldb'],
    ['Call', ['qscc', 'GetChainInfo', 'reg'], 'chaincode qscc not found'],
    ['Call', ['kv/other', 'Read', 'k'], 'Failed to get policy manager for channel [other]'],
  ])('refuses %s %j by name', async (name, args, words) => {
    const { message } = await failure(() => ask.evaluate(name, ...args));
    expect(message).toContain(words);
  });

  it('does not answer discovery', async () => {
    expect(await discoveryStatus(kv)).toBe(grpcStatus.UNIMPLEMENTED);
  });

  it('says that one process is honest about signatures, not about independence', () => {
    const status = kv.network.status();
    expect(status).toMatchObject({
      engine: 'embedded',
      channel: CHANNEL,
      writable: true,
      notice: SINGLE_PROCESS_NOTICE,
    });
    expect(status.endorsers).toEqual(['R1MSP', 'R2MSP', 'R3MSP']);
    expect(status.height).toBeGreaterThan(1);
  });
});

describe('the chain of the embedded network, asked through qscc', () => {
  let kv: KvNetwork;
  let ask: (name: string, ...args: (string | Uint8Array)[]) => Promise<Uint8Array>;

  beforeAll(async () => {
    kv = await startKv();
    const { network, contract } = kv.client(4);
    const qscc = network.getContract('qscc');
    ask = (name, ...args) => qscc.evaluateTransaction(name, CHANNEL, ...args);
    await contract.submitTransaction('Put', 'k', 'v');
    await contract.submitTransaction('Put', 'k', 'w');
  });

  afterAll(async () => {
    await kv.remove();
  });

  it('tells its height and the hashes of its end', async () => {
    const info = common.BlockchainInfo.deserializeBinary(await ask('GetChainInfo'));
    expect(info.getHeight()).toBe(3);
    expect(Buffer.from(info.getCurrentblockhash_asU8()).toString('hex')).toBe(kv.network.status().lastBlockHash);
    const last = common.Block.deserializeBinary(await ask('GetBlockByNumber', '2'));
    expect(last.getHeader()!.getPreviousHash_asU8()).toEqual(info.getPreviousblockhash_asU8());
  });

  it('finds blocks by number, hash and transaction, and a transaction by its id', async () => {
    const info = common.BlockchainInfo.deserializeBinary(await ask('GetChainInfo'));
    const byHash = await ask('GetBlockByHash', info.getCurrentblockhash_asU8());
    const newest = await ask('GetBlockByNumber', '18446744073709551615');
    expect(newest).toEqual(byHash);
    const envelope = common.Block.deserializeBinary(byHash).getData()!.getDataList_asU8()[0]!;
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(envelope).getPayload_asU8());
    const header = common.ChannelHeader.deserializeBinary(payload.getHeader()!.getChannelHeader_asU8());
    expect(await ask('GetBlockByTxID', header.getTxId())).toEqual(byHash);
    const processed = peer.ProcessedTransaction.deserializeBinary(await ask('GetTransactionByID', header.getTxId()));
    expect(processed.getValidationcode()).toBe(0);
    expect(Buffer.from(processed.getTransactionenvelope()!.serializeBinary())).toEqual(Buffer.from(envelope));
  });

  it.each([
    ['GetBlockByNumber', '9', 'Failed to get block number 9, error no such block number [9] in index'],
    ['GetBlockByNumber', 'x', 'Failed to parse block number with error'],
    ['GetBlockByHash', 'no hash', 'no such block hash'],
    ['GetTransactionByID', 'f'.repeat(64), 'Failed to get transaction with id'],
    ['GetBlockByTxID', 'f'.repeat(64), 'Failed to get block for txID'],
    ['DropEverything', 'x', 'Requested function DropEverything not found.'],
  ])('refuses %s of %s in the words of a peer', async (name, argument, words) => {
    const { code, message } = await failure(() => ask(name, argument));
    expect(code).toBe(2);
    expect(message).toContain(words);
  });
});

describe('the store of the embedded network', () => {
  it('serves after a restart what was committed before', async () => {
    const first = await startKv();
    await first.client(1).contract.submitTransaction('Put', 'kept', 'yes');
    const { lastBlockHash, height } = first.network.status();
    await first.stop();
    const second = await startKv({ dataDir: first.dataDir });
    expect(second.network.status()).toMatchObject({ lastBlockHash, height });
    expect(textOf(await second.client(2).contract.evaluateTransaction('Read', 'kept'))).toBe('yes');
    await second.remove();
  });

  it('is not opened by a consortium that did not found it', async () => {
    const founded = await startKv();
    await founded.stop();
    const endorsement = { threshold: 3, organizations: ['r1', 'r2', 'r3'] };
    const other = { ...kvTopology, chaincode: { ...kvTopology.chaincode, endorsement } };
    await expect(startKv({ dataDir: founded.dataDir, topology: other })).rejects.toThrow(
      /was founded with other organizations, authorities or policies/,
    );
    await (await startKv({ dataDir: founded.dataDir })).remove();
  });

  it('is not opened twice', async () => {
    const kv = await startKv();
    await expect(startKv({ dataDir: kv.dataDir })).rejects.toThrow(/Another process has the ledger in .* open/);
    await kv.remove();
  });

  it('says which address a peer cannot have', async () => {
    const kv = await startKv();
    const [host, port] = kv.network.peers['r1']!.address.split(':');
    const [first, ...others] = kvTopology.organizations;
    const taken = { ...first!, peers: first!.peers.map((peer) => ({ ...peer, host: host!, port: Number(port) })) };
    const topology = { ...kvTopology, organizations: [taken, ...others] };
    await expect(startKv({ topology })).rejects.toThrow(`No peer can listen at ${host}:${port}`);
    await kv.remove();
  });

  it('tells those who follow the chain and those who wait for a commit that it stops', async () => {
    const kv = await startKv();
    const { network, contract } = kv.client(1);
    const events = await network.getChaincodeEvents('kv');
    const followed = failure(async () => {
      for await (const event of events) return event;
      return 'ended';
    });
    await contract.evaluateTransaction('Noop');
    await kv.network.stop();
    expect(await followed).toMatchObject({ code: 14 });
    await kv.remove();
  });

  it('is refused at the start when a block was changed on disk', async () => {
    const kv = await startKv();
    await kv.client(1).contract.submitTransaction('Put', 'tampered', 'original-value-of-the-register');
    await kv.stop();
    const changed = replaceOnDisk(join(kv.dataDir, 'ledger'), 'original-value-of-the-register');
    expect(changed).toBeGreaterThan(0);
    await expect(startKv({ dataDir: kv.dataDir })).rejects.toThrow(
      /The ledger in .* is damaged .* Restore it from a backup/,
    );
    await kv.remove();
  });
});

/** Turns one letter of every copy of a text in the store's files; answers how many there were. */
function replaceOnDisk(folder: string, text: string): number {
  let found = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) {
      bytes[at] = 'X'.charCodeAt(0);
      found++;
    }
    writeFileSync(file, bytes);
  }
  return found;
}

function preparedEnvelope(transactionBytes: Uint8Array): Uint8Array {
  return gateway.PreparedTransaction.deserializeBinary(transactionBytes).getEnvelope()!.serializeBinary();
}

/** The proposal with a time of a year ago, under a new id, signed by the first organization's person. */
async function backDated(bytes: Uint8Array, kv: KvNetwork): Promise<{ bytes: Uint8Array; signature: Uint8Array }> {
  const proposed = gateway.ProposedTransaction.deserializeBinary(bytes);
  const proposal = peer.Proposal.deserializeBinary(proposed.getProposal()!.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const signatureHeader = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  const nonce = randomBytes(24);
  signatureHeader.setNonce(nonce);
  const txId = createHash('sha256').update(nonce).update(signatureHeader.getCreator_asU8()).digest('hex');
  channelHeader.setTxId(txId);
  const time = channelHeader.getTimestamp()!;
  time.setSeconds(time.getSeconds() - 365 * 24 * 3600);
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  const signedProposal = new peer.SignedProposal();
  signedProposal.setProposalBytes(proposal.serializeBinary());
  proposed.setProposal(signedProposal);
  proposed.setTransactionId(txId);
  const signature = await nativeSigner(kv.person(1).key)(signedProposal.getProposalBytes_asU8());
  return { bytes: proposed.serializeBinary(), signature };
}

async function discoveryStatus(kv: KvNetwork): Promise<number | undefined> {
  const connection = kv.network.peers['r1']!;
  const roots = readFileSync(connection.tlsRootCertPath);
  const client = new Client(connection.address, credentials.createSsl(roots), {
    'grpc.ssl_target_name_override': 'localhost',
  });
  const same = (bytes: Buffer): Buffer => bytes;
  const code = await new Promise<number | undefined>((resolve) => {
    client.makeUnaryRequest('/discovery.Discovery/Discover', same, same, Buffer.alloc(0), (error) => {
      resolve(error?.code);
    });
  });
  client.close();
  return code;
}
