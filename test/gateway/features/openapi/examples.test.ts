// SPDX-License-Identifier: Apache-2.0
import { LIFECYCLE } from '../../../../chaincode/src/domain/lifecycle';
import { CASE_COMMANDS } from '../../../../chaincode/src/protocol/schemas/commands';
import type { CaseCommandName } from '../../../../chaincode/src/protocol/schemas/commands';
import type { Role } from '../../../../chaincode/src/protocol/schemas/records';
import { STEP_OF_WORD } from '../../../../gateway/src/features/objections/writeHandlers';
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { Client, GatewayBed } from '../../../support/gatewayBed';
import { carryToAgency, carryToNotice, fileApplication } from '../../../support/gatewayJourney';
import { TEST_PROFILE } from '../../../support/foundLedger';
import type { Filed } from '../../../support/gatewayJourney';

/** Somebody of each role who may have to do with a case of zhengzhou. */
const SOMEBODY: Readonly<Partial<Record<Role, string>>> = {
  applicant: 'zhengzhou-applicant-1',
  acceptance: 'zhengzhou-acceptance-1',
  reviewer: 'zhengzhou-reviewer-1',
  decider: 'zhengzhou-decider-1',
  agency: 'agency-expert-1',
};

/** An objector is no party of the case. */
const OBJECTOR = 'zhengzhou-applicant-2';

const giverOf = (command: CaseCommandName): string => {
  if (command === 'raiseObjection' || command === 'withdrawObjection') return OBJECTOR;
  const roles = LIFECYCLE.filter((row) => row.command === command).flatMap((row) => row.roles);
  return SOMEBODY[roles.find((role) => role in SOMEBODY)!]!;
};

interface Body {
  readonly example?: unknown;
}

/** The examples by command, as the description shows them. */
const examplesOf = (bed: GatewayBed): ReadonlyMap<string, unknown> => {
  const at = (path: string): Body & { readonly variants?: Readonly<Record<string, Body>> } => {
    const found = bed.operations.find((one) => one.method === 'post' && one.path === path)!;
    return { ...found.body, ...(found.variants && { variants: found.variants }) };
  };
  const steps = at('/objections/{objectionNo}/{step}').variants!;
  return new Map<string, unknown>([
    ['submit', at('/applications').example],
    ['raiseObjection', at('/notices/{noticeNo}/objections').example],
    ...Object.entries(STEP_OF_WORD).map(([word, command]) => [command, steps[word]!.example] as const),
    ...Object.entries(at('/applications/{caseId}/{command}').variants!).map(
      ([command, { example }]) => [command, example] as const,
    ),
  ]);
};

describe('the examples of the description', () => {
  let bed: GatewayBed;
  let filed: Filed;
  /** Assigned to an agency: one for it to examine, one to step back from. */
  let assigned: Filed;
  let declined: Filed;
  let noticeNo: string;
  let objectionNo: string;
  const [kind] = databaseKinds();
  beforeAll(async () => {
    bed = await newGatewayBed(await kind!.openMigrated());
    filed = await fileApplication(bed);
    assigned = await fileApplication(bed);
    await carryToAgency(bed, assigned);
    declined = await fileApplication(bed);
    await carryToAgency(bed, declined);
    noticeNo = await carryToNotice(bed, await fileApplication(bed));
    const objector = await bed.as(OBJECTOR);
    const answer = await objector.post(`/notices/${noticeNo}/objections`, await own(objector, 'raiseObjection'));
    expect(answer.status).toBe(201);
    objectionNo = bodyOf<{ objectionNo: string }>(answer).objectionNo;
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind!.close();
  });

  /** An example with documents that its giver has handed in, and a profile that is in force here. */
  const own = async ({ caller }: Client, command: CaseCommandName): Promise<object> => {
    let text = JSON.stringify(examplesOf(bed).get(command)).replaceAll('"zhengzhou-2024"', `"${TEST_PROFILE}"`);
    for (const docId of new Set(text.match(/doc-[0-9a-f]{32}/g) ?? [])) {
      text = text.replaceAll(docId, await bed.handIn(caller, `${command} ${docId}`));
    }
    return JSON.parse(text) as object;
  };
  const addressOf = (command: CaseCommandName): string => {
    if (command === 'submit') return '/applications';
    if (command === 'raiseObjection') return `/notices/${noticeNo}/objections`;
    const word = Object.entries(STEP_OF_WORD).find(([, one]) => one === command)?.[0];
    if (word !== undefined) return `/objections/${objectionNo}/${word}`;
    const examined = command === 'declareIndependence' || command === 'submitOpinion' ? assigned : filed;
    return `/applications/${(command === 'recuse' ? declined : examined).caseId}/${command}`;
  };

  it('show every command of the procedure', () => {
    const shown = examplesOf(bed);
    expect([...shown.keys()].sort()).toEqual([...CASE_COMMANDS].sort());
    expect([...shown].filter(([, example]) => example === undefined)).toEqual([]);
  });

  it('show what every operation takes that takes a body', () => {
    const bodies = bed.operations.flatMap(({ operationId, body, variants }) => [
      ...(body === undefined ? [] : [[operationId, body.example] as const]),
      ...Object.entries(variants ?? {}).map(([word, one]) => [`${operationId} ${word}`, one.example] as const),
    ]);
    expect(bodies.length).toBeGreaterThan(CASE_COMMANDS.length);
    expect(bodies.filter(([, example]) => example === undefined)).toEqual([]);
  });

  /** What the state of things may say to a well-formed command by somebody who may give it. */
  const OUT_OF_PLACE = new Set([
    ...['UNEXPECTED_STATE', 'PERIOD_STILL_RUNNING', 'NOTICE_STILL_OPEN', 'OBJECTION_OPEN', 'DEADLINE_NOT_PROVISIONAL'],
    ...['REFUSAL_NOT_PROPOSED', 'CHECKLIST_INCOMPLETE', 'ACCESS_DENIED', 'OBJECTION_TOO_LATE', 'OBJECTION_REPEATED'],
  ]);

  it.each(CASE_COMMANDS)('of %s is well formed for the gateway and for the ledger', async (command) => {
    const client = await bed.as(giverOf(command));
    const answer = await client.post(addressOf(command), await own(client, command));
    const { code } = bodyOf<{ code?: string }>(answer);
    if (answer.status < 300) return;
    // The case is somewhere else in its procedure: that is all there is to say against the command.
    expect([answer.status, code, OUT_OF_PLACE.has(code ?? '')]).toEqual([answer.status, code, true]);
  });
});
