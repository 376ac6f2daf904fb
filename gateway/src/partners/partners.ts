// SPDX-License-Identifier: Apache-2.0
import type { RecognitionFinding, TrustList } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Database } from '../database/openDatabase';
import type { Tables } from '../database/tables';
import type { Clock } from '../scheduler/clock';
import { Repeating } from '../scheduler/repeating';
import type { AskedElsewhere } from '../trust/askedElsewhere';
import { readApprovedLists } from '../trust/readTrustLists';
import { PartnerDoor } from './askPartner';
import { Beliefs } from './beliefs';
import { followPartner } from './followPartner';
import type { KeptSource } from './keep';
import { readPartnerFindings } from './partnerFindings';
import type { PartnerAddress, PartnerSettings } from './partnersFile';
import { readSources } from './sources';
import type { PartnerSource } from './sources';

export interface PartnersParts {
  readonly database: Database;
  readonly settings: PartnerSettings;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Between two attempts. */
  readonly seconds: number;
}

/** The ledgers of other consortia: asked again and again at the addresses that were configured, and nowhere else. */
export class Partners {
  readonly #parts: PartnersParts;
  readonly #doors: readonly { readonly address: PartnerAddress; readonly door: PartnerDoor }[];
  readonly #beliefs = new Beliefs();
  readonly #loop: Repeating;
  #begun = false;

  constructor(parts: PartnersParts) {
    this.#parts = parts;
    const { partners, client } = parts.settings;
    this.#doors = partners.map((address) => ({ address, door: new PartnerDoor(address, client) }));
    this.#loop = new Repeating({
      name: 'partners’ follower',
      clock: parts.clock,
      pause: () => (this.#begun ? parts.seconds * 1_000 : 0),
      act: (signal) => this.#askAll(signal),
      onFailure: (err) => {
        parts.logger.warn({ err }, 'what partners show could not be kept');
      },
    });
  }

  get addresses(): readonly PartnerAddress[] {
    return this.#doors.map(({ address }) => address);
  }

  start(): void {
    if (this.#doors.length > 0) this.#loop.start();
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
    for (const { door } of this.#doors) door.close();
  }

  /** How they stand now. */
  sources(database: Kysely<Tables>, list: TrustList | undefined, at: string): Promise<readonly PartnerSource[]> {
    return readSources(database, { addresses: this.addresses, beliefs: this.#beliefs, list }, at);
  }

  /** What is so of certificates that they hold. */
  findings(database: Kysely<Tables>, asked: AskedElsewhere): Promise<ReadonlyMap<string, RecognitionFinding>> {
    return readPartnerFindings(database, { addresses: this.addresses, beliefs: this.#beliefs }, asked);
  }

  async #askAll(signal: AbortSignal): Promise<void> {
    this.#begun = true;
    const { database, clock } = this.#parts;
    const list = (await readApprovedLists(database)).at(-1)?.list;
    for (const { address, door } of this.#doors) {
      const listed = list?.partners.find(({ ledgerId }) => ledgerId === address.ledgerId);
      // Whom the supervisor does not name is not even asked.
      if (listed === undefined) continue;
      const kept = await followPartner({ database, address, door, now: () => clock.now() }, listed, signal);
      this.#tell(address, kept);
    }
  }

  #tell({ ledgerId, url }: PartnerAddress, { problem }: KeptSource): void {
    if (problem !== undefined) this.#parts.logger.warn({ ledgerId, url, problem }, 'a partner is not believed now');
  }
}
