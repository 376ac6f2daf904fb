// SPDX-License-Identifier: Apache-2.0
import { Agent, request } from 'node:https';
import type { PartnerAddress, TlsFiles } from './partnersFile';

/** A partner gave no answer that could be looked at. */
export class PartnerUnreachable extends Error {
  override readonly name = 'PartnerUnreachable';
}

/** What a partner said there is not. */
export class PartnerHasNone extends Error {
  override readonly name = 'PartnerHasNone';
}

/** The longest answer, in bytes, and how long one may take, in milliseconds. */
const MOST_BYTES = 32 * 1024 * 1024;
const PATIENCE_MS = 15_000;

const isMissing = 404;
const isFine = 200;

/** Asks one partner, at the address that was configured and nowhere else: what a partner says leads to no other address. */
export class PartnerDoor {
  readonly #url: string;
  readonly #agent: Agent;

  constructor({ url, ca }: PartnerAddress, client: TlsFiles) {
    this.#url = url;
    this.#agent = new Agent({
      ...{ ca, cert: client.certificate, key: client.key },
      minVersion: 'TLSv1.3',
      keepAlive: true,
      maxSockets: 1,
    });
  }

  /**
   * @param path - of this project's own making
   * @throws PartnerHasNone for 404; PartnerUnreachable for whatever is no answer, a redirection too
   */
  ask(path: string, signal: AbortSignal): Promise<string> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    return new Promise((resolve, reject) => {
      const fail = (cause: unknown): void => {
        reject(new PartnerUnreachable(cause instanceof Error ? cause.message : String(cause), { cause }));
      };
      const asked = request(new URL(path, this.#url), { agent: this.#agent, signal: patience }, (answer) => {
        if (answer.statusCode !== isFine) {
          answer.resume();
          if (answer.statusCode === isMissing) reject(new PartnerHasNone(path));
          else fail(`it answered ${String(answer.statusCode)}`);
          return;
        }
        const parts: Buffer[] = [];
        let length = 0;
        answer.on('data', (part: Buffer) => {
          length += part.length;
          if (length > MOST_BYTES) asked.destroy(new Error('its answer is too long'));
          else parts.push(part);
        });
        answer.on('end', () => {
          resolve(Buffer.concat(parts).toString('utf8'));
        });
        answer.on('error', fail);
      });
      asked.on('error', fail);
      asked.end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
