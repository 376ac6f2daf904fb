// SPDX-License-Identifier: Apache-2.0
import { instant } from '@registry/chaincode/protocol';
import { z } from 'zod';

export const rootQuery = z.strictObject({
  at: instant.optional().describe('An instant (UTC) of the last two minutes; without it, now'),
});

const endorsement = z.object({
  registry: z.string(),
  keys: z.int().describe('Which of its key sets'),
  eip712: z.string().describe('Of the typed message `StatusRoot`: r, s and v as hexadecimal digits'),
});

export const rootView = z.object({
  channel: z.string(),
  register: z.string(),
  domainSalt: z.string().describe('The salt of the register’s domain (EIP-712)'),
  root: z.string(),
  size: z.int().describe('How many certificates'),
  height: z.int().describe('The block that changed one of them last'),
  at: z.string().describe('Until then at least none was changed by a later block'),
  endorsement: endorsement.optional(),
});

const digest = z.object({ sha256: z.string(), sm3: z.string() });

export const proofView = z.object({
  statement: z.object({
    number: z.string(),
    version: z.int(),
    registry: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    recordDigest: digest,
  }),
  keys: z.int().describe('Which of the registry’s key sets'),
  eip712: z.string(),
  status: z.object({
    status: z.int().describe('0 valid, 1 suspended, 2 revoked, 3 cancelled, 4 superseded'),
    suspendedUntil: z.int().describe('Seconds since 1970; 0 where a suspension does not end by itself'),
    index: z.int(),
    path: z.array(z.string()),
  }),
  statusRoot: rootView,
});
