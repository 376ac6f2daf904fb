// SPDX-License-Identifier: Apache-2.0
import type { TestSystem } from '../../support/system';
import { fileCases, openFilingBench, type FilingBench } from '../filedCases';
import type { Figure } from '../figures';
import { fillLedger } from '../filledLedger';
import { latencyFigures, rateFigure } from './phases';
import { openFabricPlace, type FabricPlace } from './place';
import { each, measureUse, useFigure, type Use } from './use';

const STEPS = [1_000, 10_000];
const WARM_UP = { clients: 50, jobs: 200 };
const ALONE = { clients: 1, jobs: 100 };
const TOGETHER = { clients: 50, jobs: 1_000 };

interface Stage {
  readonly place: FabricPlace;
  readonly register: TestSystem;
  readonly bench: FilingBench;
}

const useOn = ({ place: { network }, register }: Stage): Promise<Use> => measureUse(network, register);

/** What filing costs on a ledger of that size. */
const figuresAt = async (stage: Stage, size: number): Promise<Figure[]> => {
  const at = `with ${String(size)} registrations`;
  await fileCases(stage.bench, WARM_UP);
  const alone = await fileCases(stage.bench, ALONE);
  const before = await useOn(stage);
  const together = await fileCases(stage.bench, TOGETHER);
  const after = await useOn(stage);
  const { clients, jobs } = TOGETHER;
  return [
    ...latencyFigures(`filing ${at}, 1 client`, alone.result),
    ...latencyFigures(`filing ${at}, ${String(clients)} clients`, together.result),
    rateFigure(`filings ${at}, ${String(clients)} clients`, together.result),
    useFigure({ name: `CPU of a filing ${at}`, unit: 'ms' }, each(before.processorMs, after.processorMs, jobs)),
    useFigure({ name: `memory of all processes ${at}`, unit: 'MiB' }, after.memory),
    useFigure({ name: `disk ${at}`, unit: 'MiB' }, after.disk),
    useFigure({ name: `disk of a filing by itself ${at}`, unit: 'KiB' }, each(before.disk, after.disk, jobs / 1024)),
  ];
};

const grow = async (stage: Stage, added: number): Promise<Figure[]> => {
  const before = await useOn(stage);
  const { perSecond, batchSize } = await fillLedger(stage.register, added);
  const after = await useOn(stage);
  return [
    { name: `filed in batches of ${String(batchSize)}: ${String(added)} more`, value: perSecond, unit: '/s' },
    useFigure({ name: 'CPU of each of them', unit: 'ms' }, each(before.processorMs, after.processorMs, added)),
    useFigure({ name: 'disk of each of them', unit: 'KiB' }, each(before.disk, after.disk, added / 1024)),
  ];
};

/**
 * How everything grows on four real peers from 1,000 registrations on; each stage as it ends.
 *
 * @param cases - registrations at the last stage
 */
export async function* measureFabricGrowth(cases: number): AsyncGenerator<Figure[]> {
  const place = await openFabricPlace();
  let register: TestSystem | undefined;
  try {
    register = await place.startGateways();
    const stage = { place, register, bench: await openFilingBench(register) };
    let filed = 0;
    for (const size of [...STEPS.filter((step) => step < cases), cases]) {
      yield await grow(stage, size - filed);
      yield await figuresAt(stage, size);
      filed = size;
    }
  } finally {
    await register?.stop();
    await place.remove();
  }
}
