// SPDX-License-Identifier: Apache-2.0
import { loadFounding } from '@registry/network';
import { binariesOrSay } from '../support/fabric';
import { newRegisterClients } from '../support/registerClients';
import { Bed, PROFILE } from './ledgerPort/bed';
import { blockBehaviours } from './ledgerPort/blocks';
import { commandBehaviours } from './ledgerPort/commands';
import { conflictBehaviours } from './ledgerPort/conflicts';
import { enginesWith, type Engine } from './ledgerPort/engines';
import { failureBehaviours, lineBehaviours, lostOrderersBehaviours, lostPeerBehaviours } from './ledgerPort/failures';
import { joiningBehaviour, lendingBehaviour, unsuitedBehaviour } from './ledgerPort/membership';

const START_MS = 180_000;
const engines = enginesWith(binariesOrSay('the ledger port on real peers and orderers'));

describe.each(engines)('The ledger port on $engine', ({ start, clients, unsuited, isOnFabric }) => {
  let running: Engine;

  beforeAll(async () => {
    running = await start();
    const register = newRegisterClients(running);
    await register.found(loadFounding({ topology: running.topology, testProfiles: [PROFILE] }));
    register.close();
  }, START_MS);

  afterAll(async () => {
    await running.remove();
  }, START_MS);

  describe.each(clients)('through %s', (client) => {
    let bed: Bed;
    const bedOf = (): Bed => bed;

    beforeAll(() => {
      bed = new Bed(running, client);
    });

    afterAll(() => {
      bed.close();
    });

    commandBehaviours(bedOf);
    conflictBehaviours(bedOf);
    blockBehaviours(bedOf);
    failureBehaviours(bedOf);
    if (client === 'fabric-gateway') lineBehaviours(bedOf);
    if (isOnFabric) lostOrderersBehaviours(bedOf);
    if (client !== 'fabric-network') return;
    lendingBehaviour(bedOf);
    lostPeerBehaviours(bedOf);
    joiningBehaviour(bedOf);
  });

  if (unsuited) unsuitedBehaviour(() => running, unsuited);
});
