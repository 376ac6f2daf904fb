// SPDX-License-Identifier: Apache-2.0
import type { ApplicationForm } from '@registry/chaincode/protocol';
import type { Measure } from './data/measure';

/** How a demonstration case is meant to go. */
export const ROUTES = [
  'straight',
  'corrected',
  'lapsed',
  'deemed',
  'refused',
  'supplemented',
  'unsupplied',
  'reassigned',
  'redrawn',
  'extended',
  'rejected',
  'withdrawn',
  'direct',
  'dismissed',
  'amended',
  'upheld',
] as const;
export type Route = (typeof ROUTES)[number];

type Product = ApplicationForm['product'];

/** A product of the demonstration: real data that a package ships, and what its applicant says of it. */
export interface DemoProduct {
  readonly key: string;
  readonly route: Route;
  /** The rule profile that its route needs; that of the run where it says none. */
  readonly profileId?: string;
  /** The registry at which it is filed, by its name in the topology. */
  readonly registry: string;
  /** User name of the company that applies, and of its agent where one files for it. */
  readonly applicant: string;
  readonly agent?: string;
  readonly file: {
    readonly packageName: string;
    readonly path: string;
    readonly name: string;
    readonly mime: string;
    /** Makes the product's text out of files of the package, where it is not one of them as it is. */
    readonly madeFrom?: (read: (path: string) => Promise<string>) => Promise<string>;
  };
  readonly measure: (text: string) => Measure;
  readonly rightTypes: readonly ApplicationForm['rights'][number]['rightType'][];
  readonly basis: ApplicationForm['rights'][number]['basis'];
  /** Months after which the rights end; they have no end of their own where it says none. */
  readonly rightMonths?: number;
  /** Keys of the products, registered earlier in the run, that it is made from. */
  readonly derivedFrom?: readonly string[];
  readonly description: Pick<
    Product,
    | 'dataName'
    | 'dataSummary'
    | 'industry'
    | 'sources'
    | 'regionScope'
    | 'regionCodes'
    | 'timeScope'
    | 'updateFrequency'
    | 'morphology'
    | 'limits'
  > & { readonly category: string; readonly scenario: string; readonly processingRule: string };
  /** Where the data come from, in the words of the source proof. */
  readonly origin: { readonly publisher: string; readonly licence: string; readonly account: string };
  /** Fields that the applicant asks to withhold from the notice, with the reason. */
  readonly withhold: ApplicationForm['withhold'];
}
