// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export interface UploadLoadOptions {
  /** Where the gateway listens, such as `http://127.0.0.1:8410`. */
  readonly url: string;
  /** The session of somebody who may hand in files. */
  readonly token: string;
  /** The gateway's process. */
  readonly pid: number;
  readonly mebibytes: number;
}

/** What handing in one large file did to a gateway. */
export interface UploadLoad {
  readonly mebibytes: number;
  readonly seconds: number;
  /** Resident memory of the gateway's process, MiB. */
  readonly memoryBefore: number;
  readonly memoryPeak: number;
  readonly memoryRise: number;
}

const MEBIBYTE = 1_048_576;
const BOUNDARY = 'boundary-of-the-upload';
const HEAD = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="large.csv"\r\n\r\n`;
const TAIL = `\r\n--${BOUNDARY}--\r\n`;
const SAMPLE_MS = 20;

/** Linux keeps it, in KiB, in the process's own folder. */
const residentMemory = (pid: number): number => {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  if (!found) throw new Error(`The memory of process ${String(pid)} cannot be read`);
  return Number(found[1]) / 1024;
};

/** Text that differs from one mebibyte to the next, and from one run to the next, so that nothing is known already. */
const mebibyte = (index: number, run: string): Buffer => Buffer.alloc(MEBIBYTE, `${run},${String(index)},登记\n`);

const send = async ({ url, token, mebibytes }: UploadLoadOptions): Promise<unknown> => {
  const outgoing = request(`${url}/api/v1/materials`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
      'content-length': String(HEAD.length + mebibytes * MEBIBYTE + TAIL.length),
    },
  });
  const answered = once(outgoing, 'response');
  const run = String(Date.now());
  outgoing.write(HEAD);
  for (let index = 0; index < mebibytes; index += 1) {
    if (!outgoing.write(mebibyte(index, run))) await once(outgoing, 'drain');
  }
  outgoing.end(TAIL);
  const [response] = (await answered) as [NodeJS.ReadableStream & { statusCode?: number }];
  const body = await json(response);
  if (response.statusCode !== 201) throw new Error(`The file was not taken: ${JSON.stringify(body)}`);
  return body;
};

/**
 * Hands in one large file over HTTP, and watches the gateway's memory meanwhile.
 *
 * @throws Error where the file is not taken whole
 */
export const measureUpload = async (options: UploadLoadOptions): Promise<UploadLoad> => {
  await delay(1_000);
  const memoryBefore = residentMemory(options.pid);
  let memoryPeak = memoryBefore;
  const sampling = setInterval(() => {
    memoryPeak = Math.max(memoryPeak, residentMemory(options.pid));
  }, SAMPLE_MS);
  const started = performance.now();
  try {
    const { bytes } = (await send(options)) as { bytes: number };
    if (bytes !== options.mebibytes * MEBIBYTE) throw new Error(`Only ${String(bytes)} bytes were taken`);
  } finally {
    clearInterval(sampling);
  }
  const seconds = (performance.now() - started) / 1_000;
  return { mebibytes: options.mebibytes, seconds, memoryBefore, memoryPeak, memoryRise: memoryPeak - memoryBefore };
};
