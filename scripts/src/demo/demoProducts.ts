// SPDX-License-Identifier: Apache-2.0
import type { DemoProduct } from './product';
import { BRANCHING_PRODUCTS } from './products/branches';
import { calendar } from './products/calendar';
import { carbonDioxide } from './products/carbonDioxide';
import { divisionCounts } from './products/divisionCounts';
import { divisions } from './products/divisions';
import { earthquakes } from './products/earthquakes';
import { land } from './products/land';

/** The first products: four that are registrable, and one that is not. */
export const FIRST_PRODUCTS: readonly DemoProduct[] = [divisions, calendar, land, earthquakes, carbonDioxide];

/** The products of the demonstration: real data that npm packages ship. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [...FIRST_PRODUCTS, ...BRANCHING_PRODUCTS, divisionCounts];
