// SPDX-License-Identifier: Apache-2.0
import { drawOrder, drawSeed, rotationOrder } from '../../protocol/agencyDraw';
import { formatInstant, parseInstant } from '../../protocol/civilTime';
import { timeLimit } from '../../protocol/legalTime/timeLimit';
import { calendarsByYear } from '../../protocol/legalTime/workingDays';
import type { EventDraft } from '../../protocol/schemas/events';
import type { CaseRecord, DrawRequest, InstitutionRecord } from '../../protocol/schemas/records';
import { caseEvent } from '../applications/caseEvent';
import type { CaseFacts, Decide } from '../applications/facts';
import { demand } from '../demand';
import { eligibleAgencies } from './eligible';
import { drawPeriod } from './drawPeriod';

const DAY = 86_400_000;

/** Without a beacon there is nothing to wait for. */
const awaited = ({ beacon, now, profile, calendars }: CaseFacts): Pick<DrawRequest, 'beacon' | 'waitsUntil'> => {
  if (beacon === undefined) return { waitsUntil: formatInstant(now) };
  const limit = timeLimit(now, drawPeriod(profile.profile), calendarsByYear(calendars));
  // Beyond the published calendars it waits a day: nobody's right depends on it, and no draw waits for a calendar.
  const at = 'broken' in limit ? now + DAY : limit.at;
  return { beacon: { round: beacon.round, commitment: beacon.commitment }, waitsUntil: formatInstant(at) };
};

/** Row 14: who can be drawn is fixed now; by what, only a value tells that is still secret. */
export const decideRequestDraw: Decide<'requestDraw'> = ({ record, facts, row }) => {
  const candidates = eligibleAgencies(record, facts, facts.agencies ?? []).sort();
  demand(candidates.length > 0, 'NO_ELIGIBLE_AGENCY');
  const data = { number: (record.draws ?? 0) + 1, candidates, ...awaited(facts) };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'drawRequested', data)];
};

type Lots = { readonly method: 'DRAW' | 'ROTATION'; readonly order: string[]; readonly value?: string };

/** By the value once it is out; by rotation, and marked so, where the beacon has stayed silent. */
const lotsOf = (record: CaseRecord, draw: DrawRequest, facts: CaseFacts): Lots => {
  const { beacon: pinned, number, candidates, waitsUntil } = draw;
  const past = facts.beacon?.past.find(({ round }) => round === pinned?.round);
  if (pinned !== undefined && past?.value !== undefined) {
    const seed = drawSeed({ caseId: record.caseId, number, round: pinned.round }, past.value);
    return { method: 'DRAW', value: past.value, order: drawOrder(seed, candidates) };
  }
  const isSilent = past !== undefined || facts.now >= parseInstant(waitsUntil);
  demand(isSilent, 'DRAW_NOT_REVEALED', { round: pinned?.round, waitsUntil });
  return { method: 'ROTATION', order: rotationOrder(candidates, facts.lastTurn) };
};

const seedOf = (caseId: string, { beacon, number }: DrawRequest, value: string | undefined): { seed?: string } =>
  value === undefined || beacon === undefined ? {} : { seed: drawSeed({ caseId, number, round: beacon.round }, value) };

/** Row 14: whoever carries the draw out adds nothing to it. Who may not examine any more is passed over. */
export const decideDrawAgency: Decide<'drawAgency'> = ({ record, facts, row }): readonly EventDraft[] => {
  // The table admits this only where a draw was asked for.
  const draw = record.draw as DrawRequest;
  const { method, order, value } = lotsOf(record, draw, facts);
  const step = { caseId: record.caseId, row, facts };
  const [uscc] = eligibleAgencies(record, facts, order);
  if (uscc === undefined) return [caseEvent(step, 'drawVoided', { number: draw.number })];
  const { institution } = facts.institutions.get(uscc) as InstitutionRecord;
  const drawn = {
    ...(value !== undefined && { value }),
    ...seedOf(record.caseId, draw, value),
    index: draw.candidates.indexOf(uscc),
    passedOver: order.slice(0, order.indexOf(uscc)),
  };
  return [caseEvent(step, 'agencyAssigned', { uscc, mspId: institution.mspId, method, drawn })];
};
