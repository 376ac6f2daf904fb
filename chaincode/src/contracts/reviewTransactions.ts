// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import { step } from './caseTransaction';
import { RegistryContract } from './registryContract';

/** The review's part of the application contract: reviewer, agency, and the evidence that they ask for. */
export abstract class ReviewTransactions extends RegistryContract {
  @Transaction()
  @Returns('string')
  assignReviewer(context: Context, request: string): Promise<string> {
    return step(context, 'assignReviewer', request);
  }

  @Transaction()
  @Returns('string')
  recuseReviewer(context: Context, request: string): Promise<string> {
    return step(context, 'recuseReviewer', request);
  }

  @Transaction()
  @Returns('string')
  reassignReviewer(context: Context, request: string): Promise<string> {
    return step(context, 'reassignReviewer', request);
  }

  @Transaction()
  @Returns('string')
  passFormalReview(context: Context, request: string): Promise<string> {
    return step(context, 'passFormalReview', request);
  }

  @Transaction()
  @Returns('string')
  failFormalReview(context: Context, request: string): Promise<string> {
    return step(context, 'failFormalReview', request);
  }

  @Transaction()
  @Returns('string')
  requestSupplement(context: Context, request: string): Promise<string> {
    return step(context, 'requestSupplement', request);
  }

  @Transaction()
  @Returns('string')
  supplySupplement(context: Context, request: string): Promise<string> {
    return step(context, 'supplySupplement', request);
  }

  @Transaction()
  @Returns('string')
  resumeReview(context: Context, request: string): Promise<string> {
    return step(context, 'resumeReview', request);
  }

  @Transaction()
  @Returns('string')
  extendReview(context: Context, request: string): Promise<string> {
    return step(context, 'extendReview', request);
  }

  @Transaction()
  @Returns('string')
  assignAgency(context: Context, request: string): Promise<string> {
    return step(context, 'assignAgency', request);
  }

  @Transaction()
  @Returns('string')
  requestDraw(context: Context, request: string): Promise<string> {
    return step(context, 'requestDraw', request);
  }

  @Transaction()
  @Returns('string')
  drawAgency(context: Context, request: string): Promise<string> {
    return step(context, 'drawAgency', request);
  }

  @Transaction()
  @Returns('string')
  declareIndependence(context: Context, request: string): Promise<string> {
    return step(context, 'declareIndependence', request);
  }

  @Transaction()
  @Returns('string')
  recuse(context: Context, request: string): Promise<string> {
    return step(context, 'recuse', request);
  }

  @Transaction()
  @Returns('string')
  relieveAgency(context: Context, request: string): Promise<string> {
    return step(context, 'relieveAgency', request);
  }

  @Transaction()
  @Returns('string')
  submitOpinion(context: Context, request: string): Promise<string> {
    return step(context, 'submitOpinion', request);
  }

  @Transaction()
  @Returns('string')
  recordOverdue(context: Context, request: string): Promise<string> {
    return step(context, 'recordOverdue', request);
  }
}
