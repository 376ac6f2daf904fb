// SPDX-License-Identifier: Apache-2.0
import type { Period, RuleProfile } from '../../protocol/schemas/profile';

/** How long a draw waits for the beacon before it falls back to rotation. */
export const drawPeriod = ({ periods }: RuleProfile): Period => periods.draw ?? { unit: 'WORKING_DAY', length: 1 };
