// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKv, type KvNetwork } from '../../../support/engine';
import { answerOf, type ErrorAnswer } from '../../../conformance/gateway/answer';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe('chaincode in threads of its own', () => {
  let kv: KvNetwork;
  const notes: string[] = [];

  beforeAll(async () => {
    kv = await startKv({
      executeTimeout: 1500,
      log: ({ event, detail }) => {
        if (event === 'chaincodeEnded') notes.push(detail);
      },
    });
  });

  afterAll(async () => {
    await kv.remove();
  });

  const evaluate = async (org: number, name: string, ...args: string[]): Promise<string> =>
    text(await kv.client(org).contract.evaluate(name, { arguments: args, endorsingOrganizations: [`R${org}MSP`] }));

  async function failure(call: () => Promise<unknown>): Promise<ErrorAnswer> {
    const answer = await answerOf(call);
    if ('ok' in answer) throw new Error('the call did not fail');
    return answer.err;
  }

  it('knows its organization and nothing else of the environment', async () => {
    process.env['REGISTRY_TEST_SECRET'] = 'not for contracts';
    const seen = JSON.parse(await evaluate(2, 'Environment')) as { msp: string; names: string[] };
    expect(seen.msp).toBe('R2MSP');
    expect(seen.names).not.toContain('REGISTRY_TEST_SECRET');
    expect(seen.names).not.toContain('PATH');
  });

  it('is started anew for the next transaction after it ended itself', async () => {
    const { contract } = kv.client(1);
    const exit = { arguments: ['7'], endorsingOrganizations: ['R1MSP'] };
    const { code, message } = await failure(() => contract.evaluate('Exit', exit));
    expect(code).toBe(10);
    expect(message).toContain('failed to evaluate transaction, see attached details for more info');
    expect(notes.join('\n')).toContain('R1MSP: chaincode stream terminated');
    expect(await evaluate(1, 'Noop')).toBe('ok');
  });

  it('is ended and started anew when a transaction overstays its time', async () => {
    const { contract } = kv.client(3);
    const loop = { arguments: ['x'], endorsingOrganizations: ['R3MSP'] };
    const { details } = await failure(() => contract.evaluate('Loop', loop));
    expect(JSON.stringify(details)).toContain('timeout expired while executing transaction');
    expect(await evaluate(3, 'Noop')).toBe('ok');
  });

  it('does not stop other organizations while one of them loops', async () => {
    const loop = { arguments: ['x'], endorsingOrganizations: ['R2MSP'] };
    const looping = failure(() => kv.client(2).contract.evaluate('Loop', loop));
    expect(await evaluate(1, 'Noop')).toBe('ok');
    expect(JSON.stringify((await looping).details)).toContain('timeout expired');
  });

  it('refuses a write after a paged query with the words of the peer', async () => {
    const { message } = await failure(() => kv.client(1).contract.submitTransaction('PageThenPut', 'k'));
    expect(message).toContain('failed to endorse transaction');
    const { message: direct } = await failure(() => kv.client(1).contract.evaluateTransaction('PageThenPut', 'k'));
    expect(direct).toMatch(
      /PUT_STATE failed: .* unsuppored transaction. Transaction has already performed a paginated query. Writes are not allowed/,
    );
  });
});

describe('a chaincode that cannot run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'registry-chaincode-'));

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['is not there', join(folder, 'nowhere'), /There is no chaincode at/],
    ['is not built', folder, /is not built: .*lib\/index\.js is missing/],
  ])('stops the start with a sentence where it %s', async (_why, chaincodePath, sentence) => {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', main: 'lib/index.js' }));
    await expect(startKv({ chaincodePath })).rejects.toThrow(sentence);
  });
});
