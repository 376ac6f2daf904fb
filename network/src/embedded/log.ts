// SPDX-License-Identifier: Apache-2.0

/** One thing that happened. `error` means that somebody must act. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event:
    | 'founded'
    | 'started'
    | 'stopped'
    | 'chaincodeOutput'
    | 'chaincodeEnded'
    | 'definitionDiffers'
    | 'callFailed'
    | 'ledgerFailed'
    | 'ledgerRecovered';
  readonly detail: string;
}

export type Log = (entry: LogEntry) => void;

/** An error as a log shows it: with its stack, because only the engine's own faults come here. */
export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
