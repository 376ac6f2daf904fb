// SPDX-License-Identifier: Apache-2.0
import type { Server, ServerDuplexStream } from '@grpc/grpc-js';
import { peer, type common } from '@hyperledger/fabric-protos';
import { cancellationOf, reported, write, type Serving } from './calls';
import type { PeerContext } from './consortium';
import { deliver } from './deliver';
import { deliverResponse, statusResponse, type DeliverForm } from './deliverBytes';
import { Limiter } from './limiter';

/** Streams that the service serves at the same time: Fabric's default. */
const DELIVERIES = 2500;

/** Blocks travel as the bytes that are stored, so this service's answers are serialized already. */
const deliverDefinition = {
  deliver: { ...peer.DeliverService.deliver, responseSerialize: asTheyAre },
  deliverFiltered: { ...peer.DeliverService.deliverFiltered, responseSerialize: asTheyAre },
  deliverWithPrivateData: { ...peer.DeliverService.deliverWithPrivateData, responseSerialize: asTheyAre },
};

function asTheyAre(bytes: Buffer): Buffer {
  return bytes;
}

/** Adds the peer's Deliver service. */
export function addDeliver(server: Server, options: Serving): void {
  const limiter = new Limiter('/protos.Deliver', DELIVERIES);
  server.addService(deliverDefinition, {
    deliver: delivery('block', options, limiter),
    deliverFiltered: delivery('filtered', options, limiter),
    deliverWithPrivateData: delivery('blockAndPrivateData', options, limiter),
  });
}

type DeliverCall = ServerDuplexStream<common.Envelope, Buffer>;

function delivery(form: DeliverForm, { context, onError }: Serving, limiter: Limiter): (call: DeliverCall) => void {
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
