// SPDX-License-Identifier: Apache-2.0
import { aFiling, filingOf, anApplicationForm, GUIYANG } from '../../support/filing';
import { straightPath } from '../../support/straightPath';
import type { PathStep } from '../../support/straightPath';
import { utf8 } from '../../../chaincode/src/protocol/bytes';
import { sha256Hex } from '../../../chaincode/src/protocol/digest';
import type { ApplicationForm, Filing } from '../../../chaincode/src/protocol/schemas/filing';
import type { Outcome } from './commands';
import type { SeededRandom } from '../../support/seededRandom';

export type RegistryName = 'zhengzhou' | 'guiyang';

/** A case that both engines hold. */
export interface KnownCase {
  readonly caseId: string;
  readonly registry: RegistryName;
  readonly filing: Filing;
  /** How many steps of the straight path it has gone. */
  gone: number;
}

export interface Step {
  readonly by: string;
  readonly transaction: string;
  readonly body: object;
}

/** Guiyang's people do there what zhengzhou's do here. */
export const atRegistry = <T>(registry: RegistryName, value: T): T => {
  if (registry === 'zhengzhou') return value;
  const text = JSON.stringify(value).replaceAll('"zhengzhou-', '"guiyang-').replaceAll('"ZZ-', '"GY-');
  return JSON.parse(text) as T;
};

const PROFILES = ['test-short-periods', 'test-short-periods', 'zhengzhou-2024', 'n35-2026'];

/** A product that mostly nobody else claims. */
function randomProduct(random: SeededRandom): ApplicationForm['product'] {
  const { product } = anApplicationForm();
  if (random.chance(0.1)) return product;
  const root = sha256Hex(utf8(`content ${random.next()}`));
  return {
    ...product,
    dataName: `数据集 ${root.slice(0, 12)}`,
    content: { ...product.content, sha256Root: root, sha256: root },
  };
}

/** A filing, most of them under the profile whose periods are short. */
export function randomFiling(random: SeededRandom, registry: RegistryName): Filing {
  const changes = { profileId: random.pick(PROFILES), product: randomProduct(random) };
  if (registry === 'guiyang') return filingOf(anApplicationForm(changes), GUIYANG);
  return aFiling(changes);
}

const DRAW: readonly PathStep[] = [
  { user: 'zhengzhou-decider-1', command: 'requestDraw', body: {} },
  { user: 'zhengzhou-clock', command: 'drawAgency', body: {} },
];

/** Where agencies are drawn the path has a draw: by rotation, for want of a beacon. */
const pathOf = (filing: Filing): readonly PathStep[] =>
  straightPath(filing).flatMap((step) =>
    step.command === 'assignAgency' && filing.profileId === 'zhengzhou-2024' ? DRAW : [step],
  );

/** The step that a case waits for on the straight path; undefined where it has gone all of it. */
export function nextStep({ caseId, registry, filing, gone }: KnownCase): Step | undefined {
  const step = pathOf(filing)[gone];
  if (step === undefined) return undefined;
  const { user, command, body } = atRegistry(registry, step);
  return { by: user, transaction: `application:${command}`, body: { caseId, ...body } };
}

/** The case that a valid command of the register was about. */
function caseIn({ command, answer, codes }: Outcome): string | undefined {
  if (answer === undefined || codes[0] !== 0 || command.transaction.startsWith('KV:')) return undefined;
  return (JSON.parse(answer) as { caseId?: string }).caseId;
}

/** The cases that the workload knows of, as the answers tell. */
export class KnownCases {
  readonly all: KnownCase[] = [];

  /** Learns from what became of a command. */
  note(outcome: Outcome, meant: { readonly filing?: Filing; readonly registry?: RegistryName }): void {
    const caseId = caseIn(outcome);
    if (caseId === undefined) return;
    const known = this.all.find((one) => one.caseId === caseId);
    const { filing, registry } = meant;
    if (known) known.gone += nextStep(known)?.transaction === outcome.command.transaction ? 1 : 0;
    else if (filing && registry) this.all.push({ caseId, registry, filing, gone: 0 });
  }

  /** The newer a case, the more often it is dealt with: old ones would be finished. */
  pick(random: SeededRandom): KnownCase | undefined {
    if (this.all.length === 0) return undefined;
    const from = Math.max(0, this.all.length - 25);
    return random.chance(0.8) ? random.pick(this.all.slice(from)) : random.pick(this.all);
  }
}
