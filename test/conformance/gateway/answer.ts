// SPDX-License-Identifier: Apache-2.0

/** Marks everything that one run of the scenarios writes; printed as `U`, as the recording does. */
export const RUN = `u${Date.now().toString(36)}`;

/** Takes out of a text what differs from network to network: hashes, addresses, certificates. */
export function normalized(text: string): string {
  return text
    .replace(/[0-9a-f]{64}/g, '<h>')
    .replace(/127\.0\.0\.1:\d+/g, '<addr>')
    .replaceAll(RUN, 'U')
    .replace(/\[(?:<h>|[0-9a-f]){100,}\]/g, '[<hex>]');
}

interface Detail {
  readonly address: string;
  readonly mspId: string;
  readonly message: string;
}

/** The fields of the client's errors that applications go by. */
interface ClientError extends Error {
  readonly code?: number;
  readonly details?: readonly Detail[] | string;
  readonly transactionId?: string;
}

export interface ErrorAnswer {
  readonly cls: string;
  readonly name: string;
  readonly code?: number;
  readonly message: string;
  readonly details?: unknown;
  readonly tx?: number;
}

export type Answer = { readonly ok: unknown } | { readonly err: ErrorAnswer };

function detailsOf({ details }: ClientError): unknown {
  if (details === undefined || typeof details === 'string') return details;
  return details
    .map(({ address, message, mspId }) => ({ address: normalized(address), message: normalized(message), mspId }))
    .sort((left, right) => (left.mspId < right.mspId ? -1 : 1));
}

/** An error as the recording has it. */
export function errorAnswer(error: unknown): ErrorAnswer {
  const known = error as ClientError;
  return {
    cls: known.constructor.name,
    name: known.name,
    ...(known.code === undefined ? {} : { code: known.code }),
    message: normalized(known.message),
    ...(known.details === undefined ? {} : { details: detailsOf(known) }),
    ...(known.transactionId === undefined ? {} : { tx: known.transactionId.length }),
  };
}

/** What a call answers, or the error that it ends with. */
export async function answerOf(call: () => Promise<unknown>): Promise<Answer> {
  try {
    const result = await call();
    return { ok: result instanceof Uint8Array ? textOf(result) : (result ?? null) };
  } catch (error) {
    return { err: errorAnswer(error) };
  }
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
