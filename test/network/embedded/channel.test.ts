// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common, peer } from '@hyperledger/fabric-protos';
import { readChannelConfig } from '../../../network/src/embedded/channel';
import { decodeBlock } from '../../../network/src/embedded/ledger/block';
import { genesisEnvelope, type GenesisRequest } from '../../../network/src/embedded/ledger/genesis';
import { genesisCommit } from '../../../network/src/embedded/ledger/genesisCommit';
import { chaincodeDefinition } from '../../../network/src/embedded/ledger/lifecycle';
import { openStore } from '../../../network/src/embedded/ledger/store/openStore';
import { newMspConfig } from '../../../network/src/embedded/msp/folder';
import { applicationPolicy } from '../../../network/src/embedded/policy/envelope';
import { parsePolicy } from '../../../network/src/embedded/policy/parse';
import type { Identity } from '../../../network/src/embedded/types';
import { newTestOrganization } from './testChannel';

const peerOf = (mspId: string): Identity => ({ mspId, id: mspId, role: 'peer', refusal: undefined }) as Identity;
const reference = (path: string): Uint8Array => {
  const policy = new peer.ApplicationPolicy();
  policy.setChannelConfigPolicyReference(path);
  return policy.serializeBinary();
};

describe('block 0', () => {
  let request: GenesisRequest;

  beforeAll(async () => {
    const organizations = await Promise.all(['A', 'B', 'C'].map((mspId) => newTestOrganization(mspId)));
    request = {
      channelId: 'registry',
      organizations: organizations.map(({ mspId, root }) => ({
        config: newMspConfig({ mspId, root, tlsRoots: [root] }),
        isOrderer: mspId === 'A',
      })),
      chaincodes: [
        {
          name: 'registry',
          version: '1.2',
          sequence: 1,
          policy: applicationPolicy(parsePolicy("AND('A.peer','B.peer')")),
        },
      ],
    };
  });

  it('says who belongs to the channel and what runs on it', () => {
    const config = readChannelConfig(genesisEnvelope(request));
    expect(config.channelId).toBe('registry');
    expect([...config.identities.mspIds].sort()).toEqual(['A', 'B', 'C']);
    expect(config.chaincodes).toEqual(request.chaincodes);
  });

  it('puts the definitions where transactions of every chaincode read them', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'channel-'));
    const store = await openStore(folder);
    await store.commit(genesisCommit(request));
    const view = store.snapshot();
    expect(chaincodeDefinition(view, 'registry')).toEqual(request.chaincodes[0]);
    expect(chaincodeDefinition(view, 'other')).toBeUndefined();
    expect(view.get('_lifecycle', 'namespaces/fields/registry/Sequence')?.version).toEqual({ block: 0, tx: 0 });
    await view.close();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('is the same for the same consortium, so that founders can compare its hash', () => {
    expect(genesisCommit(request).headerHash).toEqual(genesisCommit(request).headerHash);
    expect(genesisCommit({ ...request, channelId: 'other' }).headerHash).not.toEqual(genesisCommit(request).headerHash);
    expect(decodeBlock(genesisCommit(request).block).codes).toEqual(Buffer.from([0]));
  });

  it('answers references to its policies', () => {
    const config = readChannelConfig(genesisEnvelope(request));
    const majority = config.applicationPolicy(reference('/Channel/Application/Endorsement'));
    expect(majority.isSatisfiedBy(['A', 'C'].map(peerOf))).toBe(true);
    expect(majority.isSatisfiedBy(['A'].map(peerOf))).toBe(false);
    const own = config.applicationPolicy(reference('/Channel/Application/B/Endorsement'));
    expect([own.isSatisfiedBy([peerOf('B')]), own.isSatisfiedBy([peerOf('A')])]).toEqual([true, false]);
    const blocks = config.applicationPolicy(reference('/Channel/Orderer/BlockValidation'));
    expect(blocks.isSatisfiedBy([{ ...peerOf('A'), role: 'orderer' }])).toBe(true);
    expect(blocks.isSatisfiedBy([{ ...peerOf('B'), role: 'orderer' }])).toBe(false);
  });

  it('makes nobody satisfy a policy that is not there', () => {
    const config = readChannelConfig(genesisEnvelope(request));
    const all = ['A', 'B', 'C'].map(peerOf);
    expect(config.applicationPolicy(reference('/Channel/Application/Nothing')).isSatisfiedBy(all)).toBe(false);
    for (const path of ['/Channel/Nowhere/Endorsement', 'Endorsement', '/Other/Application/Endorsement'])
      expect(() => config.applicationPolicy(reference(path))).toThrow(/no policy/);
    expect(() => config.applicationPolicy(new Uint8Array())).toThrow(/empty/);
  });

  it('must be a configuration', () => {
    const payload = new common.Payload();
    payload.setHeader(new common.Header());
    const envelope = new common.Envelope();
    envelope.setPayload(payload.serializeBinary());
    expect(() => readChannelConfig(envelope.serializeBinary())).toThrow(/channel configuration/);
  });
});
