// SPDX-License-Identifier: Apache-2.0
import type { DrawRequest } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { personOf } from '../applications/applyStep';
import type { Apply } from '../applications/applyStep';

export const onDrawRequested: Apply<'drawRequested'> = (record, event) => ({
  ...record,
  draws: event.data.number,
  draw: { ...event.data, requestedAt: event.txTime, requestedBy: personOf(event) },
});

/** An agency that was drawn is assigned by the decider who asked for the draw, whoever carried it out. */
export const onAgencyAssigned: Apply<'agencyAssigned'> = (record, event) => {
  const { drawn, ...agency } = event.data;
  const { draw, ...rest } = record;
  const assignedAt = event.txTime;
  if (drawn === undefined || draw === undefined) {
    return { ...record, agency: { ...agency, assignedAt, assignedBy: personOf(event) } };
  }
  const shown = { ...draw, ...drawn, drawnBy: personOf(event) };
  return { ...rest, agency: { ...agency, assignedAt, assignedBy: draw.requestedBy, draw: shown } };
};

/** Nobody of the list may examine any more: another draw can be asked for. Only a draw that was asked for is void. */
export const onDrawVoided: Apply<'drawVoided'> = (record) => {
  const { draw, voidedDraws = [] } = record;
  return { ...without(record, ['draw']), voidedDraws: [...voidedDraws, draw as DrawRequest] };
};
