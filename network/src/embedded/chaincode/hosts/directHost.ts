// SPDX-License-Identifier: Apache-2.0
import { loadChaincode } from '../shim';
import { ChaincodeStream } from '../stream';
import type { WireMessage } from '../wire';
import type { ChaincodeHost, HostOptions } from './host';

/**
 * Runs the chaincode in this thread: for tests of single parts. All organizations then share module state and one
 * event loop, and an endless loop in a contract stops everything, so the engine itself uses a worker for each.
 */
export async function newDirectHost(options: Pick<HostOptions, 'chaincode' | 'chaincodePath'>): Promise<ChaincodeHost> {
  const early: WireMessage[] = [];
  let toChaincode = (message: WireMessage): void => {
    early.push(message);
  };
  const stream = new ChaincodeStream({
    chaincode: options.chaincode,
    send: (message) => {
      toChaincode(message);
    },
    onBroken: (error) => {
      stream.end(error.message);
    },
  });
  toChaincode = loadChaincode(options.chaincodePath).connect((message) => {
    stream.receive(message);
  });
  // The shim registers while it connects, before there is anybody to take the answers.
  for (const message of early) toChaincode(message);
  await stream.ready;
  return {
    execute: (invocation) => stream.execute(invocation),
    stop: () => {
      stream.end();
      return Promise.resolve();
    },
  };
}
