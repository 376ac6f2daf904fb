// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JsonFragment } from 'ethers/abi';
import solc from 'solc';

const FOLDER = join(dirname(require.resolve('@registry/chaincode/package.json')), 'evm');
const SOURCES = ['CertificateVerifier.sol', 'CivilDate.sol', 'InclusionProof.sol', 'TypedMessages.sol'];

/** What a compiler makes of the contract. */
export interface CompiledContract {
  readonly abi: readonly JsonFragment[];
  /** Hexadecimal digits of the code that creates it. */
  readonly bytecode: string;
  /** How many bytes stand on the chain. */
  readonly size: number;
}

interface Output {
  readonly errors?: readonly { readonly formattedMessage: string }[];
  readonly contracts?: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly abi: readonly JsonFragment[];
            readonly evm: {
              readonly bytecode: { readonly object: string };
              readonly deployedBytecode: { readonly object: string };
            };
          }
        >
      >
    >
  >;
}

/** For chains as old as 2022: many permissioned ones are. */
const SETTINGS = {
  evmVersion: 'paris',
  viaIR: true,
  optimizer: { enabled: true, runs: 10_000 },
  outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } },
};

/** Sources by their names. */
export type Sources = Readonly<Record<string, string>>;

/** The verifier's own sources. */
export const verifierSources = (): Sources =>
  Object.fromEntries(SOURCES.map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')]));

/**
 * Compiles a contract of a file of its own name; it takes some seconds.
 *
 * @throws Error with the compiler's own words, also for a mere warning
 */
export const compile = (name: string, texts: Sources): CompiledContract => {
  const sources = Object.fromEntries(Object.entries(texts).map(([file, content]) => [file, { content }]));
  const input = { language: 'Solidity', sources, settings: SETTINGS };
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input))) as Output;
  const compiled = contracts?.[`${name}.sol`]?.[name];
  if (errors.length > 0 || compiled === undefined) {
    throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  }
  const { abi, evm } = compiled;
  return { abi, bytecode: evm.bytecode.object, size: evm.deployedBytecode.object.length / 2 };
};

/** @throws Error as {@link compile} */
export const compileVerifier = (): CompiledContract => compile('CertificateVerifier', verifierSources());
