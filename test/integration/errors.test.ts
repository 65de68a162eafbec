import { type Address, encodeErrorResult, type Hex, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { BaseError } from '../../sdk/errors/base.ts'
import { sessionModuleAbi } from '../../sdk/onchain/abis/sessionModule.ts'
import { ENTRY_POINT_CODES } from '../../sdk/onchain/errors/entryPointCodes.ts'
import { MODULE_ERRORS } from '../../sdk/onchain/errors/moduleError.ts'
import { redact } from '../../sdk/onchain/errors/redact.ts'
import { toLatchkeyError } from '../../sdk/onchain/errors/toLatchkeyError.ts'

const customErrors = sessionModuleAbi.filter((item) => item.type === 'error')
/** Errors of a library that the module inherits. */
const FOREIGN = ['ReentrancyGuardReentrantCall']
const VALUES: Record<string, unknown> = {
  address: '0x00000000000000000000000000000000000000ab',
  bytes32: `0x${'5c'.repeat(32)}`,
  bytes4: '0xa9059cbb',
  uint64: 7n,
  uint256: 7n,
}
const wrapperAbi = parseAbi([
  'error FailedOpWithRevert(uint256 opIndex, string reason, bytes inner)',
  'error FailedOp(uint256 opIndex, string reason)',
  'error DelegateAndRevert(bool success, bytes ret)',
  'error PostOpReverted(bytes returnData)',
  'error InvalidBeneficiary(address beneficiary)',
  'error InternalFunction()',
  'error InvalidPaymaster(address paymaster)',
])
const commonAbi = parseAbi([
  'error Error(string reason)',
  'error Panic(uint256 code)',
  'error InvalidExecutor()',
  'error InvalidModule(address module)',
])
const account: Address = '0x1111111111111111111111111111111111111111'

const limitExceeded = encodeErrorResult({
  abi: sessionModuleAbi,
  errorName: 'LimitExceeded',
  args: [3n, 50n, 20n],
})
const failedOp = encodeErrorResult({
  abi: wrapperAbi,
  errorName: 'FailedOpWithRevert',
  args: [0n, 'AA23 reverted', limitExceeded],
})
const simulated = encodeErrorResult({
  abi: wrapperAbi,
  errorName: 'DelegateAndRevert',
  args: [false, failedOp],
})

describe('every custom error of the module', () => {
  test('has a typed error', () => {
    const names = customErrors.map(({ name }) => name).filter((name) => !FOREIGN.includes(name))
    expect(Object.keys(MODULE_ERRORS).sort()).toEqual([...new Set(names)].sort())
  })

  test.for(
    customErrors
      .filter(({ name }) => !FOREIGN.includes(name))
      .map(({ name, inputs }) => [name, inputs] as const),
  )('%s', ([name, inputs]) => {
    const args = inputs.map(({ type }) => VALUES[type])
    const data = encodeErrorResult({ abi: sessionModuleAbi, errorName: name, args } as never)
    const error = toLatchkeyError({ message: 'execution reverted', data })
    expect(error).toBeInstanceOf(BaseError)
    expect(error.name).toBe(name === 'PermissionNotGranted' ? 'PermissionProofInvalidError' : `${name}Error`)
    expect(error.docsPath).toMatch(/^\/docs\/errors\.md#[a-z0-9-]+$/)
  })
})

describe('a refusal is found wherever it is', () => {
  const rpc = (error: { message?: string; data?: unknown }) =>
    Object.assign(new Error(error.message ?? 'failed'), error)
  const cases: readonly [string, unknown][] = [
    ['bare revert data', { data: limitExceeded }],
    ['data in an object', rpc({ data: { revertData: limitExceeded } })],
    [
      'data in a message',
      rpc({ message: `UserOperation reverted with reason: AA23 reverted ${limitExceeded}` }),
    ],
    ['FailedOpWithRevert', rpc({ data: failedOp })],
    ['DelegateAndRevert around FailedOpWithRevert', rpc({ message: `reverted ${simulated}` })],
    [
      'a cause of a cause',
      new Error('outer', { cause: new Error('middle', { cause: rpc({ data: failedOp }) }) }),
    ],
  ]
  test.for(cases)('%s', ([, thrown]) => {
    expect(toLatchkeyError(thrown)).toMatchObject({
      name: 'LimitExceededError',
      limitId: 3,
      requested: 50n,
      remaining: 20n,
    })
  })

  test.for([
    ['AA21 did not pay prefund', 'AccountFundsInsufficientError'],
    ['AA24 signature error', 'KeySignatureInvalidError'],
    ['AA25 invalid account nonce', 'OperationNonceInvalidError'],
    ['AA23 reverted', 'OperationRefusedError'],
    ['AA22 expired or not due', 'OperationRefusedError'],
    ['AA26 over verificationGasLimit', 'OperationGasInsufficientError'],
    ['AA40 over verificationGasLimit', 'OperationGasInsufficientError'],
    ['AA51 prefund below actualGasCost', 'OperationGasInsufficientError'],
    ['AA95 out of gas', 'OperationGasInsufficientError'],
    ['AA10 sender already constructed', 'DeploymentFailedError'],
    ['AA13 initCode failed or OOG', 'DeploymentFailedError'],
    ['AA20 account not deployed', 'OperationRefusedError'],
    ['AA31 paymaster deposit too low', 'PaymasterFundsInsufficientError'],
    ['AA33 reverted', 'PaymasterRefusedError'],
    ['AA34 signature error', 'PaymasterRefusedError'],
    ['AA50 postOp revert', 'PaymasterRefusedError'],
    ['AA90 invalid beneficiary', 'OperationRefusedError'],
    ['AA77 of an EntryPoint to come', 'OperationRefusedError'],
  ] as const)('%s', ([reason, name]) => {
    const data = encodeErrorResult({ abi: wrapperAbi, errorName: 'FailedOp', args: [0n, reason] })
    expect(toLatchkeyError(rpc({ data }))).toMatchObject({ name })
    expect(toLatchkeyError(rpc({ message: `reverted with reason: ${reason}` }))).toMatchObject({ name })
  })

  test.for(Object.entries(ENTRY_POINT_CODES))('%s carries its meaning and what to do', ([code, known]) => {
    const data = encodeErrorResult({
      abi: wrapperAbi,
      errorName: 'FailedOp',
      args: [0n, `${code} something`],
    })
    const error = toLatchkeyError(rpc({ data }))
    expect(error).toBeInstanceOf(BaseError)
    if ('code' in error) {
      expect(error).toMatchObject({ code, metaMessages: [known.meaning, known.advice] })
    } else {
      expect(['AA21', 'AA24']).toContain(code)
    }
  })

  test.for([
    ['InvalidBeneficiary', 'AA90'],
    ['InternalFunction', 'AA92'],
    ['InvalidPaymaster', 'AA98'],
  ] as const)('EntryPoint v0.9 says %s for %s', ([errorName, code]) => {
    const args = errorName === 'InternalFunction' ? [] : [VALUES['address']]
    const data = encodeErrorResult({ abi: wrapperAbi, errorName, args } as never)
    expect(toLatchkeyError(rpc({ data }))).toMatchObject({ code })
  })

  test('an account that reverts in validation says why', () => {
    const inner = encodeErrorResult({ abi: commonAbi, errorName: 'InvalidModule', args: [account] })
    const data = encodeErrorResult({
      abi: wrapperAbi,
      errorName: 'FailedOpWithRevert',
      args: [0n, 'AA23 reverted', inner],
    })
    expect(toLatchkeyError(rpc({ data }))).toMatchObject({
      name: 'OperationRefusedError',
      code: 'AA23',
      shortMessage: `The operation was refused: AA23 reverted: InvalidModule(${account}).`,
    })
    const outOfGas = encodeErrorResult({
      abi: wrapperAbi,
      errorName: 'FailedOpWithRevert',
      args: [
        0n,
        'AA33 reverted',
        encodeErrorResult({ abi: commonAbi, errorName: 'Error', args: ['no balance'] }),
      ],
    })
    expect(toLatchkeyError(rpc({ data: outOfGas }))).toMatchObject({
      name: 'PaymasterRefusedError',
      shortMessage: 'The paymaster does not take the operation: AA33 reverted: no balance.',
    })
  })

  test('an account without code is named when it is known', () => {
    const error = rpc({ message: 'UserOperation reverted with reason: AA20 account not deployed' })
    expect(toLatchkeyError(error, { account })).toMatchObject({ name: 'AccountWithoutCodeError', account })
  })

  test('what is none of it says so', () => {
    expect(toLatchkeyError(new Error('socket hang up'))).toMatchObject({
      name: 'RequestFailedError',
      shortMessage: 'The request failed: socket hang up',
    })
    expect(toLatchkeyError('text')).toMatchObject({ name: 'RequestFailedError' })
    expect(toLatchkeyError(undefined)).toMatchObject({ name: 'RequestFailedError' })
  })

  test('an error of the SDK stays itself', () => {
    const error = toLatchkeyError({ data: limitExceeded })
    expect(toLatchkeyError(error)).toBe(error)
    expect(toLatchkeyError(new Error('wrapped', { cause: error }))).toBe(error)
  })
})

test('bytes that could be a signature are taken out', () => {
  const signature: Hex = `0x${'ab'.repeat(65)}`
  expect(redact(`signature ${signature}, account 0x${'11'.repeat(20)}`)).toBe(
    `signature [65 bytes], account 0x${'11'.repeat(20)}`,
  )
})
