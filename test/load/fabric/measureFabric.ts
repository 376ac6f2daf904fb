// SPDX-License-Identifier: Apache-2.0
import type { LoopResult } from '../closedLoop';
import type { Figure } from '../figures';
import { measureBatchBySingle } from './batchBySingle';
import { measureBesideBare } from './besideBare';
import { measureBesideEmbedded } from './besideEmbedded';
import { measureLedgerClients } from './ledgerClients';
import { openFabricPlace, type FabricPlace } from './place';

async function* withOurClient(place: FabricPlace): AsyncGenerator<Figure[], LoopResult> {
  const register = await place.startGateways();
  try {
    const filed = yield* measureBesideBare(place, register);
    yield await measureBatchBySingle(register);
    return filed;
  } finally {
    await register.stop();
  }
}

/** The register on four real peers, in one run on one network; then the embedded engine beside it. Each phase as it ends. */
export async function* measureFabric(): AsyncGenerator<Figure[]> {
  const place = await openFabricPlace();
  let filed: LoopResult;
  try {
    filed = yield* withOurClient(place);
    yield await measureLedgerClients(place);
  } finally {
    await place.remove();
  }
  yield await measureBesideEmbedded(filed);
}
