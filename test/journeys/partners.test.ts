// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CASE_TYPES, RECOGNITION_PURPOSES } from '@registry/chaincode/protocol';
import type { RecognitionFinding, TrustAnchor } from '@registry/chaincode/protocol';
import { storeMaterials, submit } from '@registry/scripts/demo/intake';
import { carryThrough } from '@registry/scripts/demo/procedure';
import { programOf } from '@registry/scripts/system/layout';
import { waitFor } from '@registry/scripts/system/waitFor';
import { newSide, startConsortium, writePartners } from '../support/partners';
import type { Side } from '../support/partners';
import { START_MS } from '../support/system';
import type { TestSystem } from '../support/system';

const run = promisify(execFile);
const PATIENCE = { timeoutMs: 30_000, everyMs: 100 };

/** Two consortia: one has registered a product in Zhengzhou, the other in Guiyang. */
interface Consortium {
  readonly register: TestSystem;
  /** The registry whose gateway follows the other consortium. */
  readonly registry: string;
  readonly region: string;
  readonly number: string;
}

let sides: readonly Side[] = [];
const running: TestSystem[] = [];
let north: Consortium;
let south: Consortium;

const registered = async (register: TestSystem, registry: string): Promise<string> => {
  const demoCase = await register.newCase(registry);
  const applicant = await demoCase.desk.person(`${registry}-applicant-2`);
  const materials = await storeMaterials(demoCase, applicant);
  await submit(demoCase, applicant, { materials, left: [] });
  return String((await carryThrough(demoCase, materials)).certificateNumber);
};

const read = async <T>({ register, registry }: Consortium, path: string): Promise<T> => {
  const { status, body } = await register.anonymous(registry).get(path);
  if (status !== 200) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
  return body as T;
};

/** What a consortium answers about the other's certificate. */
const asked = async (at: Consortium, about: Consortium): Promise<RecognitionFinding> => {
  const path = `/recognition?number=${about.number}&purpose=LISTING&region=${at.region}`;
  const { answers } = await read<{ answers: readonly RecognitionFinding[] }>(at, path);
  return answers[0]!;
};

const stateOf = async (at: Consortium): Promise<unknown> => {
  const { items } = await read<{ items: readonly { state: string }[] }>(at, '/partners');
  return items.map(({ state }) => state);
};

const until = (what: string, isSo: () => Promise<boolean>): Promise<true> =>
  waitFor(async () => ((await isSo()) ? true : undefined), { what, ...PATIENCE });

const publish = ({ register }: Consortium, ...parameters: string[]): Promise<unknown> =>
  run(process.execPath, [programOf('scripts', 'trustList.js'), '--data', register.system.layout.root, ...parameters]);

/** The supervisor of one consortium lists the other's ledger, and pins its supervisor's keys. */
const trust = async (own: Consortium, other: Consortium, days: { from: string; to?: string }): Promise<void> => {
  const { channel, register, keySets } = await read<TrustAnchor>(other, '/trust-anchor');
  const partner = {
    ...{ ledgerId: channel, name: `${channel}登记账本`, channel, register, keySets, ...days },
    scope: { caseTypes: CASE_TYPES, regionCodes: ['000000'], purposes: RECOGNITION_PURPOSES },
  };
  const file = join(own.register.system.layout.root, 'others.json');
  writeFileSync(file, JSON.stringify({ partners: [partner] }));
  await publish(own, '--others', file);
};

beforeAll(async () => {
  const [northern, southern] = await Promise.all([newSide('north'), newSide('south')]);
  sides = [northern, southern];
  const start = async (channel: string, registry: string, partnersFile: string): Promise<TestSystem> => {
    const register = await startConsortium(channel, { gateway: registry, partnersFile });
    running.push(register);
    return register;
  };
  const [one, other] = [
    await start('north', 'zhengzhou', writePartners(northern, southern, 'south')),
    await start('south', 'guiyang', writePartners(southern, northern, 'north')),
  ];
  north = { register: one, registry: 'zhengzhou', region: '410100', number: await registered(one, 'zhengzhou') };
  south = { register: other, registry: 'guiyang', region: '520100', number: await registered(other, 'guiyang') };
}, 2 * START_MS);

afterAll(async () => {
  await Promise.all(running.map((register) => register.stop()));
  await Promise.all(sides.map(({ folder }) => rm(folder, { recursive: true, force: true })));
}, START_MS);

describe('two consortia', () => {
  it('know nothing of each other before their supervisors say so', async () => {
    expect(await stateOf(north)).toEqual(['NOT_ACCREDITED']);
    expect(await asked(north, south)).toEqual({ number: south.number, recognized: false, reason: 'UNKNOWN' });
  });

  it('recognize each other’s certificates once each supervisor lists the other', async () => {
    // The registries' keys are younger than the lists that the registers were founded with.
    await Promise.all([publish(north), publish(south)]);
    await Promise.all([trust(north, south, { from: '2026-01-01' }), trust(south, north, { from: '2026-01-01' })]);
    for (const [at, about] of [[north, south] as const, [south, north] as const]) {
      await until('recognition', async () => (await asked(at, about)).recognized);
      expect(await asked(at, about)).toMatchObject({
        origin: 'PARTNER_LEDGER',
        source: { id: about.register.system.topology.channel },
        basis: 'TRUST_LIST',
        status: 'VALID',
      });
      expect(await stateOf(at)).toEqual(['TRUSTED']);
    }
  });

  it('no longer recognize what is revoked in the other', async () => {
    const officer = await south.register.desk('guiyang').person('supervisor-officer-1');
    const revocation = {
      ...{ reasonCode: 'RV-FALSE', effect: 'AB_INITIO' },
      ...{ legalBasis: ['数据产品登记管理办法'], reason: '登记材料虚假' },
    };
    const began = Date.now();
    const { status, body } = await officer.post(`/certificates/${south.number}/revoke`, revocation);
    expect({ status, body }).toMatchObject({ status: 200 });
    await until('the end of recognition', async () => !(await asked(north, south)).recognized);
    expect(await asked(north, south)).toMatchObject({ reason: 'NOT_VALID', reasonCode: 'REVOKED', status: 'REVOKED' });
    process.stderr.write(`A revocation on the other ledger counts here after ${String(Date.now() - began)} ms.\n`);
  });

  it('go on with what they have while the other is down, and say so', async () => {
    await north.register.system.parts.get('zhengzhou').stop();
    await until('the partner’s silence', async () => String(await stateOf(south)) === 'DOWN');
    expect(await asked(south, north)).toMatchObject({ recognized: true, status: 'VALID' });
    await north.register.system.restart('zhengzhou');
    await until('the partner’s return', async () => String(await stateOf(south)) === 'TRUSTED');
  });

  it('recognize nothing any more of a partner whose accreditation is over', async () => {
    await trust(south, north, { from: '2026-01-01', to: '2026-01-31' });
    await until('the end of trust', async () => !(await asked(south, north)).recognized);
    expect(await asked(south, north)).toMatchObject({
      reason: 'NOT_TRUSTED',
      reasonCode: 'NOT_ACCREDITED_ON_THE_DAY',
    });
    expect(await stateOf(south)).toEqual(['NOT_ACCREDITED']);
  });
});
