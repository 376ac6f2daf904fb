// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { EndorseError } from '@hyperledger/fabric-gateway';
import { peer } from '@hyperledger/fabric-protos';
import { loadFounding, type FabricNetwork } from '@registry/network';
import { RegistryError } from '../../../chaincode/src/protocol/errors';
import { binariesOrSay, CHAINCODE, startFabricTest, type FabricTest } from '../../support/fabric';
import { aFiling } from '../../support/filing';
import { newRegisterClients, type RegisterClients } from '../../support/registerClients';
import { straightPath } from '../../support/straightPath';
import { shiftTime } from '../../support/tampered';

const PROFILE = 'test-short-periods';
const START_MS = 120_000;
const STEP_MS = 60_000;
const { VALID, ENDORSEMENT_POLICY_FAILURE } = peer.TxValidationCode;

const binaries = binariesOrSay('the register on real peers and orderers');
const onFabric = binaries === undefined ? describe.skip : describe;

onFabric(`the register on Fabric ${binaries?.version ?? ''} with Raft`, () => {
  let test: FabricTest;
  let network: FabricNetwork;
  let clients: RegisterClients;

  beforeAll(async () => {
    test = await startFabricTest();
    ({ network } = test);
    clients = newRegisterClients({ ...network, asksForTls: true });
    await clients.found(loadFounding({ topology: network.topology, testProfiles: [PROFILE] }));
  }, START_MS);

  afterAll(async () => {
    clients.close();
    await test.remove();
  }, STEP_MS);

  /** A peer of Fabric 3 refuses what is more than a quarter of an hour away before the chaincode is asked. */
  const isForPeer = (seconds: number): boolean => (binaries?.major ?? 0) >= 3 && Math.abs(seconds) > 900;

  const applicant = 'zhengzhou-applicant-1';

  const file = async (orgs?: string[]): Promise<{ code: number; caseId: string }> => {
    const body = { filing: aFiling({ profileId: PROFILE }) };
    const sent = await clients.send({ by: applicant, transaction: 'application:submit', body, ...(orgs && { orgs }) });
    return { code: sent.code, caseId: sent.answer.caseId };
  };

  /** Waits until all endorsers hold what zhengzhou's peer, where we file, already does: nobody can endorse earlier. */
  const settled = async (): Promise<void> => {
    const target = await clients.height(applicant);
    for (const other of ['guiyang-clock', 'supervisor-officer-1']) {
      while ((await clients.height(other)) < target) await sleep(50);
    }
  };

  /** Asks again until the network serves: what was killed takes a moment to be known again. */
  const fileAgain = async (): Promise<number> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await file()).code;
      } catch (error) {
        if (attempt === 60) throw error;
        await sleep(250);
      }
    }
  };

  /** Files without a pause while something is done; answers what became of each filing. */
  const filingWhile = async (task: () => Promise<unknown>): Promise<number[]> => {
    const codes: number[] = [];
    const isOver = { yet: false };
    const filing = (async () => {
      while (!isOver.yet) codes.push(await fileAgain());
    })();
    try {
      await task();
    } finally {
      isOver.yet = true;
      await filing;
    }
    return codes;
  };

  it(
    'carries an application to its certificate, each step endorsed and valid',
    async () => {
      const filing = aFiling({ profileId: PROFILE });
      const submitted = await clients.send({ by: applicant, transaction: 'application:submit', body: { filing } });
      const { caseId } = submitted.answer;
      let last = submitted;
      for (const { user, command, body } of straightPath(filing)) {
        // The test profile's notice runs for two seconds.
        if (command === 'closeNotice') await sleep(2500);
        await settled();
        last = await clients.send({ by: user, transaction: `application:${command}`, body: { caseId, ...body } });
        expect([command, last.code]).toEqual([command, VALID]);
      }
      expect(last.answer).toMatchObject({ state: 'REGISTERED' });
      const request = { number: last.answer.certificateNumber! };
      const certificate = await clients.evaluate('court-officer-1', 'certificate:read', request);
      expect(certificate).toMatchObject({ caseId, status: 'VALID' });
    },
    STEP_MS,
  );

  it('does not accept the endorsement of a stranger: the court witnesses and does not decide', async () => {
    const filed = await file(['ZhengzhouMSP', 'CourtMSP']);
    expect(filed.code).toBe(ENDORSEMENT_POLICY_FAILURE);
  });

  it('keeps a case to the custody of its registry: two others do not suffice', async () => {
    const { caseId } = await file();
    await settled();
    const [accept] = straightPath(aFiling({ profileId: PROFILE }));
    const command = { by: accept!.user, transaction: 'application:accept', body: { caseId, ...accept!.body } };
    const without = await clients.send({ ...command, orgs: ['GuiyangMSP', 'SupervisorMSP'] });
    expect(without.code).toBe(ENDORSEMENT_POLICY_FAILURE);
    const withCustodian = await clients.send({ ...command, orgs: ['ZhengzhouMSP', 'SupervisorMSP'] });
    expect(withCustodian.code).toBe(VALID);
  });

  it.each([
    ['back-dated', -3_600],
    ['post-dated', 600],
  ])('refuses a proposal that is %s', async (_, seconds) => {
    const body = { filing: aFiling({ profileId: PROFILE }) };
    const proposal = clients.propose({ by: applicant, transaction: 'application:submit', body });
    const shifted = clients.client(applicant).gateway.newProposal(shiftTime(proposal.getBytes(), seconds));
    const error: unknown = await shifted.endorse().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EndorseError);
    const said = (error as EndorseError).details.map(({ message }) => message);
    expect(said).not.toEqual([]);
    for (const message of said) {
      const refusal = RegistryError.parse(message.replace(/^chaincode response 500, /, ''));
      expect(refusal?.code ?? message).toMatch(isForPeer(seconds) ? /incorrect timestamp/ : /^TIME_SKEW$/);
    }
  });

  it.each(['peer0.guiyang', 'peer0.zhengzhou', 'orderer0.zhengzhou', 'orderer0.guiyang', 'chaincode0.peer0.zhengzhou'])(
    'serves again after %s was killed and started again',
    async (name) => {
      const before = network.pid(name);
      await network.kill(name);
      expect(network.pid(name)).toBeUndefined();
      await network.restart(name);
      expect(network.pid(name)).not.toBe(before);
      expect(await fileAgain()).toBe(VALID);
    },
    STEP_MS,
  );

  it(
    'takes a new chaincode definition while clients file',
    async () => {
      const codes = await filingWhile(async () => {
        const deployment = await network.deploy({ chaincodePath: CHAINCODE, version: '0.1.1' });
        expect(deployment).toMatchObject({ sequence: 2, version: '0.1.1' });
      });
      expect(codes.length).toBeGreaterThan(0);
      expect(await fileAgain()).toBe(VALID);
      expect(network.processes()).toEqual(expect.arrayContaining(['chaincode1.peer0.zhengzhou']));
      expect(network.processes()).not.toContain('chaincode0.peer0.zhengzhou');
    },
    STEP_MS,
  );

  it(
    'admits a third registry while clients file: it catches up, and its endorsement counts',
    async () => {
      const codes = await filingWhile(() => network.addOrganization('luoyang'));
      expect(codes.length).toBeGreaterThan(0);
      expect(network.peers['luoyang']).toMatchObject({ mspId: 'LuoyangMSP' });
      expect((await file(['LuoyangMSP', 'ZhengzhouMSP'])).code).toBe(VALID);
      const newcomers = newRegisterClients({ ...network, asksForTls: true });
      const zhengzhou = network.topology.organizations.find(({ name }) => name === 'zhengzhou')!;
      const read = await newcomers.evaluate('luoyang-clock', 'institution:read', { uscc: zhengzhou.uscc });
      newcomers.close();
      expect(read).toMatchObject({ approval: 'APPROVED' });
    },
    STEP_MS,
  );
});
