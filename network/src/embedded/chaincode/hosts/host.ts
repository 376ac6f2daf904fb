// SPDX-License-Identifier: Apache-2.0
import type { Completion, Invocation } from '../wire';

/** Runs one organization's copy of the chaincode. */
export interface ChaincodeHost {
  /** Runs one transaction. Rejects with Fabric's text where the chaincode cannot answer. */
  execute(invocation: Invocation): Promise<Completion>;
  /** Ends the chaincode; what still runs fails. */
  stop(): Promise<void>;
}

export interface HostOptions {
  /** Name of the chaincode on the channel. */
  readonly chaincode: string;
  /** Package folder or entry module of the chaincode. */
  readonly chaincodePath: string;
  /** The organization that runs it; the chaincode sees it as `CORE_PEER_LOCALMSPID`. */
  readonly mspId: string;
  /** Takes what the chaincode printed. */
  readonly onOutput: (text: string) => void;
  /** Takes the reason when the chaincode ended by itself or had to be ended. */
  readonly onEnd: (reason: string) => void;
  /** Milliseconds that one transaction may run. */
  readonly timeoutMs: number;
}
