// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startKv, type KvNetwork } from '../support/engine';
import { normalized } from './gateway/answer';
import { Asker } from './gateway/asker';
import { calls } from './gateway/calls';
import { events } from './gateway/events';
import { states } from './gateway/states';
import { transactions } from './gateway/transactions';

type Scenario = (ask: Asker) => Promise<unknown>;

const scenarios: Readonly<Record<string, Scenario>> = { ...calls, ...states, ...transactions, ...events };

/** One JSON object a line, `{scenario: answers}`, as a real Fabric 2.5.16 network gave them. */
const recorded = readFileSync(join(__dirname, 'fabric-2.5.16', 'answers.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => Object.entries(JSON.parse(line) as Record<string, unknown>));

/** What must differ because the recorded network had other certificates and another chaincode version. */
function withOurNames(text: string): string {
  return text
    .replace(/x509::\/C=US[^"\\]*CN=ca\.r1\.local/, '<subject and issuer>')
    .replace('"cc":["kv","1",""]', '"cc":["kv","1.0.0",""]')
    .replaceAll(/\[(?:<h>|[0-9a-f]){50,}\]/g, '[<hex>]');
}

/** The two differences that the recording's notes allow: how many mismatches are listed, and a client's own wording. */
function withoutLiberties(name: string, text: string): string {
  if (name === 'nonDet')
    return text.replace(/"details":\[[^\]]*\]/g, '"details":["ProposalResponsePayloads do not match"]');
  return name === 'status' ? text.replace(/Deadline exceeded[^"]*/, 'Deadline exceeded') : text;
}

function comparable(name: string, answers: unknown): unknown {
  const text = JSON.stringify(answers)
    .replace(/x509::\/[^"\\]*OU=client[^"\\]*/, '<subject and issuer>')
    .replaceAll(/\[(?:<h>|[0-9a-f]){50,}\]/g, '[<hex>]');
  return JSON.parse(withoutLiberties(name, withOurNames(text)));
}

describe('the gateway of the embedded engine, asked what a real network was asked', () => {
  let kv: KvNetwork;
  let ask: Asker;

  beforeAll(async () => {
    kv = await startKv({ batchDelay: 100 });
    ask = new Asker(kv, kv.client(1));
  });

  afterAll(async () => {
    await kv.remove();
  });

  it('is asked every recorded scenario', () => {
    expect(Object.keys(scenarios).sort()).toEqual(recorded.map(([name]) => name).sort());
    expect(recorded).toHaveLength(31);
  });

  it.each(recorded)('answers %s as Fabric 2.5.16 did', async (name, expected) => {
    const answers = await scenarios[name]!(ask);
    expect(comparable(name, answers)).toEqual(comparable(name, expected));
  });

  it('lists each endorser that disagreed with the first', async () => {
    const { nonDet } = calls;
    const answers = JSON.stringify(await nonDet(ask));
    const mismatches = normalized(answers).match(/"message":"ProposalResponsePayloads do not match"/g);
    // Own organization first, then each of the others: two differ from it; then three at once: two differ from one.
    expect(mismatches).toHaveLength(4);
  });
});
