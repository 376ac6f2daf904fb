// SPDX-License-Identifier: Apache-2.0

/** @throws Error with what is wrong, where something is as it must not be */
export function demand(isRight: boolean, wrong: string): asserts isRight {
  if (!isRight) throw new Error(wrong);
}
