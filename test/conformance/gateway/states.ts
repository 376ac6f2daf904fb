// SPDX-License-Identifier: Apache-2.0
import { ENDORSERS } from '../../support/engine';
import { answerOf, errorAnswer, normalized, RUN, textOf } from './answer';
import { statusAnswer, submitted, type Asker } from './asker';

/** Scenarios about the state: reads, ranges, pages, history, conflicts, key-level policies. */
export const states = {
  ryw: async (ask: Asker) => {
    await ask.submit('Put', `${RUN}ryw`, 'old');
    return [
      await answerOf(() => ask.submit('PutThenRead', `${RUN}ryw`, 'new')),
      await answerOf(() => ask.evaluate('Read', `${RUN}ryw`)),
    ];
  },
  mvcc: async (ask: Asker) => {
    const key = `${RUN}m`;
    await ask.submit('Put', key, '1');
    const [first, second] = [
      await ask.endorse('Increment', { args: [key] }),
      await ask.endorse('Increment', { args: [key] }),
    ];
    const stale = async (): Promise<void> => {
      const transaction = await ask.endorse('Increment', { args: [key] });
      await ask.submit('Put', key, '7');
      const { code, ok } = await submitted(transaction);
      if (!ok) throw Object.assign(new Error('st'), { code });
    };
    return [
      await submitted(first),
      await submitted(second),
      await answerOf(stale),
      await answerOf(() => ask.evaluate('Read', key)),
    ];
  },
  commitError: async (ask: Asker) => {
    await ask.submit('Put', `${RUN}ce`, '1');
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => ask.submit('Increment', `${RUN}ce`)));
    const failed = all.find((one) => one.status === 'rejected');
    const { cls, name, code, message, tx } = errorAnswer(failed?.reason);
    return [{ cls, name, code, message, tx }];
  },
  sameBlockBlind: async (ask: Asker) => {
    const values = ['v1', 'v2', 'v3'];
    const transactions = await Promise.all(values.map((value) => ask.endorse('Put', { args: [`${RUN}bl`, value] })));
    const commits = [];
    for (const transaction of transactions) commits.push(await transaction.submit());
    const statuses = [];
    for (const commit of commits) statuses.push(await statusAnswer(commit));
    return [statuses, await answerOf(() => ask.evaluate('Read', `${RUN}bl`))];
  },
  phantom: async (ask: Asker) => {
    for (const digit of ['1', '2', '3']) await ask.submit('Put', `${RUN}p${digit}`, 'v');
    const around = rangeAround(ask, `${RUN}p`);
    return [
      await around('', 'zz1', ['Put', `${RUN}p25`, 'n']),
      await around('', 'zz2', ['Del', `${RUN}p25`]),
      await around('', 'zz3', ['Put', `${RUN}p1`, 'changed']),
      await around('', 'zz4', ['Put', `${RUN}q9`, 'outside']),
      await around('1', 'zz5', ['Put', `${RUN}p9`, 'after']),
    ];
  },
  phantomBig: async (ask: Asker) => {
    await ask.submit('Many', `${RUN}B`, '130');
    const around = rangeAround(ask, `${RUN}B`);
    return [
      // The peer reads 101 rows for the first message of 100: what lies behind them is no conflict.
      await around('1', 'zb1', ['Put', `${RUN}B00120`, 'x']),
      await around('1', 'zb2', ['Put', `${RUN}B00100`, 'x']),
      await around('1', 'zb4', ['Put', `${RUN}B00099`, 'x']),
      await around('', 'zb3', ['Put', `${RUN}B001290`, 'x']),
      await around('', 'zb5', ['Put', `${RUN}Cxx`, 'x']),
      (JSON.parse(textOf(await ask.evaluate('Range', `${RUN}B`, `${RUN}B~`, ''))) as unknown[]).length,
    ];
  },
  sbe: async (ask: Asker) => {
    const key = `${RUN}sbe`;
    const out: unknown[] = [];
    await ask.submit('Put', key, '1');
    out.push(await ask.fate('SetPolicy', { args: [key, 'MEMBER', '["R1MSP"]'], orgs: ['R1MSP'] }));
    await ask.submit('SetPolicy', key, 'MEMBER', '["R1MSP"]');
    out.push(textOf(await ask.evaluate('GetPolicy', key)));
    out.push(await ask.fate('Put', { args: [key, '2'], orgs: ['R1MSP'] }));
    out.push(await ask.fate('Put', { args: [key, '3'], orgs: ['R2MSP', 'R3MSP'] }));
    out.push(await answerOf(() => ask.submit('Put', key, '4')));
    await ask.submit('SetPolicy', key, 'PEER', '["R1MSP","R3MSP"]');
    out.push(await answerOf(() => ask.submit('Put', key, '5')));
    out.push(await ask.fate('Put', { args: [key, '6'], orgs: ['R1MSP', 'R2MSP'] }));
    out.push(textOf(await ask.evaluate('Read', key)));
    await ask.submit('Del', key);
    out.push(textOf(await ask.evaluate('GetPolicy', key)));
    out.push(await ask.fate('Put', { args: [key, '7'], orgs: ['R2MSP', 'R3MSP'] }));
    return out;
  },
  sbeBlock: async (ask: Asker) => {
    const key = `${RUN}sb2`;
    await ask.submit('Put', key, '1');
    const policy = await ask.endorse('SetPolicy', { args: [key, 'MEMBER', '["R2MSP"]'], orgs: ENDORSERS });
    const write = await ask.endorse('Put', { args: [key, '2'], orgs: ENDORSERS });
    const [first, second] = [await policy.submit(), await write.submit()];
    const [one, two] = [await first.getStatus(), await second.getStatus()];
    return [{ code: one.code }, one.blockNumber === two.blockNumber ? { code: two.code } : 'other block'];
  },
  metaVersion: async (ask: Asker) => {
    const key = `${RUN}mv`;
    await ask.submit('Put', key, '1');
    const stale = await ask.endorse('Increment', { args: [key], orgs: ENDORSERS });
    await ask.submit('SetPolicy', key, 'MEMBER', '["R1MSP","R2MSP"]');
    const fate = await submitted(stale);
    await ask.submit('SetPolicy', `${RUN}mvx`, 'MEMBER', '["R1MSP"]');
    return [
      fate,
      textOf(await ask.evaluate('GetPolicy', `${RUN}mvx`)),
      await answerOf(() => ask.evaluate('Read', `${RUN}mvx`)),
      await answerOf(() => ask.submit('Put', key, '9')),
      textOf(await ask.evaluate('GetPolicy', key)),
    ];
  },
  deletes: async (ask: Asker) => {
    const key = `${RUN}de`;
    await ask.submit('Put', key, '1');
    await ask.submit('Del', key);
    const out: unknown[] = [
      await answerOf(() => ask.evaluate('Read', key)),
      textOf(await ask.evaluate('Range', key, `${key}~`, '')),
      await answerOf(() => ask.submit('Del', `${RUN}never`)),
    ];
    await ask.submit('Put', key, '2');
    await ask.submit('Put', key, '');
    out.push(await answerOf(() => ask.evaluate('Read', key)));
    const first = await ask.endorse('Increment', { args: [`${RUN}never2`] });
    const second = await ask.endorse('Increment', { args: [`${RUN}never2`] });
    return [...out, await submitted(first), await submitted(second)];
  },
  range: async (ask: Asker) => {
    const prefix = `${RUN}rg`;
    for (const key of ['a', 'b', 'c', 'é', '\u{1F600}', '\uFFFD']) await ask.submit('Put', prefix + key, 'v');
    const composites: readonly (readonly string[])[] = [['x', 'y'], ['x', 'z'], ['xx', 'z'], ['\u{1F600}'], ['\uFFFD']];
    for (const [index, attributes] of composites.entries()) {
      await ask.submit('PutComposite', `${RUN}T`, JSON.stringify(attributes), `v${index + 1}`);
    }
    const keys = async (start: string, end: string): Promise<string> =>
      textOf(await ask.evaluate('Range', start, end, ''));
    return unmarked([
      await keys(prefix, `${prefix}~`),
      await keys(`${prefix}b`, `${prefix}c`),
      await keys(`${prefix}a`, `${prefix}\u{10FFFF}`),
      await keys(`${prefix}c`, `${prefix}a`),
      textOf(await ask.evaluate('CompositeRange', `${RUN}T`, '["x"]')),
      textOf(await ask.evaluate('CompositeRange', `${RUN}T`, '[]')),
      await answerOf(() => ask.evaluate('Range', '\0', '', '')),
      (JSON.parse(await keys('', '')) as string[]).some((key) => key.startsWith('|')),
    ]);
  },
  page: async (ask: Asker) => {
    const prefix = `${RUN}pg`;
    await ask.submit('Many', prefix, '7');
    const page = async (bookmark: string): Promise<{ readonly meta: { readonly bookmark: string } }> =>
      JSON.parse(textOf(await ask.evaluate('Page', prefix, '3', bookmark))) as { meta: { bookmark: string } };
    const first = await page('');
    const second = await page(first.meta.bookmark);
    return unmarked([
      first,
      second,
      await page(second.meta.bookmark),
      await answerOf(() => ask.evaluate('PutThenPage', prefix)),
      await answerOf(() => ask.submit('PutThenPage', prefix)),
      await answerOf(() => ask.submit('Page', prefix, '3', '')),
    ]);
  },
  hist: async (ask: Asker) => {
    const key = `${RUN}hi`;
    await ask.submit('Put', key, '1');
    await ask.submit('Put', key, '2');
    await ask.submit('Del', key);
    await ask.submit('Put', key, '3');
    return textOf(await ask.evaluate('History', key));
  },
} as const;

type Around = (max: string, key: string, write: readonly [string, ...string[]]) => Promise<unknown>;

/** Endorses a range query with a write, commits another write meanwhile, and answers what became of the first. */
function rangeAround(ask: Asker, prefix: string): Around {
  return async (max, key, [name, ...args]) => {
    const transaction = await ask.endorse('RangeThenPut', { args: [prefix, max, `${RUN}${key}`] });
    await ask.submit(name, ...args);
    return await submitted(transaction);
  };
}

/** The answers without what only this run has in them. */
function unmarked(answers: unknown): unknown {
  return JSON.parse(normalized(JSON.stringify(answers)));
}
