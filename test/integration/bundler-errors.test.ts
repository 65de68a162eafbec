import { inspect } from 'node:util'
import { type Address, encodeErrorResult, type Hex, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { BUNDLER_CODES } from '../../sdk/onchain/errors/bundlerCodes.ts'
import { toLatchkeyError } from '../../sdk/onchain/errors/toLatchkeyError.ts'

const wrapperAbi = parseAbi(['error PostOpReverted(bytes returnData)'])
const commonAbi = parseAbi([
  'error Error(string reason)',
  'error Panic(uint256 code)',
  'error InvalidExecutor()',
])
const account: Address = '0x1111111111111111111111111111111111111111'
const id: Hex = `0x${'5c'.repeat(32)}`

describe('bundlers and nodes', () => {
  const cases: readonly [message: string, more: object, expected: object][] = [
    [
      'AA25 invalid account nonce: User operation already present in mempool, bump the gas price by minimum 10%',
      { code: -32602 },
      { name: 'ReplacementUnderpricedError' },
    ],
    [
      'AA25 invalid account nonce: User operation already present in mempool',
      { code: -32602 },
      { name: 'AlreadyPendingError' },
    ],
    [
      'AA25 invalid account nonce: Another UserOperation with same sender and nonce is already being processed.',
      { code: -32602 },
      { name: 'AlreadyPendingError' },
    ],
    ['replacement fee too low', { code: -32602 }, { name: 'ReplacementUnderpricedError' }],
    ['replacement transaction underpriced', { code: -32000 }, { name: 'ReplacementUnderpricedError' }],
    ['already known', { code: -32000 }, { name: 'AlreadyPendingError' }],
    ['maxFeePerGas must be at least 7 (current maxFeePerGas: 1)', {}, { name: 'FeeTooLowError' }],
    ['preVerificationGas is not enough, required: 9, got: 1', {}, { name: 'FeeTooLowError' }],
    [
      'max number of operations for the same unstaked sender reached',
      { code: -32504 },
      { name: 'MempoolLimitReachedError' },
    ],
    ['UREP-010: 4 operations of the sender', { code: -32505 }, { name: 'MempoolLimitReachedError' }],
    [
      'account 0x12 is throttled by the pimlico',
      { code: -32504 },
      { name: 'ReputationInsufficientError', rule: 'GREP-020' },
    ],
    [
      'account uses banned opcode: TIMESTAMP',
      { code: -32502 },
      { name: 'ValidationRuleBrokenError', rule: 'OP-011', entity: 'account' },
    ],
    [
      'EntryPoint 0x12 not supported, supported EntryPoints: 0x34',
      { code: -32602 },
      { name: 'EntryPointUnsupportedError' },
    ],
    ['Method not supported: eth_x', { code: -32601 }, { name: 'MethodUnsupportedError' }],
    ['insufficient funds for gas * price + value', {}, { name: 'SenderFundsInsufficientError' }],
    ['nonce too low: next nonce 5, tx nonce 4', {}, { name: 'TransactionNonceInvalidError' }],
    ['Too Many Requests', { status: 429 }, { name: 'RateLimitedError', waitSeconds: undefined }],
    [
      'Too Many Requests',
      { status: 429, headers: new Headers({ 'retry-after': '30' }) },
      { name: 'RateLimitedError', waitSeconds: 30 },
    ],
    ['limit exceeded', { code: -32005 }, { name: 'RateLimitedError' }],
    ['something else', { code: -32501 }, { name: 'BundlerRefusedError', code: -32501 }],
    ['something else', { code: -32000 }, { name: 'RequestFailedError' }],
  ]
  test.for(cases)('%s', ([message, more, expected]) => {
    expect(toLatchkeyError(Object.assign(new Error(message), more))).toMatchObject(expected)
  })

  test.for(Object.keys(BUNDLER_CODES))('code %s carries its meaning and what to do', (text) => {
    const code = Number(text)
    const error = toLatchkeyError(Object.assign(new Error('no words'), { code }))
    if (error.name === 'BundlerRefusedError') {
      const { meaning, advice } = BUNDLER_CODES[code] ?? {}
      expect(error).toMatchObject({ code, metaMessages: [meaning, advice] })
    } else {
      expect(['MethodUnsupportedError', 'RateLimitedError']).toContain(error.name)
    }
  })

  test('no text of theirs brings a signature along', () => {
    const signature = `0x${'ab'.repeat(65)}`
    for (const text of [
      'replacement fee too low',
      'AA25 invalid account nonce',
      'account uses banned opcode: GAS',
    ]) {
      const error = toLatchkeyError(Object.assign(new Error(`${text}: ${signature}`), { code: -32500 }))
      expect(error.message).toContain('[65 bytes]')
      expect(inspect(error, { depth: 9 })).not.toContain('abab')
    }
  })

  test('a contract that talks like a bundler is a contract', () => {
    const data = encodeErrorResult({
      abi: commonAbi,
      errorName: 'Error',
      args: ['payee is banned: already known'],
    })
    expect(toLatchkeyError(Object.assign(new Error('execution reverted'), { code: 3, data }))).toMatchObject({
      name: 'CallRevertedError',
      reason: 'payee is banned: already known',
    })
  })
})

describe('what calls revert with', () => {
  const own = parseAbi(['error OrderUnknown(bytes32 id, uint256 size)'])
  const cases: readonly [string, Hex, object][] = [
    [
      "the call's own ABI",
      encodeErrorResult({ abi: own, errorName: 'OrderUnknown', args: [id, 7n] }),
      { reason: `OrderUnknown(${id}, 7)`, errorName: 'OrderUnknown' },
    ],
    [
      'Error(string)',
      encodeErrorResult({ abi: commonAbi, errorName: 'Error', args: ['too late'] }),
      { reason: 'too late', errorName: 'Error' },
    ],
    [
      'Panic(uint256)',
      encodeErrorResult({ abi: commonAbi, errorName: 'Panic', args: [0x12n] }),
      { reason: 'Panic(0x12): division or remainder by zero', errorName: 'Panic' },
    ],
    [
      'an error of the account, with what to do',
      encodeErrorResult({ abi: commonAbi, errorName: 'InvalidExecutor' }),
      {
        reason: 'InvalidExecutor()',
        metaMessages: [
          'The account does not have the module installed as executor: the owner has to install it.',
        ],
      },
    ],
    [
      'PostOpReverted around it',
      encodeErrorResult({
        abi: wrapperAbi,
        errorName: 'PostOpReverted',
        args: [encodeErrorResult({ abi: commonAbi, errorName: 'Error', args: ['no tokens'] })],
      }),
      { reason: 'no tokens' },
    ],
    ['an error that no ABI has', '0x12345678', { reason: 'an error with selector 0x12345678' }],
  ]
  test.for(cases)('%s', ([, data, expected]) => {
    const calls = [{ to: account, abi: own }]
    const error = toLatchkeyError({ message: 'execution reverted', data }, { calls })
    expect(error).toMatchObject({ name: 'CallRevertedError', ...expected })
  })
})
