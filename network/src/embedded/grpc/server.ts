// SPDX-License-Identifier: Apache-2.0
import {
  Server,
  ServerCredentials,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { gateway, peer, type common } from '@hyperledger/fabric-protos';
import { Cancellation } from '../cancellation';
import { chaincodeEvents } from './chaincodeEvents';
import { commitStatus } from './commitStatus';
import type { PeerContext } from './consortium';
import { deliver } from './deliver';
import { deliverResponse, statusResponse, type DeliverForm } from './deliverBytes';
import { endorse } from './endorse';
import { toRpcError } from './errors';
import { evaluate } from './evaluate';
import { Limiter } from './limiter';
import { submit } from './submit';

/** Bytes of one message, as Fabric's peers allow. */
const MAX_MESSAGE = 100 * 1024 * 1024;
/** Calls that a service answers at the same time: Fabric's defaults. */
const GATEWAY_CALLS = 500;
const DELIVERIES = 2500;

export interface TlsMaterial {
  readonly certificate: Buffer;
  readonly privateKey: Buffer;
}

/** A peer whose port is bound. */
export interface BoundPeer {
  /** The port that it got, where 0 was asked for. */
  readonly port: number;
  /** Begins to answer. Until then calls are refused. */
  serve(context: PeerContext): void;
  /** Ends open calls and stops listening. */
  stop(): void;
}

export interface PeerServerOptions {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsMaterial;
  /** Takes an error that is the engine's own fault. */
  readonly onError: (error: unknown) => void;
}

/**
 * Binds one peer's port under TLS; its services, Gateway and Deliver, begin with `serve`.
 * @throws where the port is taken
 */
export async function bindPeer({ host, port, tls, onError }: PeerServerOptions): Promise<BoundPeer> {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE,
    'grpc.max_send_message_length': MAX_MESSAGE,
  });
  const pair = { cert_chain: tls.certificate, private_key: tls.privateKey };
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, ServerCredentials.createSsl(null, [pair]), (error, got) => {
      if (error === null) resolve(got);
      else reject(new Error(`No peer can listen at ${host}:${port}: ${error.message}`, { cause: error }));
    });
  });
  return {
    port: bound,
    serve: (context) => {
      addGateway(server, { context, onError });
      addDeliver(server, { context, onError });
    },
    stop: () => {
      server.forceShutdown();
    },
  };
}

interface Serving {
  readonly context: PeerContext;
  readonly onError: (error: unknown) => void;
}

type Answer<Request, Response> = (
  request: Request,
  context: PeerContext,
  cancellation: Cancellation,
) => Response | Promise<Response>;

function addGateway(server: Server, options: Serving): void {
  const limiter = new Limiter('/gateway.Gateway', GATEWAY_CALLS);
  server.addService(gateway.GatewayService, {
    evaluate: unary(evaluate, options, limiter),
    endorse: unary(endorse, options, limiter),
    submit: unary(submit, options, limiter),
    commitStatus: unary(commitStatus, options, limiter),
    chaincodeEvents: events(options, limiter),
  });
}

function unary<Request, Response>(
  answer: Answer<Request, Response>,
  { context, onError }: Serving,
  limiter: Limiter,
): handleUnaryCall<Request, Response> {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    const cancellation = cancellationOf(call);
    limiter
      .run(async () => await answer(call.request, context, cancellation))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(reported(error, onError), null);
        },
      );
  };
}

function events(
  { context, onError }: Serving,
  limiter: Limiter,
): handleServerStreamingCall<gateway.SignedChaincodeEventsRequest, gateway.ChaincodeEventsResponse> {
  return (call: ServerWritableStream<gateway.SignedChaincodeEventsRequest, gateway.ChaincodeEventsResponse>): void => {
    const cancellation = cancellationOf(call);
    limiter
      .run(async () => {
        for await (const response of chaincodeEvents(call.request, context, cancellation))
          await write(call, response, cancellation);
      })
      .then(
        () => {
          call.end();
        },
        (error: unknown) => {
          // Destroying it would end the call without a status.
          call.emit('error', reported(error, onError));
        },
      );
  };
}

/** Blocks travel as the bytes that are stored, so this service's answers are serialized already. */
const deliverDefinition = {
  deliver: { ...peer.DeliverService.deliver, responseSerialize: asTheyAre },
  deliverFiltered: { ...peer.DeliverService.deliverFiltered, responseSerialize: asTheyAre },
  deliverWithPrivateData: { ...peer.DeliverService.deliverWithPrivateData, responseSerialize: asTheyAre },
};

function asTheyAre(bytes: Buffer): Buffer {
  return bytes;
}

function addDeliver(server: Server, options: Serving): void {
  const limiter = new Limiter('/protos.Deliver', DELIVERIES);
  server.addService(deliverDefinition, {
    deliver: delivery('block', options, limiter),
    deliverFiltered: delivery('filtered', options, limiter),
    deliverWithPrivateData: delivery('blockAndPrivateData', options, limiter),
  });
}

type DeliverCall = ServerDuplexStream<common.Envelope, Buffer>;

function delivery(form: DeliverForm, { context, onError }: Serving, limiter: Limiter) {
  return (call: DeliverCall): void => {
    limiter
      .run(() => serveDelivery(call, form, context))
      .then(
        () => {
          call.end();
        },
        (error: unknown) => {
          // Destroying it would end the call without a status.
          call.emit('error', reported(error, onError));
        },
      );
  };
}

/** One request after the other; the first that ends without success ends the stream. */
async function serveDelivery(call: DeliverCall, form: DeliverForm, context: PeerContext): Promise<void> {
  const cancellation = cancellationOf(call);
  // Leaving the loop must not destroy the call: its last answer is still on the way.
  for await (const envelope of call.iterator({ destroyOnReturn: false }) as AsyncIterable<common.Envelope>) {
    const blocks = deliver(envelope, context, cancellation);
    let step = await blocks.next();
    for (; step.done !== true; step = await blocks.next()) {
      await write(call, deliverResponse(form, step.value, context.feed), cancellation);
    }
    if (cancellation.isCancelled) return;
    await write(call, statusResponse(step.value), cancellation);
    if (step.value !== 200) return;
  }
}

interface Cancellable {
  readonly cancelled: boolean;
  on(event: 'cancelled', listener: () => void): unknown;
}

function cancellationOf(call: Cancellable): Cancellation {
  const cancellation = new Cancellation();
  if (call.cancelled) cancellation.cancel();
  call.on('cancelled', () => {
    cancellation.cancel();
  });
  return cancellation;
}

/** Waits for a slow client instead of keeping its blocks in memory. */
async function write<T>(
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

function reported(error: unknown, onError: (error: unknown) => void): ReturnType<typeof toRpcError> {
  const answer = toRpcError(error);
  if (answer !== error) onError(error);
  return answer;
}
