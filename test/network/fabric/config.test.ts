// SPDX-License-Identifier: Apache-2.0
import { configtxYaml, PROFILE } from '../../../network/src/fabric/config/configtxYaml';
import { coreYaml } from '../../../network/src/fabric/config/coreYaml';
import { ordererYaml } from '../../../network/src/fabric/config/ordererYaml';
import { tlsPaths } from '../../../network/src/fabric/config/tlsFiles';
import { ordererNodes, peerNodes } from '../../../network/src/fabric/nodes';
import { loadTopology, type Topology } from '../../../network/src/topology';
import { portsOf } from '../../../network/src/topologyPorts';
import { withConsensus } from '../../../network/src/topologyChange';

const topology = loadTopology();
const DIR = '/srv/identities';

type Json = Record<string, unknown>;

/** The value at a path, whatever it is: the rendered files are plain data. */
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, name) => (inner as Json)[name], value);

const ordererFile = (major: number): object => {
  const orderer = ordererNodes(topology)[0]!;
  const tls = tlsPaths('/srv/node', 'server');
  return ordererYaml({ orderer, mspFolder: '/srv/node/msp', tls, dataFolder: '/srv/data', major });
};

const peerFile = (major: number): object => {
  const peer = peerNodes(topology)[0]!;
  const tls = tlsPaths('/srv/node', 'server');
  const place = {
    peer,
    mspFolder: '/srv/node/msp',
    tls,
    dataFolder: '/srv/data',
    builderFolder: '/srv/builder',
    major,
  };
  return coreYaml(place);
};

const profileOf = (consortium: Topology): unknown => at(configtxYaml(consortium, DIR), 'Profiles', PROFILE);

/** Everything under a name, at any depth. */
function everyValue(value: unknown, name: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as Json).flatMap(([key, inner]) => [
    ...(key === name ? [inner] : []),
    ...everyValue(inner, name),
  ]);
}

describe('the configuration of a node', () => {
  it.each([
    ['an orderer', ordererFile(2), 'ClientAuthRequired', 3],
    ['a peer', peerFile(2), 'clientAuthRequired', 2],
  ])('asks who connects at every listener of %s', (_, file, name, listeners) => {
    expect(everyValue(file, name)).toEqual(Array.from({ length: listeners }, () => true));
  });

  it.each([
    ['an orderer', ordererFile(2)],
    ['a peer', peerFile(2)],
  ])('lets %s listen on the addresses of the topology only', (_, file) => {
    const addresses = ['ListenAddress', 'listenAddress', 'chaincodeListenAddress', 'address'].flatMap((name) =>
      everyValue(file, name),
    );
    const ports = new Set(portsOf(topology));
    for (const address of addresses as string[]) {
      const [host, port] = address.split(':');
      expect(host).toBe('127.0.0.1');
      expect(port === undefined || ports.has(Number(port))).toBe(true);
    }
    expect(addresses.length).toBeGreaterThan(2);
  });

  it('gives an orderer no field that Fabric 2.5 does not know, and bounds its patience on Fabric 3', () => {
    expect(at(ordererFile(2), 'General')).not.toHaveProperty('Backoff');
    expect(at(ordererFile(3), 'General', 'Backoff')).toMatchObject({ MaxDelay: '3s' });
  });

  it('lets only peers of Fabric 3 check timestamps, since 2.5 knows no such filter', () => {
    const filters = (major: number): unknown[] =>
      everyValue(at(peerFile(major), 'peer', 'handlers', 'authFilters'), 'name');
    expect(filters(2)).toEqual(['DefaultAuth', 'ExpirationCheck']);
    expect(filters(3)).toEqual(['DefaultAuth', 'ExpirationCheck', 'TimeWindowCheck']);
  });

  it('asks no container engine for anything', () => {
    expect(at(peerFile(2), 'vm', 'endpoint')).toBe('');
    expect(at(peerFile(2), 'chaincode', 'externalBuilders')).toMatchObject([{ path: '/srv/builder' }]);
  });

  it('tolerates the pings of a gateway, which come every ten seconds', () => {
    expect(at(peerFile(2), 'peer', 'keepalive', 'minInterval')).toBe('5s');
  });
});

describe('the configuration of the channel', () => {
  it('orders by Raft with the three orderers of the topology', () => {
    expect(at(profileOf(topology), 'Orderer', 'OrdererType')).toBe('etcdraft');
    expect(at(profileOf(topology), 'Orderer', 'EtcdRaft', 'Consenters')).toMatchObject([
      { Host: '127.0.0.1', Port: 6410 },
      { Host: '127.0.0.1', Port: 6520 },
      { Host: '127.0.0.1', Port: 6630 },
    ]);
  });

  it('orders by BFT with a fourth orderer, the court’s, numbered from 1', () => {
    const profile = profileOf(withConsensus(topology, 'BFT'));
    expect(at(profile, 'Orderer', 'OrdererType')).toBe('BFT');
    expect(at(profile, 'Capabilities')).toEqual({ V3_0: true });
    expect(at(profile, 'Orderer', 'ConsenterMapping')).toMatchObject([
      { ID: 1, MSPID: 'ZhengzhouMSP' },
      { ID: 2, MSPID: 'GuiyangMSP' },
      { ID: 3, MSPID: 'SupervisorMSP' },
      { ID: 4, MSPID: 'CourtMSP', Port: 6740 },
    ]);
  });

  it('lets nobody but orderers sign blocks, and nobody but admins and clients write', () => {
    const writers = (group: string): unknown[] =>
      (at(profileOf(topology), group, 'Organizations') as Json[]).map((one) => at(one, 'Policies', 'Writers', 'Rule'));
    expect(writers('Orderer')).toEqual([
      "OR('ZhengzhouMSP.orderer')",
      "OR('GuiyangMSP.orderer')",
      "OR('SupervisorMSP.orderer')",
    ]);
    expect(writers('Application')).toContain("OR('CourtMSP.admin','CourtMSP.client')");
  });

  it('has every organization of the topology, each with its peers as anchors', () => {
    const organizations = at(profileOf(topology), 'Application', 'Organizations') as Json[];
    expect(
      organizations.map(({ Name, AnchorPeers }) => [Name, (AnchorPeers as unknown[] | undefined)?.length]),
    ).toEqual([
      ['zhengzhou', 1],
      ['guiyang', 1],
      ['supervisor', 1],
      ['court', 1],
      ['agency', undefined],
    ]);
  });
});
