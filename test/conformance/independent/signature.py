# SPDX-License-Identifier: Apache-2.0
"""Verifies a compact JWS (ES256), by PyJWT and cryptography. Reads {jws, jwk}, prints the claims."""
import json
import sys

import jwt

given = json.load(sys.stdin)
key = jwt.PyJWK.from_json(json.dumps({**given["jwk"], "alg": "ES256"})).key
options = {"verify_exp": False, "verify_nbf": False, "verify_aud": False, "verify_iat": False}
print(json.dumps(jwt.decode(given["jws"], key, algorithms=["ES256"], options=options), sort_keys=True))
