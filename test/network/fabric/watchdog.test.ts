// SPDX-License-Identifier: Apache-2.0
import { note, type Troubles } from '../../../network/src/fabric/watchdog';

type Found = Parameters<typeof note>[2];

/** What a watchdog decides of one process that it finds so at those seconds. */
const decisions = (...found: readonly (readonly [number, Found])[]): boolean[] => {
  const troubles: Troubles = new Map();
  return found.map(([second, condition]) => note(troubles, 'peer0.guiyang', condition, second * 1_000));
};

describe('the watchdog of a network', () => {
  it('leaves alone what is well, and what says that it is not', () => {
    expect(decisions([0, 'WELL'], [60, 'WELL'], [61, 'NOT_WELL'], [180, 'NOT_WELL'])).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('starts again what stays dead: who is stopped on purpose is dead for a moment too', () => {
    expect(decisions([0, 'DEAD'], [1, 'DEAD'], [2, 'DEAD'])).toEqual([false, false, true]);
  });

  it('starts again what has not answered for twenty seconds', () => {
    expect(decisions([0, 'SILENT'], [5, 'SILENT'], [19, 'SILENT'], [20, 'SILENT'])).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('begins to count anew where it answered in between, or died after it hung', () => {
    expect(decisions([0, 'SILENT'], [18, 'WELL'], [19, 'SILENT'], [22, 'SILENT'])).not.toContain(true);
    expect(decisions([0, 'SILENT'], [19, 'SILENT'], [20, 'DEAD'], [22, 'DEAD'])).toEqual([false, false, false, true]);
  });

  it('minds each process by itself', () => {
    const troubles: Troubles = new Map();
    expect(note(troubles, 'peer0.guiyang', 'DEAD', 0)).toBe(false);
    expect(note(troubles, 'peer0.court', 'DEAD', 2_000)).toBe(false);
    expect(note(troubles, 'peer0.guiyang', 'DEAD', 2_000)).toBe(true);
  });
});
