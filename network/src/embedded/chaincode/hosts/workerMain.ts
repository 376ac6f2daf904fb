// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads';
import { loadChaincode } from '../shim';
import { EarlyWrites } from './earlyWrites';
import { Outbox, type Parcel } from './portable';

/** The thread in which one organization's chaincode runs. */
export interface WorkerInput {
  readonly chaincodePath: string;
}

function serve({ chaincodePath }: WorkerInput): void {
  const port = parentPort;
  if (port === null) throw new Error('This file runs in a worker thread only');
  const outbox = new Outbox((parcel) => {
    port.postMessage(parcel);
  });
  const early = new EarlyWrites({
    toPeer: (message) => {
      outbox.send(message);
    },
    toChaincode: (message) => {
      receive(message);
    },
  });
  const receive = loadChaincode(chaincodePath).connect((message) => {
    early.fromChaincode(message);
  });
  port.on('message', (parcel: Parcel) => {
    for (const message of parcel) receive(message);
  });
}

serve(workerData as WorkerInput);
