// SPDX-License-Identifier: Apache-2.0
import { loadTopology, parseTopology, TopologyError, type Topology } from '../../network/src/topology';
import { withCandidate, withConsensus } from '../../network/src/topologyChange';
import { portsOf, withPorts } from '../../network/src/topologyPorts';

const topology = loadTopology();

describe('a consortium under another ordering', () => {
  it('has four orderers of four owners with BFT, which bears one liar', () => {
    const owners = withConsensus(topology, 'BFT').organizations.filter(({ orderers }) => orderers.length > 0);
    expect(owners.map(({ name }) => name)).toEqual(['zhengzhou', 'guiyang', 'supervisor', 'court']);
  });

  it('is left as it is where it orders that way already', () => {
    expect(withConsensus(topology, 'etcdraft')).toBe(topology);
    const bft = withConsensus(topology, 'BFT');
    expect(withConsensus(bft, 'BFT')).toBe(bft);
  });

  it('does not go back from BFT to Raft', () => {
    expect(() => withConsensus(withConsensus(topology, 'BFT'), 'etcdraft')).toThrow(TopologyError);
  });
});

describe('a consortium that a candidate has joined', () => {
  it('has the candidate’s organization and people, and no such candidate any more', () => {
    const joined = withCandidate(topology, 'luoyang');
    expect(joined.organizations.at(-1)).toMatchObject({ name: 'luoyang', regionCodes: ['410300'] });
    expect(joined.users.filter(({ org }) => org === 'luoyang')).toHaveLength(8);
    expect(joined.candidates).toEqual([]);
  });

  it('is not made of somebody unknown', () => {
    expect(() => withCandidate(topology, 'kaifeng')).toThrow(
      'kaifeng is no candidate of the topology; there is luoyang',
    );
  });
});

describe('a topology', () => {
  const changed = (change: (copy: Topology) => void): Topology => {
    const copy = structuredClone(topology);
    change(copy);
    return copy;
  };

  it.each<[string, (copy: Topology) => void, string]>([
    [
      'a candidate whose port is taken',
      (copy) => (copy.candidates[0]!.organization.peers[0]!.port = 7410),
      'ports: 7410 stands more than once',
    ],
    [
      'a candidate with the number of another registry',
      (copy) => (copy.candidates[0]!.organization.registryDigit = '1'),
      'registryDigit: 411 stands more than once',
    ],
    [
      'a further orderer of nobody',
      (copy) => (copy.consensus.bft.orderers[0]!.org = 'kaifeng'),
      'consensus.bft.orderers: there is no organization kaifeng',
    ],
  ])('with %s is refused', (_, change, problem) => {
    expect(() => parseTopology(changed(change))).toThrow(problem);
  });

  it('moves every listener when it moves', () => {
    const moved = withPorts(topology, (port) => port + 10_000);
    expect(portsOf(moved)).toEqual(portsOf(topology).map((port) => port + 10_000));
    const left = JSON.stringify(moved).match(/"\w*[pP]ort":\d{4}\b/g);
    expect(left).toBeNull();
  });
});
