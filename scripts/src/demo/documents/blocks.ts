// SPDX-License-Identifier: Apache-2.0
/** What a generated document is made of, apart from how it looks. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly [string, string])[] }
  | { readonly kind: 'signature'; readonly signer: string; readonly date: string };

export interface DocumentContent {
  readonly title: string;
  readonly subtitle: string;
  readonly blocks: readonly Block[];
}

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (...items: string[]): Block => ({ kind: 'list', items });
export const table = (rows: Readonly<Record<string, string>>): Block => ({
  kind: 'table',
  rows: Object.entries(rows),
});
export const signature = (signer: string, date: string): Block => ({ kind: 'signature', signer, date });
