// SPDX-License-Identifier: Apache-2.0
import type { ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import { Cancellation } from '../cancellation';
import type { PeerContext } from './consortium';
import { toRpcError } from './errors';

/** What a service needs to answer calls. */
export interface Serving {
  readonly context: PeerContext;
  readonly onError: (error: unknown) => void;
}

interface Cancellable {
  readonly cancelled: boolean;
  on(event: 'cancelled', listener: () => void): unknown;
}

/** Follows whether the caller of a call still waits. */
export function cancellationOf(call: Cancellable): Cancellation {
  const cancellation = new Cancellation();
  if (call.cancelled) cancellation.cancel();
  call.on('cancelled', () => {
    cancellation.cancel();
  });
  return cancellation;
}

/** Waits for a slow client instead of keeping its blocks in memory. */
export async function write<T>(
  call: ServerWritableStream<unknown, T> | ServerDuplexStream<unknown, T>,
  message: T,
  cancellation: Cancellation,
): Promise<void> {
  if (cancellation.isCancelled || call.write(message)) return;
  await new Promise<void>((resolve) => {
    const proceed = (): void => {
      forget();
      call.off('drain', proceed);
      resolve();
    };
    const forget = cancellation.onCancel(proceed);
    call.on('drain', proceed);
  });
}

/** The error as the caller gets it; what is the engine's own fault is reported to its operator. */
export function reported(error: unknown, onError: (error: unknown) => void): ReturnType<typeof toRpcError> {
  const answer = toRpcError(error);
  if (answer !== error) onError(error);
  return answer;
}
