// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { peer } from '@hyperledger/fabric-protos';
import { waitFor } from '@registry/scripts/system/waitFor';
import { findPlace } from '../../network/src/fabric/openPlace';
import { fabricStatus } from '../../network/src/fabric/status';
import { binariesOrSay, CHAINCODE } from '../support/fabric';
import { startFabricRegister, type FabricRegister } from '../support/faults/fabricRegister';
import { startLoad, type Load } from '../support/faults/load';
import { eventsOn } from '../support/history/chain';
import { findings } from '../support/history/findings';
import { newHistory, outcomeOf, type Attempt } from '../support/history/history';
import { newRegisterClients } from '../support/registerClients';
import { START_MS } from '../support/system';

const what = 'a new definition and a third registry while both gateways are used';
/** It takes minutes: only where Fabric is what is tested. */
const isAsked = process.env['FABRIC_REQUIRED'] !== undefined;
const binaries = isAsked ? binariesOrSay(what) : undefined;
const STEP_MS = 240_000;
const NEWCOMER = 'luoyang';

const orderings = ['etcdraft', ...((binaries?.major ?? 0) >= 3 ? (['BFT'] as const) : [])] as const;

(binaries === undefined ? describe.skip : describe).each(orderings)(
  'a register that grows under load, %s',
  (consensus) => {
    const history = newHistory();
    let place: FabricRegister;
    const loads: Load[] = [];

    beforeAll(async () => {
      place = await startFabricRegister({ watched: true, consensus });
      loads.push(await startLoad(place.register, ['zhengzhou', 'guiyang'], history));
    }, START_MS);

    afterAll(async () => {
      for (const load of loads) await load.stop();
      await place.stop();
    }, START_MS);

    /** What was told while something was done, and for a moment after it. */
    const toldWhile = async (task: () => Promise<unknown>): Promise<Attempt[]> => {
      const start = performance.now();
      await task();
      await sleep(2_000);
      return history.attempts.filter(({ to }) => to >= start);
    };
    /** Commands that were neither done nor refused. */
    const failed = (told: readonly Attempt[]): string[] =>
      told
        .filter((one) => !['ACKNOWLEDGED', 'REFUSED'].includes(outcomeOf(one)))
        .map(({ client, command, status, code }) => `${client}: ${command} ${String(status)} ${code ?? ''}`);

    it(
      'takes a new chaincode definition without one failed command',
      async () => {
        const told = await toldWhile(() => place.network.deploy({ chaincodePath: CHAINCODE, version: '0.1.1' }));
        expect(told.filter((one) => outcomeOf(one) === 'ACKNOWLEDGED').length).toBeGreaterThan(0);
        expect(failed(told)).toEqual([]);
      },
      STEP_MS,
    );

    it(
      'admits a third registry without one failed command, and starts its gateway',
      async () => {
        const told = await toldWhile(async () => {
          await place.network.addOrganization(NEWCOMER);
          await place.register.welcome(await place.register.system.admit(NEWCOMER), place.network.topology);
        });
        expect(failed(told)).toEqual([]);
        loads.push(await startLoad(place.register, [NEWCOMER], history));
      },
      STEP_MS,
    );

    const acceptedThere = (): Promise<string> =>
      waitFor(
        () =>
          Promise.resolve(
            history.attempts.find(
              ({ client, command, answer }) =>
                client.startsWith(NEWCOMER) && command === 'accept' && answer !== undefined,
            )?.subject,
          ),
        { what: 'A case that was filed and accepted at the new registry', timeoutMs: 60_000 },
      );

    it(
      'files and accepts cases at the third registry, and the other gateways see them without being started again',
      async () => {
        const caseId = await acceptedThere();
        const officer = await place.register.desk('zhengzhou').person('supervisor-officer-1');
        const seen = await waitFor(
          async () => {
            const answer = await officer.get(`/applications/${caseId}`);
            return answer.status === 200 ? answer : undefined;
          },
          { what: 'The case at another gateway', timeoutMs: 30_000 },
        );
        expect(seen.body).toMatchObject({ sight: 'LEDGER', record: { registry: { mspId: 'LuoyangMSP' } } });
      },
      STEP_MS,
    );

    it(
      'keeps the third registry’s cases to its custody: two others do not suffice',
      async () => {
        const clients = newRegisterClients({ ...place.network, asksForTls: true });
        const body = { caseId: await acceptedThere(), reviewer: 'LY-RV-001' };
        const command = { by: `${NEWCOMER}-decider-1`, transaction: 'application:assignReviewer', body };
        const without = await clients.send({ ...command, orgs: ['ZhengzhouMSP', 'SupervisorMSP'] });
        expect(without.code).toBe(peer.TxValidationCode.ENDORSEMENT_POLICY_FAILURE);
        const withCustodian = await clients.send({ ...command, orgs: ['LuoyangMSP', 'ZhengzhouMSP'] });
        expect(withCustodian.code).toBe(peer.TxValidationCode.VALID);
        clients.close();
      },
      STEP_MS,
    );

    it.each([
      ['a killed peer', 'peer0.guiyang', 'SIGKILL'],
      ['a killed chaincode server', 'chaincode1.peer0.zhengzhou', 'SIGKILL'],
      ['a frozen orderer', 'orderer0.guiyang', 'SIGSTOP'],
    ] as const)(
      'has %s started again by the watchdog',
      async (_, name, signal) => {
        const { network } = place;
        const before = network.pid(name);
        network.signal(name, signal);
        await waitFor(
          async () => {
            const { processes } = await fabricStatus(findPlace(network.dataDir));
            const found = processes.find((one) => one.name === name);
            return found?.condition === 'WELL' && found.pid !== before ? true : undefined;
          },
          { what: `${name} again`, timeoutMs: 120_000, everyMs: 2_000 },
        );
        const since = performance.now();
        const served = (): Promise<true | undefined> =>
          Promise.resolve(
            history.attempts.some((one) => one.from > since && outcomeOf(one) === 'ACKNOWLEDGED') || undefined,
          );
        await waitFor(served, { what: 'A command after that', timeoutMs: 60_000 });
      },
      STEP_MS,
    );

    it(
      'has lost, doubled or invented nothing',
      async () => {
        for (const load of loads) await load.stop();
        const { zhengzhou = [] } = await place.chains();
        expect(findings(history, eventsOn(zhengzhou)).slice(0, 20)).toEqual([]);
      },
      STEP_MS,
    );
  },
);
