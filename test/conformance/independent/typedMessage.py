# SPDX-License-Identifier: Apache-2.0
"""Recovers who signed a typed message (EIP-712), by eth-account. Reads {typed, signature}, prints the address."""
import json
import sys

from eth_account import Account
from eth_account.messages import encode_typed_data

given = json.load(sys.stdin)
message = encode_typed_data(full_message=given["typed"])
print(Account.recover_message(message, signature=given["signature"]).lower())
