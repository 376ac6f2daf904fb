// SPDX-License-Identifier: Apache-2.0
import { ApplicationContract } from './contracts/applicationContract';
import { BeaconContract } from './contracts/beaconContract';
import { CalendarContract } from './contracts/calendarContract';
import { CertificateContract } from './contracts/certificateContract';
import { EndorserContract } from './contracts/endorserContract';
import { InstitutionContract } from './contracts/institutionContract';
import { InterferenceContract } from './contracts/interferenceContract';
import { ObjectionContract } from './contracts/objectionContract';
import { ProfileContract } from './contracts/profileContract';
import { RecognitionContract } from './contracts/recognitionContract';
import { ServiceContract } from './contracts/serviceContract';
import { TrustListContract } from './contracts/trustListContract';

/** What fabric-shim loads. */
export const contracts = [
  ApplicationContract,
  CertificateContract,
  ObjectionContract,
  InstitutionContract,
  EndorserContract,
  ProfileContract,
  CalendarContract,
  ServiceContract,
  BeaconContract,
  InterferenceContract,
  RecognitionContract,
  TrustListContract,
] as const;
