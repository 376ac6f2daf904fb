// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { peer } from '@hyperledger/fabric-protos';
import { loadFounding } from '@registry/network';
import { binariesOrSay, startFabricTest, type FabricTest } from '../../support/fabric';
import { aFiling } from '../../support/filing';
import { newRegisterClients, type RegisterClients } from '../../support/registerClients';

const PROFILE = 'test-short-periods';
const what = 'the register on BFT orderers';

const binaries = binariesOrSay(what);
const canOrder = binaries !== undefined && binaries.major >= 3;
if (binaries !== undefined && !canOrder) {
  process.stderr.write(`NOT RUN: ${what}. They need Fabric 3; the programs found are of ${binaries.version}.\n`);
}

(canOrder ? describe : describe.skip)(`the register on Fabric ${binaries?.version ?? ''} with BFT`, () => {
  let test: FabricTest;
  let clients: RegisterClients;

  beforeAll(async () => {
    test = await startFabricTest({ consensus: 'BFT' });
    clients = newRegisterClients({ ...test.network, asksForTls: true });
    await clients.found(loadFounding({ topology: test.network.topology, testProfiles: [PROFILE] }));
  }, 120_000);

  afterAll(async () => {
    clients.close();
    await test.remove();
  }, 60_000);

  /** The validation code of a filing; undefined where a call failed, which says nothing of what became of it. */
  const file = async (): Promise<number | undefined> => {
    const body = { filing: aFiling({ profileId: PROFILE }) };
    const proposal = clients.propose({ by: 'zhengzhou-applicant-1', transaction: 'application:submit', body });
    try {
      const endorsed = await proposal.endorse();
      const commit = await endorsed.submit({ deadline: Date.now() + 5_000 });
      return (await commit.getStatus({ deadline: Date.now() + 10_000 })).code;
    } catch {
      // An orderer that is gone is tried until its neighbours have noticed.
      return undefined;
    }
  };

  const fileUntilKnown = async (): Promise<number | undefined> => {
    for (let attempt = 1; attempt <= 60; attempt += 1) {
      const code = await file();
      if (code !== undefined) return code;
      await sleep(250);
    }
    return undefined;
  };

  it('has four orderers of four organizations', () => {
    const orderers = test.network.processes().filter((name) => name.startsWith('orderer'));
    expect(orderers).toEqual(['orderer0.court', 'orderer0.guiyang', 'orderer0.supervisor', 'orderer0.zhengzhou']);
  });

  it('files a case', async () => {
    expect(await fileUntilKnown()).toBe(peer.TxValidationCode.VALID);
  }, 60_000);

  it('goes on filing without its first leader, and with it once it is back', async () => {
    await test.network.kill('orderer0.zhengzhou');
    expect(await fileUntilKnown()).toBe(peer.TxValidationCode.VALID);
    await test.network.restart('orderer0.zhengzhou');
    expect(await fileUntilKnown()).toBe(peer.TxValidationCode.VALID);
  }, 120_000);
});
