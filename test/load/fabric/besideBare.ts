// SPDX-License-Identifier: Apache-2.0
import type { TestSystem } from '../../support/system';
import type { LoopResult } from '../closedLoop';
import { fileCases, openFilingBench } from '../filedCases';
import type { Figure } from '../figures';
import { openBareWrites } from './bareWrites';
import { latencyFigures, ofRounds, rateFigure } from './phases';
import type { FabricPlace } from './place';
import { each, measureUse, useFigure, type Use } from './use';

export const ROUNDS = 3;
/** Clients at once. */
export const MANY = 50;
export const WARM_UP = { clients: MANY, jobs: 200 };
const ALONE = { clients: 1, jobs: 60 };
export const TOGETHER = { clients: MANY, jobs: 500 };
const LIMIT = { kind: 'atLeast', value: 0.8 } as const;

type Loop = (size: { clients: number; jobs: number }) => Promise<LoopResult>;

/** The two things that are compared, in turns, so that what else the machine does falls on both. */
interface Turns {
  readonly bare: LoopResult;
  readonly filed: LoopResult;
  /** Of the last round of each. */
  readonly use: readonly [Use, Use, Use];
}

const inTurns = async (loops: readonly [Loop, Loop], use: () => Promise<Use>, size: typeof ALONE): Promise<Turns> => {
  const [bare, filed]: [LoopResult[], LoopResult[]] = [[], []];
  let seen: readonly Use[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await use();
    bare.push(await loops[0](size));
    const between = await use();
    filed.push(await loops[1](size));
    seen = [before, between, await use()];
  }
  return { bare: ofRounds(bare), filed: ofRounds(filed), use: seen as Turns['use'] };
};

const aloneFigures = ({ bare, filed }: Turns): Figure[] => [
  ...latencyFigures('bare 1 kB write, 1 client', bare),
  ...latencyFigures('filing through REST, 1 client', filed),
  { name: 'p50 of a bare write by that of a filing, 1 client', value: bare.p50 / filed.p50, unit: '', limit: LIMIT },
];

const togetherFigures = ({ bare, filed, use: [before, between, after] }: Turns): Figure[] => {
  const cpu = { name: `CPU of a bare write, ${String(MANY)} clients`, unit: 'ms' };
  const { jobs } = TOGETHER;
  return [
    ...latencyFigures(`bare 1 kB write, ${String(MANY)} clients`, bare),
    rateFigure(`bare 1 kB writes, ${String(MANY)} clients`, bare),
    ...latencyFigures(`filing through REST, ${String(MANY)} clients`, filed),
    rateFigure(`filings through REST, ${String(MANY)} clients`, filed),
    {
      name: `filings a second by bare writes, ${String(MANY)} clients`,
      value: filed.perSecond / bare.perSecond,
      unit: '',
      limit: LIMIT,
      note: 'a filing seals what it keeps back, writes several keys with policies of their own, and both gateways project it',
    },
    useFigure(cpu, each(before.processorMs, between.processorMs, jobs)),
    useFigure(
      { ...cpu, name: `CPU of a filing, ${String(MANY)} clients` },
      each(between.processorMs, after.processorMs, jobs),
    ),
    useFigure({ name: 'disk of a filing', unit: 'KiB' }, each(between.disk, after.disk, jobs / 1024)),
    useFigure({ name: 'memory of all processes', unit: 'MiB' }, after.memory),
  ];
};

/**
 * Filings through REST beside the barest write that a client can make, on the same network; each phase as it ends.
 *
 * @returns the filings of many clients
 */
export async function* measureBesideBare(
  { network }: FabricPlace,
  register: TestSystem,
): AsyncGenerator<Figure[], LoopResult> {
  const bench = await openFilingBench(register);
  const bare = openBareWrites(network);
  try {
    const loops = [
      (size: typeof ALONE) => bare.write(size),
      async (size: typeof ALONE) => (await fileCases(bench, size)).result,
    ] as const;
    for (const loop of loops) await loop(WARM_UP);
    const use = (): Promise<Use> => measureUse(network, register);
    yield aloneFigures(await inTurns(loops, use, ALONE));
    const together = await inTurns(loops, use, TOGETHER);
    yield togetherFigures(together);
    return together.filed;
  } finally {
    bare.close();
  }
}
