// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads';
import { loadChaincode } from '../shim';
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
  const receive = loadChaincode(chaincodePath).connect((message) => {
    outbox.send(message);
  });
  port.on('message', (parcel: Parcel) => {
    for (const message of parcel) receive(message);
  });
}

serve(workerData as WorkerInput);
