// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';

/** One thing that must work for the gateway to be of use: it resolves, or says why not by throwing. */
export type Check = () => Promise<void>;

/** Checks do not hang longer than this, in milliseconds. */
const PATIENCE = 2_500;
/** An answer is good for so long: readiness can be asked by anybody, and must not become load. */
const FRESH = 1_000;

type Readiness = Record<string, 'ok' | 'failing'>;

async function outcome(check: Check): Promise<'ok' | 'failing'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failing'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'failing');
  });
  const result = check().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  return Promise.race([result, late]).finally(() => {
    clearTimeout(timer);
  });
}

async function runAll(checks: Readonly<Record<string, Check>>): Promise<Readiness> {
  const results = Object.entries(checks).map(async ([name, check]) => [name, await outcome(check)] as const);
  return Object.fromEntries(await Promise.all(results));
}

/** The process answers. */
export const answerHealth: RequestHandler = (_req, res) => {
  res.json({ status: 'ok' });
};

/** Whether work can be done here now: 200, or 503 naming what is failing. */
export function answerReadiness(checks: Readonly<Record<string, Check>>): RequestHandler {
  let last: { readonly at: number; readonly result: Promise<Readiness> } | undefined;
  return async (_req, res) => {
    const now = Date.now();
    if (!last || now - last.at > FRESH) last = { at: now, result: runAll(checks) };
    const result = await last.result;
    const isReady = Object.values(result).every((one) => one === 'ok');
    res.status(isReady ? 200 : 503).json({ status: isReady ? 'ready' : 'not ready', checks: result });
  };
}
