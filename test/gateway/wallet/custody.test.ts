// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { followCustody } from '../../../gateway/src/wallet/custody';
import { createIdentities, loadTopology, withCandidate, type Topology } from '../../../network/src/index';

const founded = loadTopology();
const grown = withCandidate(founded, 'luoyang');
const luoyang = grown.organizations.find(({ name }) => name === 'luoyang')!;

let folder: string;
let topologyFile: string;
let writes = 0;

/** Each writing has a time of its own, also on file systems that count in seconds. */
const write = (topology: Topology): void => {
  writeFileSync(topologyFile, JSON.stringify(topology));
  writes += 1;
  utimesSync(topologyFile, 1_700_000_000 + writes, 1_700_000_000 + writes);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'registry-custody-'));
  topologyFile = join(folder, 'topology.json');
  await createIdentities({ topology: grown, dir: join(folder, 'identities') });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('custody that follows the consortium', () => {
  it('knows a registry once it has joined, without being opened again', () => {
    write(founded);
    const custody = followCustody(topologyFile, join(folder, 'identities'));
    expect(custody.authorities.get('ZhengzhouMSP')?.subject).toContain('zhengzhou');
    expect(custody.authorities.get('LuoyangMSP')).toBeUndefined();
    expect(custody.mspOf.get(luoyang.uscc)).toBeUndefined();
    write(grown);
    expect(custody.authorities.get('LuoyangMSP')?.subject).toContain('luoyang');
    expect(custody.mspOf.get(luoyang.uscc)).toBe('LuoyangMSP');
    expect(custody.authorities.get('NobodyMSP')).toBeUndefined();
  });

  it('refuses a description that it cannot read, and says which', () => {
    write(founded);
    const custody = followCustody(topologyFile, join(folder, 'identities'));
    write({} as Topology);
    expect(() => custody.authorities.get('LuoyangMSP')).toThrow(topologyFile);
    expect(custody.authorities.get('ZhengzhouMSP')).toBeDefined();
  });
});
