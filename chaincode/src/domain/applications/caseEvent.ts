// SPDX-License-Identifier: Apache-2.0
import type { EventDocument, EventDraft, EventType } from '../../protocol/schemas/events';
import type { EventData } from '../../protocol/schemas/eventData';
import type { MaterialFiling } from '../../protocol/schemas/filing';
import type { Row } from '../lifecycle';
import type { CaseFacts } from './facts';

/** What an event says beside its data. */
type Extras = Pick<EventDraft, 'deadline' | 'reasonCode' | 'legalBasis' | 'docs'>;

/** The event of a step on a case, in the words of its row. */
export const caseEvent = <T extends EventType>(
  step: { readonly caseId: string; readonly row: Row; readonly facts: CaseFacts },
  type: T,
  data: EventData[T],
  extras: Extras = {},
): EventDraft<T> =>
  ({
    type,
    data,
    recordType: 'case',
    recordId: step.caseId,
    caseId: step.caseId,
    caseType: 'INITIAL',
    state: step.row.to,
    profile: { profileId: step.facts.profile.profile.profileId, hash: step.facts.profile.hash },
    authorityBasis: step.facts.profile.profile.articles[step.row.article],
    ...extras,
    // One object of one T: the compiler cannot see through the mapped union.
  }) as EventDraft as EventDraft<T>;

export const documentsOf = (materials: readonly MaterialFiling[]): EventDocument[] =>
  materials.map(({ docId, type, mime, size, digests }) => ({
    docId,
    type,
    mime,
    size,
    commitment: digests.commitment,
  }));
