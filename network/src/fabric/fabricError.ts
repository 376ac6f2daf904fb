// SPDX-License-Identifier: Apache-2.0

export type FabricErrorCode =
  'BINARIES_MISSING' | 'VERSION_UNFIT' | 'TOOL_FAILED' | 'NODE_FAILED' | 'NOT_STARTED' | 'NOT_BUILT' | 'PORT_TAKEN';

/** The network could not do what was asked; the message is a sentence for whoever runs it. */
export class FabricError extends Error {
  readonly code: FabricErrorCode;

  constructor(code: FabricErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'FabricError';
    this.code = code;
  }
}
