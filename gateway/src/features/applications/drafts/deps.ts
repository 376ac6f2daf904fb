// SPDX-License-Identifier: Apache-2.0
import type { DraftStore } from '../../../drafts/draftStore';
import type { ApplicationsDeps } from '../deps';

export interface DraftsDeps extends ApplicationsDeps {
  readonly drafts: DraftStore;
}
