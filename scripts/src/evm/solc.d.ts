// SPDX-License-Identifier: Apache-2.0
declare module 'solc' {
  /** Compiles standard JSON input; the output is JSON too. */
  export function compile(input: string): string;
  const solc: { readonly compile: typeof compile };
  export default solc;
}
