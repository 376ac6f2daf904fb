// SPDX-License-Identifier: Apache-2.0
import type { DemoProduct } from './product';
import { calendar } from './products/calendar';
import { carbonDioxide } from './products/carbonDioxide';
import { divisions } from './products/divisions';
import { earthquakes } from './products/earthquakes';
import { land } from './products/land';

/** The products of the demonstration: real data that npm packages ship, four of them registrable and one not. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [divisions, calendar, land, earthquakes, carbonDioxide];
