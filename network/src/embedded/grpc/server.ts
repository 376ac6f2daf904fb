// SPDX-License-Identifier: Apache-2.0
import {
  Server,
  ServerCredentials,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type sendUnaryData,
  type ServerUnaryCall,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { gateway } from '@hyperledger/fabric-protos';
import type { Cancellation } from '../cancellation';
import { cancellationOf, reported, write, type Serving } from './calls';
import { chaincodeEvents } from './chaincodeEvents';
import { commitStatus } from './commitStatus';
import type { PeerContext } from './consortium';
import { addDeliver } from './deliverService';
import { endorse } from './endorse';
import { evaluate } from './evaluate';
import { Limiter } from './limiter';
import { submit } from './submit';

/** Bytes of one message, as Fabric's peers allow. */
const MAX_MESSAGE = 100 * 1024 * 1024;
/** Calls that the service answers at the same time: Fabric's default. */
const GATEWAY_CALLS = 500;

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
