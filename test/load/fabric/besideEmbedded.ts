// SPDX-License-Identifier: Apache-2.0
import { startTestSystem } from '../../support/system';
import type { LoopResult } from '../closedLoop';
import { fileCases, openFilingBench, UNLIMITED } from '../filedCases';
import type { Figure } from '../figures';
import { MANY, ROUNDS, TOGETHER, WARM_UP } from './besideBare';
import { latencyFigures, ofRounds, rateFigure } from './phases';

/** The same filings by as many clients on the embedded engine, which takes all that Fabric's processes left. */
export const measureBesideEmbedded = async (onFabric: LoopResult): Promise<Figure[]> => {
  const register = await startTestSystem(UNLIMITED);
  try {
    const bench = await openFilingBench(register);
    await fileCases(bench, WARM_UP);
    const rounds: LoopResult[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push((await fileCases(bench, TOGETHER)).result);
    const embedded = ofRounds(rounds);
    const what = `through REST on the embedded engine, ${String(MANY)} clients`;
    return [
      ...latencyFigures(`filing ${what}`, embedded),
      rateFigure(`filings ${what}`, embedded),
      {
        name: 'filings a second, embedded engine by real network',
        value: embedded.perSecond / onFabric.perSecond,
        unit: '',
        limit: { kind: 'atLeast', value: 1 },
      },
    ];
  } finally {
    await register.stop();
  }
};
