// SPDX-License-Identifier: Apache-2.0
import { sha256Hex, utf8 } from '@registry/chaincode/protocol';

interface OfContent {
  readonly product: { readonly content: object };
}

/**
 * The form for a content of its own. Filings of one content are compared with each other and wait for each other, which
 * is not what every test is about.
 *
 * @param name - one name, one content
 */
export const withContentOf = <Form extends OfContent>(form: Form, name: string): Form => {
  const content = { ...form.product.content, sha256Root: sha256Hex(utf8(name)) };
  return { ...form, product: { ...form.product, content } };
};
