// SPDX-License-Identifier: Apache-2.0
import { startKv, type KvNetwork } from '../../support/engine';

describe('the embedded network', () => {
  let kv: KvNetwork;

  beforeAll(async () => {
    kv = await startKv();
  });

  afterAll(async () => {
    await kv.remove();
  });

  it('commits what a fabric-gateway client submits', async () => {
    const { contract } = kv.client(1);
    await contract.submitTransaction('Put', 'greeting', 'hello');
    const value = await contract.evaluateTransaction('Read', 'greeting');
    expect(Buffer.from(value).toString()).toBe('hello');
  });
});
