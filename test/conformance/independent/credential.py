# SPDX-License-Identifier: Apache-2.0
"""Verifies a credential (SD-JWT VC), by sd-jwt. Reads {credential, jwk}, prints what its subject says."""
import json
import sys

from jwcrypto.jwk import JWK
from sd_jwt.verifier import SDJWTVerifier

given = json.load(sys.stdin)
key = JWK.from_json(json.dumps(given["jwk"]))
verifier = SDJWTVerifier(given["credential"], lambda issuer, header: key)
print(json.dumps(verifier.get_verified_payload()["credentialSubject"], ensure_ascii=False, sort_keys=True))
