// SPDX-License-Identifier: Apache-2.0
/** The layers of a register, each standing on those before it: the first that fails explains what follows. */
export const LAYERS = ['binary', 'certificate', 'store', 'port', 'channel', 'chaincode', 'clock', 'database'] as const;
export type Layer = (typeof LAYERS)[number];

/** `idle`: there is nothing to say yet, because that part does not run or was never made. */
export type Outcome = 'well' | 'idle' | 'warning' | 'failed';

/** What one check found, in one line, and for a failure what to do. */
export interface Finding {
  readonly layer: Layer;
  /** What was looked at, such as `peer0.guiyang`. */
  readonly subject: string;
  readonly outcome: Outcome;
  readonly says: string;
  readonly remedy?: string;
}

type Said = Omit<Finding, 'layer' | 'outcome' | 'remedy'>;

export const well = (layer: Layer, said: Said): Finding => ({ layer, outcome: 'well', ...said });
export const idle = (layer: Layer, said: Said): Finding => ({ layer, outcome: 'idle', ...said });
export const warning = (layer: Layer, said: Said & { remedy: string }): Finding => ({
  layer,
  outcome: 'warning',
  ...said,
});
export const failed = (layer: Layer, said: Said & { remedy: string }): Finding => ({
  layer,
  outcome: 'failed',
  ...said,
});

/** An error's own sentence, with that of its cause where it has one. */
export const sentence = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${error.message}${cause}`.split('\n').join(' ');
};
