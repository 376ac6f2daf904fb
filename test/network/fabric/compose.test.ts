// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { serverProcess } from '../../../network/src/fabric/chaincode/servers';
import { composeYaml } from '../../../network/src/fabric/compose/composeFile';
import { HOME } from '../../../network/src/fabric/compose/variables';
import { fabricPathsIn } from '../../../network/src/fabric/layout';
import { ordererNodes, peerNodes } from '../../../network/src/fabric/nodes';
import { ordererProcess, peerProcess } from '../../../network/src/fabric/processes/nodeProcesses';
import { TOPOLOGY_FILE, loadTopology } from '../../../network/src/topology';
import { withPorts } from '../../../network/src/topologyPorts';

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly network_mode: string;
  readonly volumes: readonly string[];
}

const file = join(TOPOLOGY_FILE, '..', 'docker-compose.yaml');
const topology = loadTopology();
const servicesIn = (text: string): Readonly<Record<string, Service>> =>
  (parse(text) as { services: Record<string, Service> }).services;
const services = servicesIn(readFileSync(file, 'utf8'));
/** The processes that `network:up` starts in the folder that the compose file's variable names. */
const layout = fabricPathsIn('${REGISTRY_NETWORK}');
const paths = { peer: 'peer', orderer: 'orderer', configtxgen: '', configtxlator: '', osnadmin: '' };
const binaries = { paths, version: '2.5.16', major: 2 };

/** What a container sees, without how it sees it. */
const mounts = ({ volumes }: Service): string[] => volumes.map((volume) => volume.split(':')[0]!);

describe('network/docker-compose.yaml', () => {
  it('is what the topology renders, byte for byte', () => {
    expect(readFileSync(file, 'utf8')).toBe(composeYaml(topology));
  });

  it('runs every orderer and peer of the topology and a chaincode server for each peer, and nothing else', () => {
    const orderers = ordererNodes(topology).map(({ name }) => name);
    const peers = peerNodes(topology).map(({ name }) => name);
    expect(Object.keys(services)).toEqual([...orderers, ...peers, ...peers.map((name) => `chaincode.${name}`)]);
  });

  it('uses the official images of the release that the network is held to', () => {
    const images = (prefix: RegExp): string[] => [
      ...new Set(
        Object.entries(services)
          .filter(([name]) => prefix.test(name))
          .map(([, { image }]) => image),
      ),
    ];
    expect(images(/^orderer/)).toEqual(['hyperledger/fabric-orderer:2.5.16']);
    expect(images(/^peer/)).toEqual(['hyperledger/fabric-peer:2.5.16']);
    expect(images(/^chaincode/)).toEqual(['node:20.20-slim']);
  });

  it.each(ordererNodes(topology).map((orderer) => [orderer.name, orderer] as const))(
    'gives %s the environment, program and folders that its process has',
    (name, orderer) => {
      const process = ordererProcess(layout, binaries, orderer);
      const service = services[name]!;
      expect(service.environment).toEqual(process.env);
      expect(service.command).toEqual([process.program, ...process.parameters]);
      const { organization, node } = orderer;
      expect(mounts(service)).toEqual([
        `\${REGISTRY_NETWORK}/identities/${organization.name}/orderers/${node.name}`,
        `\${REGISTRY_NETWORK}/fabric/config/${name}`,
        `\${REGISTRY_NETWORK}/fabric/nodes/${name}`,
      ]);
    },
  );

  it.each(peerNodes(topology).map((peer) => [peer.name, peer] as const))(
    'gives %s and its chaincode server the environment, program, ports and folders that their processes have',
    (name, peer) => {
      const process = peerProcess(layout, binaries, peer);
      const { [name]: service, [`chaincode.${name}`]: server } = services;
      expect(service!.environment).toEqual(process.env);
      expect(service!.command).toEqual([process.program, ...process.parameters]);
      const { organization, node } = peer;
      const identity = `\${REGISTRY_NETWORK}/identities/${organization.name}/peers/${node.name}`;
      expect(mounts(service!)).toEqual(
        expect.arrayContaining([identity, process.env['FABRIC_CFG_PATH'], layout.dataOf(name)]),
      );
      const served = serverProcess(layout, peer, '${CHAINCODE_LABEL}:${CHAINCODE_HASH}');
      expect(server!.environment).toEqual(served.env);
      const atHome = (one: string): string => one.replace(HOME, `\${REGISTRY_HOME}`);
      expect(server!.command).toEqual(['node', ...served.parameters.map(atHome)]);
      expect(server!.command).toContain(`${node.host}:${node.serverPorts[0]}`);
      expect(mounts(server!)).toEqual(expect.arrayContaining([`${identity}/tls`]));
    },
  );

  it('shows no container the key of another node, of a person or of an authority', () => {
    for (const [name, service] of Object.entries(services)) {
      const [node, organization] = name.replace('chaincode.', '').split('.');
      const identities = mounts(service).filter((path) => path.includes('/identities'));
      expect(identities).toHaveLength(1);
      expect(identities[0]).toMatch(new RegExp(`/identities/${organization}/(peers|orderers)/${node}(/tls)?$`));
    }
  });

  it('lets every container listen where the process would, and come back by itself', () => {
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({ network_mode: 'host', restart: 'unless-stopped' });
    }
  });

  it('follows a topology on other ports', () => {
    const moved = servicesIn(composeYaml(withPorts(topology, (port) => port + 1_000)));
    const [{ node }] = peerNodes(topology) as [ReturnType<typeof peerNodes>[number]];
    expect(moved['chaincode.peer0.zhengzhou']!.command).toContain(`${node.host}:${node.serverPorts[0] + 1_000}`);
  });
});
