// SPDX-License-Identifier: Apache-2.0
import { isHex64 } from '@registry/chaincode/protocol';
import type { JsonValue } from '@registry/chaincode/protocol';

type Branch = Readonly<Record<string, JsonValue>>;

const isBranch = (value: JsonValue | undefined): value is Branch => typeof value === 'object' && value !== null;

const collect = (value: JsonValue, found: Set<string>): void => {
  if (!isBranch(value)) return;
  const { commitment } = value;
  // Anything that could be taken for a sealed value counts, whatever stands beside it.
  const sha256 = isBranch(commitment) ? commitment['sha256'] : undefined;
  if (typeof sha256 === 'string' && isHex64(sha256)) found.add(sha256);
  for (const child of Object.values(value)) collect(child, found);
};

/** The SHA-256 of every sealed value inside a value, each once. */
export const commitmentsIn = (value: JsonValue): string[] => {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
};
