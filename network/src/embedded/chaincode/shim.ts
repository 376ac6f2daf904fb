// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { WireMessage } from './wire';

/**
 * A chaincode that fabric-shim runs. This is the only file that touches the shim. Besides its public `server` it needs
 * one internal class, which the shim's own command line builds in the same way; `selfTest` says so at start if a release
 * ever moves it.
 */
export interface ShimChaincode {
  /** Speaks the chaincode protocol: `send` takes the chaincode's messages, the result takes the peer's. */
  connect(send: (message: WireMessage) => void): (message: WireMessage) => void;
}

/** The shim's own message objects, as far as they are read here. */
interface ShimMessage {
  getType(): number;
  getTxid(): string;
  getChannelId(): string;
  getPayload_asU8(): Uint8Array;
  getChaincodeEvent(): { serializeBinary(): Uint8Array } | undefined;
}

interface ShimStream {
  on(name: string, listener: (message: unknown) => void): void;
  write(message: ShimMessage): void;
}

interface ShimServer {
  connect(stream: ShimStream): void;
}

interface Shim {
  server(chaincode: object, options: { readonly ccid: string; readonly address: string }): ShimServer;
  newLogger(name: string): ShimLogger;
}

type ShimLogger = Record<(typeof LOG_METHODS)[number], () => void>;

type ChaincodeFromContract = new (
  contracts: unknown[],
  serializers: object,
  metadata: object,
  title: string,
  version: string,
) => object;

/** What a chaincode's entry module exports. */
interface ChaincodeModule {
  readonly contracts: readonly unknown[];
  readonly serializers?: object;
}

const LOG_METHODS = ['log', 'debug', 'verbose', 'info', 'warn', 'error'] as const;

/**
 * Loggers of the shim and of the contract API. They format every line whatever the level is, a dozen for each
 * transaction, and print what contracts throw to standard output, although the client is told it anyway.
 */
const SHIM_LOGGERS = [
  'lib/handler.js',
  'lib/chaincode.js',
  'lib/server.js',
  'lib/stub.js',
  'lib/iterators.js',
  'contracts-spi/chaincodefromcontract.js',
  'contracts-spi/datamarshall.js',
  'contracts-spi/bootstrap.js',
];
const CONTRACT_LOGGERS = [
  './lib/contract.js',
  './lib/jsontransactionserializer.js',
  './lib/annotations/default.js',
  './lib/annotations/info.js',
  './lib/annotations/object.js',
  './lib/annotations/transaction.js',
];

/**
 * Loads the contracts of a chaincode package the way `fabric-chaincode-node` does.
 * @param path folder with a package.json whose `main` exports `contracts`, or that module itself
 * @throws a sentence naming what is missing
 */
export function loadChaincode(path: string): ShimChaincode {
  const { entry, title, version } = locate(path);
  const shim = loadShim(entry);
  const { contracts, serializers = shim.serializers } = requireContracts(entry);
  // The shim adds its own contract to the array that it is given.
  const chaincode = new shim.FromContract([...contracts], serializers, {}, title, version);
  return {
    connect: (send) => connect(shim.public.server(chaincode, { ccid: `${title}:${version}`, address: '' }), send),
  };
}

interface LoadedShim {
  readonly public: Shim;
  readonly FromContract: ChaincodeFromContract;
  readonly serializers: object;
}

/** The chaincode's own shim and contract API, as on a real peer: two copies would not know each other's classes. */
function loadShim(entry: string): LoadedShim {
  const requireThere = createRequire(entry);
  const shim = requireThere('fabric-shim') as Partial<Shim>;
  const FromContract = requireThere('fabric-shim/lib/contract-spi/chaincodefromcontract') as ChaincodeFromContract;
  const { JSONSerializer } = requireThere('fabric-contract-api') as { readonly JSONSerializer?: unknown };
  selfTest(shim, FromContract);
  const contractLoggers = requireThere('fabric-contract-api/lib/logger') as { getLogger(name: string): ShimLogger };
  for (const name of SHIM_LOGGERS) silence(shim.newLogger(name));
  for (const name of CONTRACT_LOGGERS) silence(contractLoggers.getLogger(name));
  const serializers = { transaction: 'jsonSerializer', serializers: { jsonSerializer: JSONSerializer } };
  return { public: shim, FromContract, serializers };
}

function requireContracts(entry: string): ChaincodeModule {
  const exported = createRequire(entry)(entry) as Partial<ChaincodeModule>;
  if (Array.isArray(exported.contracts)) return exported as ChaincodeModule;
  throw new Error(`The chaincode ${entry} exports no "contracts" array: build it, or name another chaincode`);
}

function silence(logger: ShimLogger): void {
  for (const method of LOG_METHODS) logger[method] = () => undefined;
}

function selfTest(shim: Partial<Shim>, found: unknown): asserts shim is Shim {
  const parts = [shim.server, shim.newLogger, found];
  if (parts.every((part) => typeof part === 'function')) return;
  throw new Error('This fabric-shim is built differently from 2.5.8: pin that version or adapt chaincode/shim.ts');
}

function connect(server: ShimServer, send: (message: WireMessage) => void): (message: WireMessage) => void {
  let listener: ((message: unknown) => void) | undefined;
  server.connect({
    on: (name, onEvent) => {
      if (name === 'data') listener = onEvent;
    },
    write: (message) => {
      send(fromShim(message));
    },
  });
  return (message) => {
    listener?.(toShim(message));
  };
}

function fromShim(message: ShimMessage): WireMessage {
  const event = message.getChaincodeEvent()?.serializeBinary();
  return {
    type: message.getType(),
    txId: message.getTxid(),
    channel: message.getChannelId(),
    payload: message.getPayload_asU8(),
    ...(event === undefined ? {} : { event }),
  };
}

/** The shim reads its messages through these getters alone; building a protobuf for it would cost a copy. */
function toShim({ type, txId, channel, payload, proposal }: WireMessage): object {
  return {
    getType: () => type,
    getTxid: () => txId,
    getChannelId: () => channel,
    getPayload_asU8: () => payload,
    getChaincodeEvent: () => undefined,
    getProposal: () =>
      proposal && { getProposalBytes: () => proposal.proposal, getSignature: () => proposal.signature },
  };
}

interface Located {
  readonly entry: string;
  readonly title: string;
  readonly version: string;
}

function locate(path: string): Located {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new Error(`There is no chaincode at ${absolute}`);
  if (!statSync(absolute).isDirectory()) return { entry: absolute, title: dirname(absolute), version: '0' };
  const manifest = JSON.parse(readFileSync(join(absolute, 'package.json'), 'utf8')) as Partial<Record<string, string>>;
  const entry = join(absolute, manifest['main'] ?? 'index.js');
  if (!existsSync(entry)) throw new Error(`The chaincode at ${absolute} is not built: ${entry} is missing`);
  return { entry, title: manifest['name'] ?? 'chaincode', version: manifest['version'] ?? '0' };
}
