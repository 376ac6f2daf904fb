// SPDX-License-Identifier: Apache-2.0
import { parentPort, workerData } from 'node:worker_threads';
import { loadChaincode } from '../shim';
import type { WireMessage } from '../wire';
import { portable } from './portable';

/** The thread in which one organization's chaincode runs. */
export interface WorkerInput {
  readonly chaincodePath: string;
}

function serve({ chaincodePath }: WorkerInput): void {
  const port = parentPort;
  if (port === null) throw new Error('This file runs in a worker thread only');
  const receive = loadChaincode(chaincodePath).connect((message) => {
    port.postMessage(portable(message));
  });
  port.on('message', (message: WireMessage) => {
    receive(message);
  });
}

serve(workerData as WorkerInput);
