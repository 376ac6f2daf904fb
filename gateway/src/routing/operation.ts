// SPDX-License-Identifier: Apache-2.0
import type { Request, Response } from 'express';
import type { z } from 'zod';

/** One answer of an operation, for the description. */
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly contentType?: string;
  readonly example?: unknown;
}

/** What a request carries. */
export interface Body {
  readonly schema: z.ZodType;
  /** JSON unless said otherwise. */
  readonly contentType?: string;
  readonly example?: unknown;
  /** What it may carry instead, by content type. */
  readonly instead?: Readonly<Record<string, z.ZodType>>;
}

/**
 * One method at one address: what it takes, what it answers, and the code behind it. Routes and the OpenAPI document
 * are both made from this, so neither can say what the other does not.
 */
export interface Operation {
  readonly operationId: string;
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below /api/v1, with parameters in braces. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** `session`: only for people who logged in. */
  readonly access: 'public' | 'session';
  /** A writing operation needs an Idempotency-Key. */
  readonly writes?: boolean;
  /** It changes what has versions, so it needs an If-Match with the one that was seen. */
  readonly revises?: boolean;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: Body;
  /** Where the last parameter of the path is one of some words, each with a body of its own. */
  readonly variants?: Readonly<Record<string, Body & { readonly summary: string }>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** The refusals that it gives besides those of every operation. */
  readonly refusals?: readonly number[];
}

export type Handler = (req: Request, res: Response) => Promise<void>;

export interface RoutedOperation extends Operation {
  readonly handle: Handler;
}
