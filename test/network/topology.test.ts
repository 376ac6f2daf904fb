// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUscc, ROLES } from '@registry/chaincode/protocol';
import {
  endorsementPolicy,
  endorsingOrganizations,
  loadTopology,
  organizationNamed,
  parseTopology,
  registryCode,
  TOPOLOGY_FILE,
  TopologyError,
  type Topology,
} from '../../network/src/topology';
import { portsOf } from '../../network/src/topologyPorts';

const topology = loadTopology();

/** The shipped topology with one thing changed, as an untrusted value. */
function changed(change: (copy: Topology) => void): unknown {
  const copy = JSON.parse(readFileSync(TOPOLOGY_FILE, 'utf8')) as Topology;
  change(copy);
  return copy;
}

function problemsOf(value: unknown): string[] {
  try {
    parseTopology(value);
  } catch (error) {
    expect(error).toBeInstanceOf(TopologyError);
    expect((error as TopologyError).code).toBe('TOPOLOGY_INVALID');
    return (error as TopologyError).problems.map((problem) => `${problem.path}: ${problem.message}`);
  }
  return [];
}

function loadError(path: string): TopologyError {
  try {
    loadTopology(path);
  } catch (error) {
    return error as TopologyError;
  }
  throw new Error('the topology was accepted');
}

describe('the topology that ships', () => {
  it('names the five organizations with their MSPs', () => {
    expect(topology.organizations.map((org) => [org.name, org.mspId, org.kind])).toEqual([
      ['zhengzhou', 'ZhengzhouMSP', 'registry'],
      ['guiyang', 'GuiyangMSP', 'registry'],
      ['supervisor', 'SupervisorMSP', 'supervisor'],
      ['court', 'CourtMSP', 'judicial'],
      ['agency', 'AgencyMSP', 'agency'],
    ]);
  });

  it('asks two of the three peers of registries and supervisor for an endorsement', () => {
    expect(endorsementPolicy(topology)).toBe("OutOf(2,'ZhengzhouMSP.peer','GuiyangMSP.peer','SupervisorMSP.peer')");
    expect(endorsingOrganizations(topology).map((org) => org.name)).toEqual(['zhengzhou', 'guiyang', 'supervisor']);
  });

  it('lets the court witness with a peer of its own, and gives the agencies none', () => {
    expect(organizationNamed(topology, 'court').peers).toHaveLength(1);
    expect(organizationNamed(topology, 'agency').peers).toHaveLength(0);
  });

  it('has three orderers of three owners', () => {
    const owners = topology.organizations.filter((org) => org.orderers.length > 0).map((org) => org.name);
    expect(owners).toEqual(['zhengzhou', 'guiyang', 'supervisor']);
  });

  it('listens on loopback only, each listener on a port of its own', () => {
    const nodes = topology.organizations.flatMap((org) => [
      ...org.peers,
      ...org.orderers,
      ...(org.gateway ? [org.gateway] : []),
    ]);
    const ports = portsOf(topology);
    expect(new Set(nodes.map((node) => node.host))).toEqual(new Set(['127.0.0.1']));
    expect(new Set(ports).size).toBe(ports.length);
    expect(ports).toEqual(expect.arrayContaining([8410, 8520]));
  });

  it('gives every legal person a right unified social credit code of its own', () => {
    const codes = topology.organizations.flatMap((org) => [org.uscc, ...org.members.map((member) => member.uscc)]);
    expect(codes.filter((code) => !isUscc(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('has a demonstration user for every role', () => {
    expect(new Set(topology.users.map((user) => user.role))).toEqual(new Set(ROLES));
  });

  it.each(['zhengzhou', 'guiyang'])(
    'staffs %s for the whole procedure, with two deciders and two applicants',
    (org) => {
      const users = topology.users.filter((user) => user.org === org);
      const count = (role: string): number => users.filter((user) => user.role === role).length;
      expect(['acceptance', 'reviewer', 'agent', 'clock'].map(count)).toEqual([1, 1, 1, 1]);
      expect(count('decider')).toBe(2);
      const applicants = users.filter((user) => user.role === 'applicant');
      expect(new Set(applicants.map((user) => user.uscc)).size).toBe(2);
    },
  );

  it('has two supervisor officers, since one proposes and another approves', () => {
    expect(topology.users.filter((user) => user.role === 'supervisor')).toHaveLength(2);
  });

  it('lets agencies, supervisor and court in at both gateways and the registries at their own', () => {
    topology.users.forEach((user) => {
      const own = organizationNamed(topology, user.org).gateway ? [user.org] : ['zhengzhou', 'guiyang'];
      expect([user.name, user.gateways]).toEqual([user.name, own]);
    });
  });

  it('has two agencies of different legal persons', () => {
    expect(new Set(topology.users.filter((user) => user.role === 'agency').map((user) => user.uscc)).size).toBe(2);
  });

  it('numbers the registries by region and digit', () => {
    expect(topology.organizations.map(registryCode)).toEqual(['411', '521', undefined, undefined, undefined]);
  });
});

describe('a topology with a fault', () => {
  const user = (copy: Topology, name: string): Topology['users'][number] =>
    copy.users.find((one) => one.name === name)!;
  const org = (copy: Topology, name: string): Topology['organizations'][number] =>
    copy.organizations.find((one) => one.name === name)!;
  const withoutOrderers = (copy: Topology): Topology['organizations'] =>
    copy.organizations.map((one) => ({ ...one, orderers: [] }));

  it.each<[string, (copy: Topology) => void, string]>([
    ['an unknown field', (copy) => Object.assign(copy, { colour: 'red' }), 'Unrecognized key'],
    ['a wrong check digit', (copy) => (org(copy, 'court').uscc = '11410100DEM0FY4140'), 'organizations.3.uscc'],
    ['an unknown region', (copy) => (org(copy, 'court').regionCodes = ['990000']), 'GB/T 2260'],
    ['a privileged port', (copy) => (org(copy, 'zhengzhou').peers[0]!.port = 443), 'organizations.0.peers.0.port'],
    ['a host that is no host', (copy) => (org(copy, 'zhengzhou').peers[0]!.host = 'a b'), 'must be an address'],
    ['a folder name that climbs', (copy) => (user(copy, 'zhengzhou-clock').name = '../ca'), 'users.7.name'],
    ['a port taken twice', (copy) => (org(copy, 'guiyang').peers[0]!.port = 7410), 'ports: 7410 stands more than once'],
    ['an MSP taken twice', (copy) => (org(copy, 'guiyang').mspId = 'CourtMSP'), 'organizations.mspId: CourtMSP'],
    ['a staff number taken twice', (copy) => (user(copy, 'court-officer-1').staffNo = 'SU-001'), 'users.staffNo'],
    ['a user who calls herself admin', (copy) => (user(copy, 'court-officer-1').name = 'admin'), 'users.name: admin'],
    [
      'an endorser without a peer',
      (copy) => copy.chaincode.endorsement.organizations.push('agency'),
      'agency is no organization with a peer',
    ],
    [
      'a threshold that nobody reaches',
      (copy) => (copy.chaincode.endorsement.threshold = 4),
      'the threshold is higher than the number of organizations',
    ],
    ['nobody who orders', (copy) => (copy.organizations = withoutOrderers(copy)), 'nobody orders'],
    [
      'a gateway without a peer',
      (copy) => (org(copy, 'guiyang').peers = []),
      'a gateway stands in front of its own peer',
    ],
    ['a registry without a digit', (copy) => delete org(copy, 'guiyang').registryDigit, 'a registry has one'],
    ['a court with a registry digit', (copy) => (org(copy, 'court').registryDigit = '2'), 'a registry has one'],
    ['two registries of one number', (copy) => (org(copy, 'guiyang').regionCodes = ['410000']), 'registryDigit: 411'],
    ['a user of no organization', (copy) => (user(copy, 'court-officer-1').org = 'nowhere'), 'no organization nowhere'],
    [
      'a registry that certifies a supervisor',
      (copy) => (user(copy, 'zhengzhou-reviewer-1').role = 'supervisor'),
      'zhengzhou may not certify the role supervisor',
    ],
    [
      'a reviewer of another legal person',
      (copy) => (user(copy, 'zhengzhou-reviewer-1').uscc = '91410100DEM0QY019R'),
      'no legal person of zhengzhou for this role',
    ],
    [
      'an applicant who works for an agent',
      (copy) => (user(copy, 'zhengzhou-applicant-1').uscc = '91410100DEM0DL4180'),
      'no legal person of zhengzhou for this role',
    ],
    [
      'a door that does not exist',
      (copy) => user(copy, 'court-officer-1').gateways.push('court'),
      'court has no gateway',
    ],
  ])('is refused for %s', (_, change, expected) => {
    expect(problemsOf(changed(change)).join('\n')).toContain(expected);
  });

  it('is told of all problems at once', () => {
    const problems = problemsOf(
      changed((copy) => {
        org(copy, 'guiyang').mspId = 'CourtMSP';
        user(copy, 'court-officer-1').org = 'nowhere';
      }),
    );
    expect(problems).toHaveLength(2);
  });

  it('is refused by the name of its file when it is no JSON or not there', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'topology-')), 'topology.json');
    expect(loadError(file)).toMatchObject({ code: 'TOPOLOGY_UNREADABLE', message: `${file} cannot be read as JSON` });
    writeFileSync(file, '{');
    expect(loadError(file).code).toBe('TOPOLOGY_UNREADABLE');
    writeFileSync(file, '{}');
    expect(loadError(file).message).toContain(`${file} is not valid: channel`);
  });

  it('does not find an organization that is not in it', () => {
    expect(() => organizationNamed(topology, 'nowhere')).toThrow('There is no organization nowhere');
  });
});
