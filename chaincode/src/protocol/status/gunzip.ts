// SPDX-License-Identifier: Apache-2.0
import { concat } from '../bytes';

/**
 * Unpacks gzip (RFC 1952), and stops as soon as more comes out than there may be: what is packed a thousandfold takes no
 * more memory and time than what is packed well.
 *
 * @param most - how many bytes are of interest
 * @returns undefined for what is no gzip, and some bytes more than `most` where there are more
 */
export const gunzipAtMost = async (packed: Uint8Array, most: number): Promise<Uint8Array | undefined> => {
  const unpacking = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = unpacking.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let bytes: Uint8Array = new Uint8Array();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      bytes = concat(bytes, next.value);
      if (bytes.length <= most) continue;
      await reader.cancel();
      break;
    }
    return bytes;
  } catch {
    // Not gzip, or not to its end.
    return undefined;
  }
};
