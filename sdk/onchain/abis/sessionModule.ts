// Generated from contracts/ by "npm run abis". Do not edit.
import type { Abi } from 'viem'

/** ABI of ISessionModule.sol, as built. */
export const sessionModuleAbi = [
  {
    inputs: [{ internalType: 'address', name: 'account', type: 'address' }],
    name: 'AccountIsPaused',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'address', name: 'sender', type: 'address' },
      { internalType: 'address', name: 'caller', type: 'address' },
    ],
    name: 'AccountMismatch',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'address', name: 'account', type: 'address' }],
    name: 'AccountWithoutCode',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'argument', type: 'uint256' }],
    name: 'ArgumentMalformed',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'argument', type: 'uint256' },
      { internalType: 'uint256', name: 'length', type: 'uint256' },
    ],
    name: 'ArgumentMissing',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'length', type: 'uint256' },
      { internalType: 'uint256', name: 'call', type: 'uint256' },
    ],
    name: 'CallNotAllowed',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'address', name: 'caller', type: 'address' }],
    name: 'CallerUnauthorized',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'argument', type: 'uint256' },
      { internalType: 'uint256', name: 'operator', type: 'uint256' },
      { internalType: 'bytes32', name: 'actual', type: 'bytes32' },
    ],
    name: 'ConditionFailed',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'operator', type: 'uint256' },
      { internalType: 'uint256', name: 'values', type: 'uint256' },
    ],
    name: 'ConditionMalformed',
    type: 'error',
  },
  { inputs: [], name: 'ExecutionEmpty', type: 'error' },
  {
    inputs: [{ internalType: 'bytes4', name: 'selector', type: 'bytes4' }],
    name: 'ExecutionFunctionUnsupported',
    type: 'error',
  },
  { inputs: [], name: 'ExecutionMalformed', type: 'error' },
  {
    inputs: [{ internalType: 'bytes32', name: 'mode', type: 'bytes32' }],
    name: 'ExecutionModeUnsupported',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'results', type: 'uint256' },
      { internalType: 'uint256', name: 'calls', type: 'uint256' },
    ],
    name: 'ExecutionResultMismatch',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'requested', type: 'uint256' },
      { internalType: 'uint256', name: 'remaining', type: 'uint256' },
    ],
    name: 'FeeBudgetExceeded',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'price', type: 'uint256' },
      { internalType: 'uint256', name: 'allowed', type: 'uint256' },
    ],
    name: 'FeePriceExceeded',
    type: 'error',
  },
  { inputs: [], name: 'FeeUnbounded', type: 'error' },
  {
    inputs: [
      { internalType: 'uint256', name: 'available', type: 'uint256' },
      { internalType: 'uint256', name: 'minimum', type: 'uint256' },
    ],
    name: 'GasInsufficient',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }],
    name: 'GrantEnded',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint64', name: 'epoch', type: 'uint64' },
      { internalType: 'uint64', name: 'current', type: 'uint64' },
    ],
    name: 'GrantEpochEnded',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'validUntil', type: 'uint256' },
      { internalType: 'uint256', name: 'timestamp', type: 'uint256' },
    ],
    name: 'GrantExpired',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }],
    name: 'GrantIsPaused',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'validAfter', type: 'uint256' },
      { internalType: 'uint256', name: 'timestamp', type: 'uint256' },
    ],
    name: 'GrantNotStarted',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }],
    name: 'GrantUnknown',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'validAfter', type: 'uint256' },
      { internalType: 'uint256', name: 'validUntil', type: 'uint256' },
    ],
    name: 'GrantWindowInvalid',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'bytes32', name: 'grantorId', type: 'bytes32' },
      { internalType: 'bytes32', name: 'recorded', type: 'bytes32' },
    ],
    name: 'GrantorMismatch',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'digest', type: 'bytes32' }],
    name: 'GrantorSignatureInvalid',
    type: 'error',
  },
  { inputs: [], name: 'GuardCallMissing', type: 'error' },
  {
    inputs: [
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { internalType: 'bytes32', name: 'open', type: 'bytes32' },
    ],
    name: 'GuardNotOpen',
    type: 'error',
  },
  { inputs: [], name: 'InitCodeForbidden', type: 'error' },
  {
    inputs: [{ internalType: 'bytes32', name: 'keyId', type: 'bytes32' }],
    name: 'KeyAlreadyUsed',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'requested', type: 'uint256' },
      { internalType: 'uint256', name: 'allowed', type: 'uint256' },
    ],
    name: 'KeyCountExceeded',
    type: 'error',
  },
  { inputs: [{ internalType: 'bytes32', name: 'keyId', type: 'bytes32' }], name: 'KeyEnded', type: 'error' },
  {
    inputs: [
      { internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
      { internalType: 'uint256', name: 'validUntil', type: 'uint256' },
      { internalType: 'uint256', name: 'timestamp', type: 'uint256' },
    ],
    name: 'KeyExpired',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'requested', type: 'uint256' },
      { internalType: 'uint256', name: 'allowed', type: 'uint256' },
    ],
    name: 'KeyExpiryInvalid',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'kind', type: 'uint256' }],
    name: 'KeyKindUnsupported',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'kind', type: 'uint256' },
      { internalType: 'uint256', name: 'length', type: 'uint256' },
    ],
    name: 'KeyMalformed',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'requested', type: 'uint256' },
      { internalType: 'uint256', name: 'allowed', type: 'uint256' },
    ],
    name: 'KeyOverlapExceeded',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'keyId', type: 'bytes32' }],
    name: 'KeySignatureInvalid',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'length', type: 'uint256' }],
    name: 'KeySignatureMalformed',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'keyId', type: 'bytes32' }],
    name: 'KeyUnknown',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'limitId', type: 'uint256' },
      { internalType: 'uint256', name: 'requested', type: 'uint256' },
      { internalType: 'uint256', name: 'remaining', type: 'uint256' },
    ],
    name: 'LimitExceeded',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'limitId', type: 'uint256' },
      { internalType: 'uint256', name: 'kind', type: 'uint256' },
      { internalType: 'uint256', name: 'source', type: 'uint256' },
    ],
    name: 'LimitKindMismatch',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'limitId', type: 'uint256' }],
    name: 'LimitMissing',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'limitId', type: 'uint256' }],
    name: 'LimitNotGranted',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'limitId', type: 'uint256' },
      { internalType: 'uint256', name: 'periodIndex', type: 'uint256' },
      { internalType: 'uint256', name: 'current', type: 'uint256' },
    ],
    name: 'LimitPeriodEnded',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'limitId', type: 'uint256' },
      { internalType: 'uint256', name: 'period', type: 'uint256' },
    ],
    name: 'LimitPeriodInvalid',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }],
    name: 'MessageCounted',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'address', name: 'verifyingContract', type: 'address' }],
    name: 'MessageForbidden',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'bytes32', name: 'hash', type: 'bytes32' },
      { internalType: 'bytes32', name: 'expected', type: 'bytes32' },
    ],
    name: 'MessageHashMismatch',
    type: 'error',
  },
  { inputs: [], name: 'MessageMalformed', type: 'error' },
  {
    inputs: [{ internalType: 'bytes32', name: 'messageHash', type: 'bytes32' }],
    name: 'MessageNotGranted',
    type: 'error',
  },
  { inputs: [], name: 'MessageTextMismatch', type: 'error' },
  {
    inputs: [{ internalType: 'uint256', name: 'count', type: 'uint256' }],
    name: 'NetworkCountUnsupported',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'chainId', type: 'uint256' }],
    name: 'NetworkNotGranted',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'nonce', type: 'uint256' },
      { internalType: 'uint256', name: 'expected', type: 'uint256' },
    ],
    name: 'NonceMismatch',
    type: 'error',
  },
  { inputs: [{ internalType: 'uint256', name: 'nonce', type: 'uint256' }], name: 'NonceUsed', type: 'error' },
  {
    inputs: [{ internalType: 'uint256', name: 'part', type: 'uint256' }],
    name: 'PartUnsupported',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'address', name: 'paymaster', type: 'address' }],
    name: 'PaymasterForbidden',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'index', type: 'uint256' },
      { internalType: 'uint256', name: 'count', type: 'uint256' },
    ],
    name: 'PermissionIndexInvalid',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'index', type: 'uint256' }],
    name: 'PermissionNotGranted',
    type: 'error',
  },
  { inputs: [], name: 'RedemptionMalformed', type: 'error' },
  {
    inputs: [
      { internalType: 'uint256', name: 'sequence', type: 'uint256' },
      { internalType: 'uint256', name: 'expected', type: 'uint256' },
    ],
    name: 'RotationSequenceMismatch',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'bytes4', name: 'selector', type: 'bytes4' },
      { internalType: 'bytes4', name: 'allowed', type: 'bytes4' },
    ],
    name: 'SelectorNotAllowed',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'validUntil', type: 'uint256' },
      { internalType: 'uint256', name: 'timestamp', type: 'uint256' },
    ],
    name: 'SignatureExpired',
    type: 'error',
  },
  {
    inputs: [{ internalType: 'address', name: 'target', type: 'address' }],
    name: 'TargetForbidden',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'address', name: 'target', type: 'address' },
      { internalType: 'address', name: 'allowed', type: 'address' },
    ],
    name: 'TargetNotAllowed',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'tier', type: 'uint256' },
      { internalType: 'uint256', name: 'worstTier', type: 'uint256' },
    ],
    name: 'TierExceeded',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'tier', type: 'uint256' },
      { internalType: 'uint256', name: 'validUntil', type: 'uint256' },
    ],
    name: 'TierInvalid',
    type: 'error',
  },
  { inputs: [], name: 'UseMalformed', type: 'error' },
  { inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }], name: 'UseOpen', type: 'error' },
  {
    inputs: [
      { internalType: 'uint256', name: 'value', type: 'uint256' },
      { internalType: 'uint256', name: 'allowed', type: 'uint256' },
    ],
    name: 'ValueExceeded',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'validAfter', type: 'uint256' },
      { internalType: 'uint256', name: 'validUntil', type: 'uint256' },
    ],
    name: 'WindowEmpty',
    type: 'error',
  },
  {
    inputs: [
      { internalType: 'uint256', name: 'validAfter', type: 'uint256' },
      { internalType: 'uint256', name: 'validUntil', type: 'uint256' },
      { internalType: 'uint256', name: 'timestamp', type: 'uint256' },
    ],
    name: 'WindowMissed',
    type: 'error',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: false, internalType: 'bool', name: 'paused', type: 'bool' },
    ],
    name: 'AccountPaused',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'address', name: 'adapter', type: 'address' },
    ],
    name: 'AdapterRecorded',
    type: 'event',
  },
  { anonymous: false, inputs: [], name: 'EIP712DomainChanged', type: 'event' },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'uint64', name: 'epoch', type: 'uint64' },
    ],
    name: 'EpochAdvanced',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { indexed: false, internalType: 'bool', name: 'paused', type: 'bool' },
    ],
    name: 'GrantPaused',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { indexed: false, internalType: 'bytes', name: 'contents', type: 'bytes' },
    ],
    name: 'GrantPublished',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
    ],
    name: 'GrantRevoked',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { indexed: true, internalType: 'bytes32', name: 'supersededId', type: 'bytes32' },
    ],
    name: 'GrantSuperseded',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
    ],
    name: 'Granted',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantorId', type: 'bytes32' },
      {
        components: [
          { internalType: 'uint8', name: 'kind', type: 'uint8' },
          { internalType: 'bytes', name: 'key', type: 'bytes' },
        ],
        indexed: false,
        internalType: 'struct Key',
        name: 'grantor',
        type: 'tuple',
      },
    ],
    name: 'GrantorRecorded',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { indexed: true, internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
      {
        components: [
          { internalType: 'uint8', name: 'kind', type: 'uint8' },
          { internalType: 'bytes', name: 'key', type: 'bytes' },
        ],
        indexed: false,
        internalType: 'struct Key',
        name: 'key',
        type: 'tuple',
      },
      { indexed: false, internalType: 'uint48', name: 'validUntil', type: 'uint48' },
    ],
    name: 'KeyAdded',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { indexed: true, internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
    ],
    name: 'KeyRevoked',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { indexed: true, internalType: 'bytes32', name: 'oldKeyId', type: 'bytes32' },
      { indexed: false, internalType: 'bytes32', name: 'newKeyId', type: 'bytes32' },
      { indexed: false, internalType: 'uint48', name: 'endsAt', type: 'uint48' },
    ],
    name: 'KeyRotated',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
      { indexed: false, internalType: 'uint256', name: 'nonce', type: 'uint256' },
    ],
    name: 'NonceCancelled',
    type: 'event',
  },
  {
    anonymous: false,
    inputs: [
      { indexed: true, internalType: 'address', name: 'account', type: 'address' },
      { indexed: true, internalType: 'bytes32', name: 'keeperId', type: 'bytes32' },
      { indexed: false, internalType: 'uint8', name: 'tier', type: 'uint8' },
      { indexed: false, internalType: 'uint48', name: 'validUntil', type: 'uint48' },
    ],
    name: 'TierPublished',
    type: 'event',
  },
  {
    inputs: [{ internalType: 'address', name: 'account', type: 'address' }],
    name: 'accountState',
    outputs: [
      { internalType: 'uint64', name: 'epoch', type: 'uint64' },
      { internalType: 'bool', name: 'installed', type: 'bool' },
      { internalType: 'bool', name: 'paused', type: 'bool' },
      { internalType: 'bytes32', name: 'grantorId', type: 'bytes32' },
      { internalType: 'address', name: 'adapter', type: 'address' },
    ],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'bytes', name: 'terms', type: 'bytes' },
      {
        components: [
          { internalType: 'uint8', name: 'kind', type: 'uint8' },
          { internalType: 'bytes', name: 'key', type: 'bytes' },
        ],
        internalType: 'struct Key',
        name: 'key',
        type: 'tuple',
      },
      { internalType: 'uint48', name: 'validUntil', type: 'uint48' },
    ],
    name: 'addKey',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
      { internalType: 'uint256', name: 'nonce', type: 'uint256' },
    ],
    name: 'cancelNonce',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [],
    name: 'eip712Domain',
    outputs: [
      { internalType: 'bytes1', name: 'fields', type: 'bytes1' },
      { internalType: 'string', name: 'name', type: 'string' },
      { internalType: 'string', name: 'version', type: 'string' },
      { internalType: 'uint256', name: 'chainId', type: 'uint256' },
      { internalType: 'address', name: 'verifyingContract', type: 'address' },
      { internalType: 'bytes32', name: 'salt', type: 'bytes32' },
      { internalType: 'uint256[]', name: 'extensions', type: 'uint256[]' },
    ],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'mode', type: 'bytes32' },
      { internalType: 'bytes', name: 'executionCalldata', type: 'bytes' },
      { internalType: 'bytes', name: 'use', type: 'bytes' },
    ],
    name: 'execute',
    outputs: [{ internalType: 'bytes[]', name: 'results', type: 'bytes[]' }],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'mode', type: 'bytes32' },
      { internalType: 'bytes', name: 'executionCalldata', type: 'bytes' },
      { internalType: 'bytes', name: 'use', type: 'bytes' },
      {
        components: [
          { internalType: 'uint256', name: 'nonce', type: 'uint256' },
          { internalType: 'uint48', name: 'validUntil', type: 'uint48' },
          { internalType: 'uint256', name: 'minimumGas', type: 'uint256' },
        ],
        internalType: 'struct ISessionModule.Relay',
        name: 'relay',
        type: 'tuple',
      },
    ],
    name: 'executeRelayed',
    outputs: [{ internalType: 'bytes[]', name: 'results', type: 'bytes[]' }],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { internalType: 'bytes', name: 'contents', type: 'bytes' },
    ],
    name: 'grant',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
    ],
    name: 'grantState',
    outputs: [
      {
        components: [
          { internalType: 'uint8', name: 'status', type: 'uint8' },
          { internalType: 'bool', name: 'paused', type: 'bool' },
          { internalType: 'bool', name: 'superseded', type: 'bool' },
          { internalType: 'uint8', name: 'keyCount', type: 'uint8' },
          { internalType: 'uint48', name: 'firstKeyEnd', type: 'uint48' },
          { internalType: 'uint32', name: 'rotationSequence', type: 'uint32' },
        ],
        internalType: 'struct ISessionModule.GrantView',
        name: '',
        type: 'tuple',
      },
    ],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { internalType: 'bytes', name: 'guards', type: 'bytes' },
    ],
    name: 'guardBegin',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { internalType: 'bytes', name: 'guards', type: 'bytes' },
    ],
    name: 'guardEnd',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [{ internalType: 'uint256', name: 'moduleTypeId', type: 'uint256' }],
    name: 'isModuleType',
    outputs: [{ internalType: 'bool', name: '', type: 'bool' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'sender', type: 'address' },
      { internalType: 'bytes32', name: 'hash', type: 'bytes32' },
      { internalType: 'bytes', name: 'signature', type: 'bytes' },
    ],
    name: 'isValidSignatureWithSender',
    outputs: [{ internalType: 'bytes4', name: '', type: 'bytes4' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
    ],
    name: 'keyState',
    outputs: [
      { internalType: 'uint8', name: 'status', type: 'uint8' },
      { internalType: 'uint48', name: 'validUntil', type: 'uint48' },
    ],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
      { internalType: 'uint256', name: 'nonceKey', type: 'uint256' },
    ],
    name: 'nonceState',
    outputs: [{ internalType: 'uint256', name: '', type: 'uint256' }],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [{ internalType: 'bytes', name: 'data', type: 'bytes' }],
    name: 'onInstall',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [{ internalType: 'bytes', name: 'data', type: 'bytes' }],
    name: 'onUninstall',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  { inputs: [], name: 'pauseAccount', outputs: [], stateMutability: 'nonpayable', type: 'function' },
  {
    inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }],
    name: 'pauseGrant',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes', name: 'terms', type: 'bytes' },
    ],
    name: 'pauseGrantAsKeeper',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'uint8', name: 'keeperKind', type: 'uint8' },
      { internalType: 'uint8', name: 'tier', type: 'uint8' },
      { internalType: 'uint48', name: 'validUntil', type: 'uint48' },
    ],
    name: 'publishTier',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'bytes[]', name: 'permissionContexts', type: 'bytes[]' },
      { internalType: 'bytes32[]', name: 'modes', type: 'bytes32[]' },
      { internalType: 'bytes[]', name: 'executionCallDatas', type: 'bytes[]' },
    ],
    name: 'redeemDelegations',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  { inputs: [], name: 'resumeAccount', outputs: [], stateMutability: 'nonpayable', type: 'function' },
  {
    inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }],
    name: 'resumeGrant',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  { inputs: [], name: 'revokeAll', outputs: [], stateMutability: 'nonpayable', type: 'function' },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'uint64', name: 'epoch', type: 'uint64' },
      {
        components: [
          {
            components: [
              { internalType: 'uint8', name: 'kind', type: 'uint8' },
              { internalType: 'bytes', name: 'key', type: 'bytes' },
            ],
            internalType: 'struct Key',
            name: 'grantor',
            type: 'tuple',
          },
          { internalType: 'bytes', name: 'signature', type: 'bytes' },
        ],
        internalType: 'struct ISessionModule.GrantorSignature',
        name: 'approval',
        type: 'tuple',
      },
    ],
    name: 'revokeAllBySignature',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [{ internalType: 'bytes32', name: 'grantId', type: 'bytes32' }],
    name: 'revokeGrant',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      {
        components: [
          {
            components: [
              { internalType: 'uint8', name: 'kind', type: 'uint8' },
              { internalType: 'bytes', name: 'key', type: 'bytes' },
            ],
            internalType: 'struct Key',
            name: 'grantor',
            type: 'tuple',
          },
          { internalType: 'bytes', name: 'signature', type: 'bytes' },
        ],
        internalType: 'struct ISessionModule.GrantorSignature',
        name: 'approval',
        type: 'tuple',
      },
    ],
    name: 'revokeGrantBySignature',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes', name: 'terms', type: 'bytes' },
      { internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
    ],
    name: 'revokeKey',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes', name: 'terms', type: 'bytes' },
      { internalType: 'bytes32', name: 'keyId', type: 'bytes32' },
      {
        components: [
          {
            components: [
              { internalType: 'uint8', name: 'kind', type: 'uint8' },
              { internalType: 'bytes', name: 'key', type: 'bytes' },
            ],
            internalType: 'struct Key',
            name: 'grantor',
            type: 'tuple',
          },
          { internalType: 'bytes', name: 'signature', type: 'bytes' },
        ],
        internalType: 'struct ISessionModule.GrantorSignature',
        name: 'approval',
        type: 'tuple',
      },
    ],
    name: 'revokeKeyBySignature',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes', name: 'terms', type: 'bytes' },
      {
        components: [
          { internalType: 'bytes32', name: 'oldKeyId', type: 'bytes32' },
          {
            components: [
              { internalType: 'uint8', name: 'kind', type: 'uint8' },
              { internalType: 'bytes', name: 'key', type: 'bytes' },
            ],
            internalType: 'struct Key',
            name: 'newKey',
            type: 'tuple',
          },
          { internalType: 'uint48', name: 'keyValidUntil', type: 'uint48' },
          { internalType: 'uint32', name: 'overlap', type: 'uint32' },
        ],
        internalType: 'struct ISessionModule.Rotation',
        name: 'rotation',
        type: 'tuple',
      },
    ],
    name: 'rotateKey',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes', name: 'terms', type: 'bytes' },
      {
        components: [
          { internalType: 'bytes32', name: 'oldKeyId', type: 'bytes32' },
          {
            components: [
              { internalType: 'uint8', name: 'kind', type: 'uint8' },
              { internalType: 'bytes', name: 'key', type: 'bytes' },
            ],
            internalType: 'struct Key',
            name: 'newKey',
            type: 'tuple',
          },
          { internalType: 'uint48', name: 'keyValidUntil', type: 'uint48' },
          { internalType: 'uint32', name: 'overlap', type: 'uint32' },
        ],
        internalType: 'struct ISessionModule.Rotation',
        name: 'rotation',
        type: 'tuple',
      },
      { internalType: 'uint32', name: 'sequence', type: 'uint32' },
      { internalType: 'uint48', name: 'validUntil', type: 'uint48' },
      { internalType: 'bytes', name: 'signature', type: 'bytes' },
    ],
    name: 'rotateKeyBySignature',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      {
        components: [
          { internalType: 'uint8', name: 'kind', type: 'uint8' },
          { internalType: 'bytes', name: 'key', type: 'bytes' },
        ],
        internalType: 'struct Key',
        name: 'grantor',
        type: 'tuple',
      },
    ],
    name: 'setGrantor',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'grantId', type: 'bytes32' },
      { internalType: 'uint16', name: 'limitId', type: 'uint16' },
    ],
    name: 'spent',
    outputs: [
      { internalType: 'uint128', name: 'amount', type: 'uint128' },
      { internalType: 'uint32', name: 'periodIndex', type: 'uint32' },
    ],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'bytes', name: 'terms', type: 'bytes' },
      { internalType: 'bytes', name: 'contents', type: 'bytes' },
    ],
    name: 'supersede',
    outputs: [],
    stateMutability: 'nonpayable',
    type: 'function',
  },
  {
    inputs: [
      { internalType: 'address', name: 'account', type: 'address' },
      { internalType: 'bytes32', name: 'keeperId', type: 'bytes32' },
    ],
    name: 'tierState',
    outputs: [
      { internalType: 'uint8', name: 'tier', type: 'uint8' },
      { internalType: 'uint48', name: 'validUntil', type: 'uint48' },
    ],
    stateMutability: 'view',
    type: 'function',
  },
  {
    inputs: [
      {
        components: [
          { internalType: 'address', name: 'sender', type: 'address' },
          { internalType: 'uint256', name: 'nonce', type: 'uint256' },
          { internalType: 'bytes', name: 'initCode', type: 'bytes' },
          { internalType: 'bytes', name: 'callData', type: 'bytes' },
          { internalType: 'bytes32', name: 'accountGasLimits', type: 'bytes32' },
          { internalType: 'uint256', name: 'preVerificationGas', type: 'uint256' },
          { internalType: 'bytes32', name: 'gasFees', type: 'bytes32' },
          { internalType: 'bytes', name: 'paymasterAndData', type: 'bytes' },
          { internalType: 'bytes', name: 'signature', type: 'bytes' },
        ],
        internalType: 'struct PackedUserOperation',
        name: 'userOp',
        type: 'tuple',
      },
      { internalType: 'bytes32', name: 'userOpHash', type: 'bytes32' },
    ],
    name: 'validateUserOp',
    outputs: [{ internalType: 'uint256', name: '', type: 'uint256' }],
    stateMutability: 'nonpayable',
    type: 'function',
  },
] as const satisfies Abi
