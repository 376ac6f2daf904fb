// SPDX-License-Identifier: Apache-2.0
import type { Field } from './schemaFields';

/** Whether one of the paths that a refusal names is that of the field, inside it, or that of the choice that it is in. */
export const namesField = ({ pointer, isInChoice }: Field, paths: readonly string[]): boolean =>
  paths.some(
    (path) => path === pointer || path.startsWith(`${pointer}/`) || (isInChoice && pointer.startsWith(`${path}/`)),
  );
