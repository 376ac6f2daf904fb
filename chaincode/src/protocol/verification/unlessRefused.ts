// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../errors';

/** What reading gives, or a refusal where an attacker's text is refused; a fault of ours stays an error. */
export const unlessRefused = <T, R>(read: () => T, refused: (error: RegistryError) => R): T | R => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RegistryError) return refused(error);
    throw error;
  }
};
