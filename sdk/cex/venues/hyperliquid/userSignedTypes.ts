/** A field of a message: its name and its type in Solidity. */
export type MessageField = readonly [
  name: string,
  type: 'string' | 'address' | 'bool' | 'uint32' | 'uint64' | 'bytes',
]

/** What a user-signed action is signed as: the name after `HyperliquidTransaction:`, and what follows `hyperliquidChain`. */
export type UserSignedType = { readonly primaryType: string; readonly fields: readonly MessageField[] }

/**
 * The actions of Hyperliquid that are signed field by field, so that a wallet can show them: whoever signs one acts with full
 * authority. https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint.
 */
export const USER_SIGNED_TYPES: ReadonlyMap<string, UserSignedType> = new Map<string, UserSignedType>([
  [
    'usdSend',
    {
      primaryType: 'UsdSend',
      fields: [
        ['destination', 'string'],
        ['amount', 'string'],
        ['time', 'uint64'],
      ],
    },
  ],
  [
    'withdraw3',
    {
      primaryType: 'Withdraw',
      fields: [
        ['destination', 'string'],
        ['amount', 'string'],
        ['time', 'uint64'],
      ],
    },
  ],
  [
    'spotSend',
    {
      primaryType: 'SpotSend',
      fields: [
        ['destination', 'string'],
        ['token', 'string'],
        ['amount', 'string'],
        ['time', 'uint64'],
      ],
    },
  ],
  [
    'usdClassTransfer',
    {
      primaryType: 'UsdClassTransfer',
      fields: [
        ['amount', 'string'],
        ['toPerp', 'bool'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'sendAsset',
    {
      primaryType: 'SendAsset',
      fields: [
        ['destination', 'string'],
        ['sourceDex', 'string'],
        ['destinationDex', 'string'],
        ['token', 'string'],
        ['amount', 'string'],
        ['fromSubAccount', 'string'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'sendToEvmWithData',
    {
      primaryType: 'SendToEvmWithData',
      fields: [
        ['token', 'string'],
        ['amount', 'string'],
        ['sourceDex', 'string'],
        ['destinationRecipient', 'string'],
        ['addressEncoding', 'string'],
        ['destinationChainId', 'uint32'],
        ['gasLimit', 'uint64'],
        ['data', 'bytes'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'approveAgent',
    {
      primaryType: 'ApproveAgent',
      fields: [
        ['agentAddress', 'address'],
        ['agentName', 'string'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'approveBuilderFee',
    {
      primaryType: 'ApproveBuilderFee',
      fields: [
        ['maxFeeRate', 'string'],
        ['builder', 'address'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'tokenDelegate',
    {
      primaryType: 'TokenDelegate',
      fields: [
        ['validator', 'address'],
        ['wei', 'uint64'],
        ['isUndelegate', 'bool'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'cDeposit',
    {
      primaryType: 'CDeposit',
      fields: [
        ['wei', 'uint64'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'cWithdraw',
    {
      primaryType: 'CWithdraw',
      fields: [
        ['wei', 'uint64'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'convertToMultiSigUser',
    {
      primaryType: 'ConvertToMultiSigUser',
      fields: [
        ['signers', 'string'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'userDexAbstraction',
    {
      primaryType: 'UserDexAbstraction',
      fields: [
        ['user', 'address'],
        ['enabled', 'bool'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'userSetAbstraction',
    {
      primaryType: 'UserSetAbstraction',
      fields: [
        ['user', 'address'],
        ['abstraction', 'string'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'userPortfolioMargin',
    {
      primaryType: 'UserPortfolioMargin',
      fields: [
        ['user', 'address'],
        ['enabled', 'bool'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'linkStakingUser',
    {
      primaryType: 'LinkStakingUser',
      fields: [
        ['user', 'address'],
        ['isFinalize', 'bool'],
        ['nonce', 'uint64'],
      ],
    },
  ],
  [
    'stakingLinkDisableTradingUser',
    {
      primaryType: 'StakingLinkDisableTradingUser',
      fields: [
        ['tradingUser', 'address'],
        ['nonce', 'uint64'],
      ],
    },
  ],
])
