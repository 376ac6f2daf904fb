// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataFolderRefused, takeDataFolder } from '../../gateway/src/dataFolder';

describe.each([
  ['short', 'data'],
  ['too long for a socket of its own', join('d'.repeat(60), 'd'.repeat(60))],
])('A data folder whose path is %s', (_what, name) => {
  let base: string;
  let folder: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'registry-folder-'));
    folder = join(base, name);
  });
  afterEach(() => {
    rmSync(base, { recursive: true, force: true });
  });

  it('is made for its owner alone, and is new', async () => {
    const { isNew, release } = await takeDataFolder(folder);
    expect(isNew).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await release();
  });

  it('is not new once something is kept there', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'users.json'), '[]');
    const { isNew, release } = await takeDataFolder(folder);
    expect(isNew).toBe(false);
    await release();
  });

  it('belongs to one process at a time, and is free again afterwards', async () => {
    const first = await takeDataFolder(folder);
    await expect(takeDataFolder(folder)).rejects.toThrow(DataFolderRefused);
    await first.release();
    const second = await takeDataFolder(folder);
    await second.release();
  });

  it('is free where a killed process left its mark', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'in-use.sock'), '');
    const { isNew, release } = await takeDataFolder(folder);
    expect(isNew).toBe(true);
    await release();
    expect(existsSync(folder)).toBe(true);
  });
});
