// SPDX-License-Identifier: Apache-2.0
import { SNIFF_BYTES } from './mediaType';

/**
 * Shows the beginning of a stream to a judge before anything flows on, for `stream.pipeline`.
 *
 * @param judge - gets the first {@link SNIFF_BYTES} bytes, or all there are; what it throws ends the stream
 */
export function sniff(judge: (head: Buffer) => void): (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* (source) {
    let head: Buffer | undefined = Buffer.alloc(0);
    for await (const chunk of source) {
      if (!head) {
        yield chunk;
        continue;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length < SNIFF_BYTES) continue;
      judge(head.subarray(0, SNIFF_BYTES));
      yield head;
      head = undefined;
    }
    if (!head) return;
    judge(head);
    yield head;
  };
}
