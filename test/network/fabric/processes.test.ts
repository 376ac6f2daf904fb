// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  killNode,
  logFile,
  signalNode,
  startNode,
  stopNode,
  type NodeProcess,
} from '../../../network/src/fabric/processes/nodeProcess';
import { namesOf, runningPid } from '../../../network/src/fabric/processes/pidFile';

const folder = mkdtempSync(join(tmpdir(), 'registry-processes-'));
const folders = { logs: folder, pids: folder };

afterAll(async () => {
  for (const name of namesOf(folder)) await killNode(folders, name);
  rmSync(folder, { recursive: true, force: true });
});

/** A process that writes `ready` to its log, then runs until it is told to end. */
const waiting = (name: string, code = "console.log('ready'); setInterval(() => {}, 1000);"): NodeProcess => ({
  name,
  program: process.execPath,
  parameters: ['-e', code],
  env: {},
  condition: () =>
    Promise.resolve(readFileSync(logFile(folders, name), 'utf8').includes('ready') ? 'WELL' : 'NOT_WELL'),
});

describe('a process of the network', () => {
  it('is started once, however often it is asked for', async () => {
    await startNode(folders, waiting('once'));
    const first = runningPid(folder, 'once');
    await startNode(folders, waiting('once'));
    expect(runningPid(folder, 'once')).toBe(first);
  });

  it('that ends instead of serving is reported with its last words', async () => {
    const broken = waiting('broken', "console.error('the disk is full'); process.exit(3);");
    await expect(startNode(folders, broken)).rejects.toThrow(/broken did not start .*\n.*the disk is full/);
  });

  it('ends when it is asked to', async () => {
    await startNode(folders, waiting('asked'));
    await stopNode(folders, 'asked');
    expect(runningPid(folder, 'asked')).toBeUndefined();
    expect(namesOf(folder)).not.toContain('asked');
  });

  it('ends even where it was frozen', async () => {
    await startNode(folders, waiting('frozen'));
    signalNode(folders, 'frozen', 'SIGSTOP');
    await stopNode(folders, 'frozen');
    expect(runningPid(folder, 'frozen')).toBeUndefined();
  });

  it('is not taken for another one that bears its number now', async () => {
    writeFileSync(join(folder, 'stale.pid'), JSON.stringify({ pid: process.pid, started: 'Mon Jan 1 00:00:00 2024' }));
    expect(runningPid(folder, 'stale')).toBeUndefined();
    await stopNode(folders, 'stale');
    expect(namesOf(folder)).not.toContain('stale');
  });
});
