// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { secondsOf } from '@registry/chaincode/protocol';
import type { TrustList } from '@registry/chaincode/protocol';
import { loadFounding } from '@registry/network';
import { signerOf } from '../evm/calls';
import { EvmChain } from '../evm/chain';
import { compileVerifier } from '../evm/compile';
import { agreedProof, endorsementsOf } from '../evm/gateways';
import type { SignedRoot } from '../evm/gateways';
import type { ShownCertificate } from '../evm/shown';
import { DeployedVerifier } from '../evm/verifier';
import type { Published, VerifierCode } from '../evm/verifier';
import { connectAsSupervisor } from '../founding/supervisor';
import { publishTrustList } from '../trust/publish';
import type { PublishedList } from '../trust/publish';
import { publishingOf } from '../trust/publishing';
import type { Check } from './check';
import { revocable, revokeCertificate } from './revocation';
import type { DemoRun, Outcome } from './run';

type EvmRun = Pick<DemoRun, 'topology' | 'doors' | 'say'>;

const publishList = async ({ topology }: EvmRun, network: string): Promise<PublishedList> => {
  const ledger = connectAsSupervisor(network, topology);
  try {
    const founding = loadFounding({ topology, testProfiles: [] });
    return await publishTrustList(publishingOf({ ledger, topology, founding, network }));
  } finally {
    ledger.close();
  }
};

const taken = ({ gas, refusal }: Published, what: string): string => {
  if (refusal !== undefined) throw new Error(`The contract refuses the ${what}: ${refusal}`);
  return `${what}: ${String(gas)} gas`;
};

/** Chains count whole seconds. */
const PAUSE = 250;

/** A verifier on an EVM chain of its own, which knows the register's last trust list. */
export class EvmDesk {
  readonly #run: EvmRun;
  readonly #verifier: DeployedVerifier;
  readonly #list: TrustList;
  #published = 0;

  private constructor(run: EvmRun, verifier: DeployedVerifier, list: TrustList) {
    this.#run = run;
    this.#verifier = verifier;
    this.#list = list;
  }

  /** @param network - where the register's network keeps its data, the supervisor's keys among them */
  static async open(run: EvmRun, network: string): Promise<EvmDesk> {
    const { list, signatures } = await publishList(run, network);
    run.say(`[evm] the supervisor publishes trust list ${String(list.version)}`);
    const chain = await EvmChain.open(() => Math.floor(Date.now() / 1000));
    const supervisor = signerOf(list, signatures);
    const verifier = await DeployedVerifier.deploy(chain, compileVerifier(), { place: list, supervisor });
    run.say(`[evm] contract created: ${String(verifier.gas)} gas`);
    run.say(`[evm] ${taken(await verifier.publishTrustList(list, signatures.eip712), 'trust list')}`);
    return new EvmDesk(run, verifier, list);
  }

  /** What the contract says of a certificate, by the status root of this moment. */
  async check(number: string): Promise<{ readonly code: VerifierCode; readonly shown: ShownCertificate }> {
    await this.#nextSecond();
    const { proof, roots } = await agreedProof(this.#urls(), number);
    await this.#publish(roots);
    const { statement, keys, eip712, status } = proof;
    const shown = { place: this.#list, statement, keys, eip712, status };
    const { code, gas } = await this.#verifier.verify(shown);
    const alone = await this.#verifier.gasOfVerification(shown);
    this.#run.say(`[evm] ${number}: ${code}, ${String(gas)} gas (${String(alone)} as a transaction of its own)`);
    return { code, shown };
  }

  #urls(): string[] {
    return this.#run.doors.map(({ url }) => url);
  }

  async verify(shown: ShownCertificate): Promise<VerifierCode> {
    return (await this.#verifier.verify(shown)).code;
  }

  /** Chains count whole seconds: of two roots in one second the second would not be newer. */
  async #nextSecond(): Promise<void> {
    while (Math.floor(Date.now() / 1000) <= this.#published) await delay(PAUSE);
  }

  async #publish(roots: readonly SignedRoot[]): Promise<void> {
    const [root] = roots as readonly [SignedRoot];
    this.#published = secondsOf(root.at);
    const endorsements = endorsementsOf(roots);
    const what = `status root of ${String(root.size)} certificates by ${String(endorsements.length)} registries`;
    this.#run.say(`[evm] ${taken(await this.#verifier.publishStatusRoot(root, endorsements), what)}`);
  }
}

/** What was revoked is refused by the next root, with a reason of its own. */
const checkRevoked = async (run: EvmRun, desk: EvmDesk, outcomes: readonly Outcome[]): Promise<Check[]> => {
  const outcome = revocable(outcomes);
  if (outcome === undefined) return [];
  const number = outcome.certificateNumber;
  const checks = await revokeCertificate(run, number);
  const { code } = await desk.check(number);
  return [...checks, { what: `${number} on an EVM chain, revoked`, expected: 'REVOKED', actual: code }];
};

/** Holds a contract on an EVM chain to what it says of a certificate, and of the same one changed. */
export const checkOnEvm = async (run: EvmRun, network: string, outcomes: readonly Outcome[]): Promise<Check[]> => {
  const outcome = outcomes.find(({ state }) => state === 'REGISTERED');
  if (outcome === undefined) return [];
  const number = outcome.certificateNumber;
  const desk = await EvmDesk.open(run, network);
  const { code, shown } = await desk.check(number);
  const later = { ...shown, statement: { ...shown.statement, validTo: '2999-12-31' } };
  const stretched = await desk.verify(later);
  const revoked = await checkRevoked(run, desk, outcomes);
  return [
    { what: `${number} on an EVM chain`, expected: 'VALID', actual: code },
    { what: `${number} on an EVM chain, with a later end`, expected: 'WRONG_SIGNER', actual: stretched },
    ...revoked,
  ];
};
