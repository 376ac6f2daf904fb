// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Address } from '@ethereumjs/util';
import { Interface } from 'ethers';
import { storeMaterials, submit } from '@registry/scripts/demo/intake';
import { carryThrough } from '@registry/scripts/demo/procedure';
import { EvmChain } from '@registry/scripts/evm/chain';
import { VERIFIER_CODES } from '@registry/scripts/evm/verifier';
import { programOf } from '@registry/scripts/system/layout';
import { START_MS, startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';

const run = promisify(execFile);

interface Described {
  readonly abi: ConstructorParameters<typeof Interface>[0];
  readonly creation: string;
  readonly trustList: number;
  readonly calls: Readonly<Record<'publishTrustList' | 'publishStatusRoot' | 'verify', string>>;
}

let register: TestSystem;
beforeAll(async () => {
  register = await startTestSystem();
}, START_MS);
afterAll(() => register.stop(), START_MS);

const registered = async (registry: string): Promise<string> => {
  const demoCase = await register.newCase(registry);
  const applicant = await demoCase.desk.person(`${registry}-applicant-2`);
  const materials = await storeMaterials(demoCase, applicant);
  await submit(demoCase, applicant, { materials, left: [] });
  return String((await carryThrough(demoCase, materials)).certificateNumber);
};

const program = (name: string, ...parameters: string[]): Promise<{ readonly stdout: string }> =>
  run(process.execPath, [programOf('scripts', name), ...parameters]);

describe('a certificate on an EVM chain, from the register to the chain by two programs', () => {
  it('is valid by what both gateways sign and the supervisor publishes', async () => {
    const [number] = [await registered('zhengzhou'), await registered('guiyang')];
    const { root } = register.system.layout;
    expect((await program('trustList.js', '--data', root)).stdout).toMatch(/^Trust list 2 is in force, until 20/);
    const out = join(root, 'verifier.json');
    const urls = ['zhengzhou', 'guiyang'].flatMap((name) => ['--url', register.url(name)]);
    await program('evmVerifier.js', ...urls, '--certificate', number, '--out', out);
    const described = JSON.parse(await readFile(out, 'utf8')) as Described;
    expect(described.trustList).toBe(2);

    const chain = await EvmChain.open(() => Math.floor(Date.now() / 1_000));
    const { created } = await chain.send(described.creation);
    const address = created as Address;
    const { publishTrustList, publishStatusRoot, verify } = described.calls;
    const code = async (): Promise<string | undefined> => {
      const { returned } = await chain.call(verify, address);
      const [found] = new Interface(described.abi).decodeFunctionResult('verify', returned) as unknown as [bigint];
      return VERIFIER_CODES[Number(found)];
    };
    expect(await code()).toBe('TRUST_LIST_NONE');
    expect(await chain.send(publishTrustList, address)).toMatchObject({ isReverted: false });
    expect(await code()).toBe('STATUS_NONE');
    expect(await chain.send(publishStatusRoot, address)).toMatchObject({ isReverted: false });
    expect(await code()).toBe('VALID');
    // Whoever delivers them again changes nothing.
    expect(await chain.send(publishTrustList, address)).toMatchObject({ isReverted: true });
    expect(await chain.send(publishStatusRoot, address)).toMatchObject({ isReverted: true });
  }, 180_000);

  it('is judged here by the list of its own day, which named the registry before it had keys', async () => {
    const answer = await register.anonymous('guiyang').get('/certificates?limit=2');
    const { items } = answer.body as { readonly items: readonly { readonly number: string }[] };
    expect(items).toHaveLength(2);
    for (const { number } of items) {
      const { body } = await register.anonymous('guiyang').get(`/certificates/${number}/trust?purpose=TRADE`);
      expect(body).toMatchObject({ number, isTrusted: true, trustList: 1 });
    }
  });
});
