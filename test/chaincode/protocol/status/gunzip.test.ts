// SPDX-License-Identifier: Apache-2.0
import { gzipSync } from 'node:zlib';
import { gunzipAtMost } from '../../../../chaincode/src/protocol/status/gunzip';

describe('unpacking', () => {
  it('gives back what was packed', async () => {
    const bytes = Uint8Array.from({ length: 200_000 }, (_, index) => (index * index) % 251);
    expect(Buffer.from((await gunzipAtMost(gzipSync(bytes), 200_000)) ?? []).equals(bytes)).toBe(true);
    expect(await gunzipAtMost(gzipSync(Uint8Array.of()), 10)).toEqual(Uint8Array.of());
  });

  it('stops soon after what is of interest, however much would come', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const bytes = await gunzipAtMost(bomb, 1_000);
    expect(bytes?.length).toBeGreaterThan(1_000);
    expect(bytes?.length).toBeLessThan(1_000_000);
  });

  it('takes nothing that is not gzip, whole', async () => {
    const packed = gzipSync(Buffer.from('every certificate of a year'));
    const spoilt = Buffer.from(packed);
    spoilt[packed.length - 6] = spoilt[packed.length - 6]! ^ 1;
    for (const shown of [Buffer.from('not gzip'), packed.subarray(0, -9), spoilt]) {
      expect(await gunzipAtMost(shown, 1_000)).toBeUndefined();
    }
  });
});
