// SPDX-License-Identifier: Apache-2.0
import { recomputeDraw } from '../../../../chaincode/src/protocol/agencyDraw';
import type { Draw } from '../../../../chaincode/src/protocol/schemas/records';
import { beaconValue, turnAfter } from '../../../support/beacon';
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToReviewed, fileApplication, give } from '../../../support/gatewayJourney';

interface Beacon {
  readonly round: number;
  readonly commitment: string;
  readonly revealed: readonly { readonly round: number; readonly value?: string }[];
}
interface Drawn {
  readonly uscc: string;
  readonly method: string;
  readonly draw: Draw;
}

describe.each(databaseKinds())('draws of agencies on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const readBeacon = async (): Promise<Beacon> => bodyOf<Beacon>(await bed.anonymous('/draw-beacon'));

  it('rest on a beacon that only the supervisor turns, and that everybody reads', async () => {
    expect((await bed.anonymous('/draw-beacon')).status).toBe(404);
    const decider = await bed.as('zhengzhou-decider-1');
    expect((await decider.post('/draw-beacon/turns', turnAfter(0))).status).toBe(403);
    const supervisor = await bed.as('supervisor-officer-1');
    expect(bodyOf(await supervisor.post('/draw-beacon/turns', turnAfter(0)))).toMatchObject({ round: 1, eventSeq: 1 });
    expect(await readBeacon()).toMatchObject({ round: 1, revealed: [] });
    const wrong = await supervisor.post('/draw-beacon/turns', { ...turnAfter(1), value: beaconValue(8) });
    expect([wrong.status, bodyOf<{ code: string }>(wrong).code]).toEqual([409, 'BEACON_VALUE_WRONG']);
  });

  it('are done again from what the case and the beacon show', async () => {
    const filed = await fileApplication(bed);
    const { caseId } = filed;
    await carryToReviewed(bed, filed);
    await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'requestDraw' });
    const early = await (await bed.as('zhengzhou-decider-1')).post(`/applications/${caseId}/drawAgency`, {});
    expect([early.status, bodyOf<{ code: string }>(early).code]).toEqual([409, 'DRAW_NOT_REVEALED']);
    const supervisor = await bed.as('supervisor-officer-1');
    await supervisor.post('/draw-beacon/turns', turnAfter(1));
    const answer = await give(bed, { by: 'zhengzhou-decider-1', caseId, command: 'drawAgency' });
    const drawn = answer['drawn'] as Drawn;
    const read = bodyOf<{ record: { agency: Drawn } }>(await supervisor.get(`/applications/${caseId}`));
    expect(read.record.agency).toMatchObject(drawn);
    const { number, candidates, beacon, seed } = drawn.draw;
    const { value } = (await readBeacon()).revealed.find(({ round }) => round === beacon!.round)!;
    const again = recomputeDraw({ caseId, number, candidates, ...beacon!, value: value! });
    expect([drawn.method, again.isCommitted, again.seed, again.order[0]]).toEqual(['DRAW', true, seed, drawn.uscc]);
  });
});
