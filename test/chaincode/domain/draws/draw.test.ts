// SPDX-License-Identifier: Apache-2.0
import { applyToCase } from '../../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../../chaincode/src/domain/applications/apply';
import { decideRequestDraw } from '../../../../chaincode/src/domain/draws/decideDraw';
import { awaitedWorkers } from '../../../../chaincode/src/domain/awaited';
import { allowedCommands, transition } from '../../../../chaincode/src/domain/transition';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { beaconCommitment, recomputeDraw } from '../../../../chaincode/src/protocol/agencyDraw';
import type { Agency } from '../../../../chaincode/src/protocol/schemas/institution';
import type { CaseRecord, Draw, InstitutionRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { without } from '../../../../chaincode/src/protocol/without';
import { beaconAt, beaconValue } from '../../../support/beacon';
import {
  before,
  commandOn,
  decided,
  facts,
  FRIDAY_MORNING,
  institutionNamed,
  institutionRecord,
  profileNamed,
  profileRecord,
  stepped,
  submitted,
} from '../../../support/cases';
import { aFiling, APPLICANT } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';
import { AGENCY } from '../../../support/straightPath';

const OTHER = PEOPLE.otherAgency.uscc!;
const LIST = [AGENCY, OTHER].sort();
const agencyNamed = (uscc: string): Agency => institutionNamed(uscc) as Agency;
const institutionsWith = (
  uscc: string,
  changes: object,
  record: Partial<InstitutionRecord> = {},
): ReadonlyMap<string, InstitutionRecord> =>
  new Map(
    LIST.map((one) => [
      one,
      one === uscc
        ? institutionRecord({ ...agencyNamed(one), ...changes }, record)
        : institutionRecord(agencyNamed(one)),
    ]),
  );
const asked = (round = 1, record = before('assignAgency')): CaseRecord =>
  stepped(record, 'requestDraw', { facts: { agencies: LIST, beacon: beaconAt(round) } });
const drawnWith = (round: number, record = asked(), extra: object = {}): CaseRecord =>
  stepped(record, 'drawAgency', { facts: { agencies: LIST, beacon: beaconAt(round), ...extra } });

/** Monday, 14 September 2026, 24:00 in Shanghai: one working day after the Friday of the cases. */
const WAITED = Date.parse('2026-09-14T16:00:00.000Z');

describe('asking for a draw', () => {
  it('fixes who can be drawn, and the round whose value nobody has seen', () => {
    const record = asked(3);
    expect(record).toMatchObject({
      state: 'SUBSTANTIVE_REVIEW',
      draws: 1,
      draw: {
        number: 1,
        candidates: LIST,
        beacon: { round: 3, commitment: beaconCommitment(beaconValue(3)) },
        waitsUntil: '2026-09-14T16:00:00.000Z',
        requestedBy: PEOPLE.decider,
      },
    });
    expect(record.agency).toBeUndefined();
  });

  it('is not repeated, and leaves no way round it', () => {
    const options = { facts: { agencies: LIST, beacon: beaconAt(2) } };
    expect(codeOf(() => decided(asked(), 'requestDraw', options))).toBe('DRAW_PENDING');
    expect(codeOf(() => decided(asked(), 'assignAgency'))).toBe('DRAW_PENDING');
    expect(codeOf(() => decided(before('submitOpinion'), 'requestDraw', options))).toBe('AGENCY_ALREADY_ASSIGNED');
  });

  it.each([
    ['suspended', institutionsWith(OTHER, {}, { status: 'SUSPENDED' })],
    ['only proposed', institutionsWith(OTHER, {}, { approval: 'PROPOSED' })],
    [
      'no longer accredited',
      institutionsWith(OTHER, { accreditation: { number: '1', from: '2024-01-01', to: '2026-09-10' } }),
    ],
    ['tied to the applicant', institutionsWith(OTHER, { declaredTies: [APPLICANT] })],
    ['accredited for another province', institutionsWith(OTHER, { regionCodes: ['520000'] })],
    [
      'qualified for another industry',
      institutionsWith(OTHER, { qualification: { number: '1', field: '农业', industries: ['A'] } }),
    ],
  ])('leaves out an agency that is %s', (_, institutions) => {
    const options = { facts: { agencies: LIST, beacon: beaconAt(1), institutions } };
    expect(stepped(before('assignAgency'), 'requestDraw', options).draw?.candidates).toEqual([AGENCY]);
  });

  it('takes an agency that is qualified for the industry, or accredited nationwide', () => {
    const section = before('assignAgency').filing.product.industry.code.slice(0, 1);
    for (const changes of [
      { qualification: { number: '1', field: '信息', industries: [section] } },
      { regionCodes: ['000000'] },
    ]) {
      const options = { facts: { agencies: LIST, institutions: institutionsWith(OTHER, changes) } };
      expect(stepped(before('assignAgency'), 'requestDraw', options).draw?.candidates).toEqual(LIST);
    }
  });

  it('is refused where nobody can be drawn', () => {
    expect(codeOf(() => decided(before('assignAgency'), 'requestDraw', { facts: { agencies: [] } }))).toBe(
      'NO_ELIGIBLE_AGENCY',
    );
    const record = before('assignAgency');
    const given = without(facts(PEOPLE.decider, FRIDAY_MORNING), ['agencies']);
    const row = transition('SUBSTANTIVE_REVIEW', 'requestDraw')!;
    const step = { record, command: commandOn('requestDraw', record), facts: given, row };
    expect(codeOf(() => decideRequestDraw(step))).toBe('NO_ELIGIBLE_AGENCY');
  });

  it('waits a day where the calendar is not published yet', () => {
    const options = { facts: { agencies: LIST, beacon: beaconAt(1), calendars: [] } };
    const { draw } = stepped(before('assignAgency'), 'requestDraw', options);
    expect(Date.parse(draw!.waitsUntil) - Date.parse(draw!.requestedAt)).toBe(86_400_000);
  });

  it('waits as long as the profile says', () => {
    const profile = profileNamed('zhengzhou-2024');
    const seconds = { ...profile, periods: { ...profile.periods, draw: { unit: 'SECOND', length: 30 } as const } };
    const options = { facts: { agencies: LIST, beacon: beaconAt(1), profile: profileRecord(seconds) } };
    const record = stepped(before('assignAgency'), 'requestDraw', options);
    expect(Date.parse(record.draw!.waitsUntil) - Date.parse(record.draw!.requestedAt)).toBe(30_000);
  });
});

describe('carrying out a draw', () => {
  it('waits for the beacon', () => {
    const refusal = refusalOf(() => drawnWith(1));
    expect([refusal.code, refusal.details]).toEqual([
      'DRAW_NOT_REVEALED',
      { round: 1, waitsUntil: '2026-09-14T16:00:00.000Z' },
    ]);
    expect(codeOf(() => decided(before('assignAgency'), 'drawAgency'))).toBe('DRAW_NOT_REQUESTED');
  });

  it('assigns the agency that anybody can draw again from the record', () => {
    const { agency, draw } = drawnWith(2);
    expect(draw).toBeUndefined();
    const shown = agency?.draw as Draw;
    const again = recomputeDraw({
      caseId: before('assignAgency').caseId,
      number: shown.number,
      round: shown.beacon!.round,
      commitment: shown.beacon!.commitment,
      candidates: shown.candidates,
      value: shown.value!,
    });
    expect(again).toMatchObject({ isCommitted: true, seed: shown.seed });
    expect(agency).toMatchObject({
      uscc: again.order[0],
      mspId: 'AgencyMSP',
      method: 'DRAW',
      assignedBy: PEOPLE.decider,
    });
    expect(shown).toMatchObject({ index: LIST.indexOf(again.order[0]!), passedOver: [], drawnBy: PEOPLE.decider });
  });

  it('brings the same whoever carries it out, whenever, and under whatever transaction', () => {
    const first = drawnWith(2).agency!;
    for (const [name, later] of [
      ['clock', 1],
      ['supervisor', 3_600_000],
      ['otherDecider', 86_400_000 * 9],
    ] as const) {
      const at = FRIDAY_MORNING + 3_600_000 + later;
      const options = {
        by: PEOPLE[name],
        at,
        facts: { agencies: LIST, beacon: beaconAt(9), txId: name.padEnd(64, '0') },
      };
      const again = stepped(asked(), 'drawAgency', options).agency!;
      expect([again.uscc, again.draw?.seed, again.draw?.index]).toEqual([
        first.uscc,
        first.draw?.seed,
        first.draw?.index,
      ]);
    }
    expect(codeOf(() => decided(asked(), 'drawAgency', { by: PEOPLE.agency }))).toBe('ACCESS_DENIED');
  });

  it('passes over who may not examine any more, and says so', () => {
    const drawn = drawnWith(2).agency!.uscc;
    const left = LIST.find((one) => one !== drawn)!;
    const institutions = institutionsWith(drawn, {}, { status: 'SUSPENDED' });
    expect(drawnWith(2, asked(), { institutions }).agency).toMatchObject({ uscc: left, draw: { passedOver: [drawn] } });
  });

  it('is void where nobody is left, and can be asked for again under another number', () => {
    const none = new Map<string, InstitutionRecord>();
    const record = drawnWith(2, asked(), { institutions: none });
    expect(record).toMatchObject({ state: 'SUBSTANTIVE_REVIEW', draws: 1 });
    expect([record.draw, record.agency]).toEqual([undefined, undefined]);
    expect(asked(2, record).draw?.number).toBe(2);
  });

  it('does not bring back an agency that has left the case', () => {
    const drawn = drawnWith(2);
    const relieved = stepped(drawn, 'relieveAgency');
    expect(relieved.formerAgencies?.[0]?.draw).toEqual(drawn.agency?.draw);
    const again = asked(2, relieved);
    expect(again.draw).toMatchObject({ number: 2, candidates: LIST.filter((one) => one !== drawn.agency?.uscc) });
  });
});

describe('a draw whose beacon stays silent', () => {
  const silent = (extra: object = {}, record = asked()): CaseRecord =>
    stepped(record, 'drawAgency', {
      by: PEOPLE.clock,
      at: WAITED,
      facts: { agencies: LIST, beacon: beaconAt(1), ...extra },
    });

  it('goes by rotation once it has waited, and is marked so', () => {
    const { agency } = silent();
    expect(agency).toMatchObject({ uscc: LIST[0], method: 'ROTATION', draw: { index: 0, beacon: { round: 1 } } });
    expect(agency?.draw).not.toHaveProperty('seed');
    expect(agency?.draw).not.toHaveProperty('value');
    expect(silent({ lastTurn: LIST[0] }).agency?.uscc).toBe(LIST[1]);
    expect(silent({ lastTurn: LIST[1] }).agency?.uscc).toBe(LIST[0]);
  });

  it('does not wait for a value that was given up, or forgotten with its beacon', () => {
    const givenUp = { ...beaconAt(2), past: [{ round: 1 }] };
    const options = { facts: { agencies: LIST, beacon: givenUp } };
    expect(stepped(asked(), 'drawAgency', options).agency?.method).toBe('ROTATION');
    const forgotten = { ...beaconAt(90), past: [] };
    expect(silent({ beacon: forgotten }).agency?.method).toBe('ROTATION');
  });

  it('still rests on a value that comes late', () => {
    const options = { at: WAITED, facts: { agencies: LIST, beacon: beaconAt(2) } };
    expect(stepped(asked(), 'drawAgency', options).agency?.method).toBe('DRAW');
  });

  it('has nothing to wait for in a register without a beacon', () => {
    const record = stepped(before('assignAgency'), 'requestDraw', { facts: { agencies: LIST } });
    expect(record.draw).not.toHaveProperty('beacon');
    expect(stepped(record, 'drawAgency', { facts: { agencies: LIST } }).agency).toMatchObject({ method: 'ROTATION' });
  });
});

describe('a profile by which agencies are drawn only', () => {
  const given = { facts: { profile: profileRecord(profileNamed('zhengzhou-2024')) } };
  const path = ['accept', 'assignReviewer', 'passFormalReview'] as const;
  const waiting = path.reduce((record, name) => stepped(record, name, given), submitted(aFiling(), given));

  it('lets nobody assign one by name, and says what is possible instead', () => {
    const { code, details } = refusalOf(() => decided(waiting, 'assignAgency', given));
    expect([code, details]).toEqual(['DRAW_REQUIRED', { profileId: 'zhengzhou-2024', instead: 'requestDraw' }]);
  });

  it('has the assignment by name among no one’s commands', () => {
    const allowed = allowedCommands(waiting, PEOPLE.decider, Date.parse(waiting.lastEventAt));
    expect(allowed).toContain('requestDraw');
    expect(allowed).not.toContain('assignAgency');
    expect(awaitedWorkers(waiting)).toEqual(awaitedWorkers(before('assignAgency')));
  });

  it('has them drawn', () => {
    const asked = stepped(waiting, 'requestDraw', { facts: { ...given.facts, agencies: LIST } });
    const drawn = stepped(asked, 'drawAgency', { facts: { ...given.facts, agencies: LIST } });
    expect(LIST).toContain(drawn.agency?.uscc);
  });

  it('leaves a case that began before it was the rule as it was', () => {
    expect(decided(before('assignAgency'), 'assignAgency', given)[0]?.type).toBe('agencyAssigned');
  });
});

it('a draw that nobody asked for leaves nothing to show of it', () => {
  const [draft] = decided(asked(), 'drawAgency', { facts: { agencies: LIST, beacon: beaconAt(2) } });
  const bare = without(asked(), ['draw']);
  const event = sealEvent(draft!, { ...facts(PEOPLE.decider, FRIDAY_MORNING), head: bare }) as CaseEvent;
  expect(applyToCase(bare, event).agency).not.toHaveProperty('draw');
});
