import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  pad,
  parseAbi,
} from 'viem'
import { toPackedUserOperation, type UserOperation } from 'viem/account-abstraction'
import { describe, expect, it } from 'vitest'
import { encodeExecute } from '../../sdk/onchain/accounts/encodeExecution.ts'
import { readAccountCall, readExecution } from '../../sdk/onchain/explain/readExecution.ts'
import { readOperation } from '../../sdk/onchain/explain/readOperation.ts'

const ONE: Address = '0x1111111111111111111111111111111111111111'
const TWO: Address = '0x2222222222222222222222222222222222222222'
const calls = [
  { to: ONE, value: 1n, data: '0x12345678' },
  { to: TWO, value: 0n, data: '0x' },
] as const
const mode = (type: Hex, exec: Hex = '0x00') => pad(concatHex([type, exec]), { size: 32, dir: 'right' })
const abi = parseAbi([
  'function execute(address target, uint256 value, bytes data)',
  'function executeBatch((address target, uint256 value, bytes data)[] calls)',
  'function executeBatch(address[] targets, bytes[] datas)',
  'function executeBatch(address[] targets, uint256[] values, bytes[] datas)',
])

describe('the calls of an account', () => {
  it('are read as ERC-7579 has them, one or several', () => {
    for (const some of [calls.slice(0, 1), calls]) {
      expect(readAccountCall(encodeExecute(some))).toMatchObject({
        calls: some,
        problem: undefined,
        tries: false,
      })
    }
  })

  it('are read, and refused, in modes that no session key may use', () => {
    const batch = [calls.map(({ to, value, data }) => ({ target: to, value, callData: data }))] as const
    const type = {
      type: 'tuple[]',
      components: [
        { type: 'address', name: 'target' },
        { type: 'uint256', name: 'value' },
        { type: 'bytes', name: 'callData' },
      ],
    } as const
    const tried = readExecution(mode('0x01', '0x01'), encodeAbiParameters([type], batch))
    expect(tried).toMatchObject({ tries: true, calls, problem: { name: 'ExecutionModeUnsupportedError' } })
    const delegated = readExecution(mode('0xff'), concatHex([ONE, '0x1234']))
    expect(delegated).toMatchObject({
      delegates: true,
      calls: [{ to: ONE, value: 0n, data: '0x1234' }],
      problem: { name: 'ExecutionModeUnsupportedError' },
    })
    expect(readExecution(mode('0x01'), encodeAbiParameters([type], [[]]))).toMatchObject({
      problem: { name: 'ExecutionEmptyError' },
    })
    for (const [type, data] of [
      ['0x00', '0x1234'],
      ['0x01', '0x1234'],
      ['0xfe', '0x1234'],
    ] as const) {
      expect(readExecution(mode(type), data)).toMatchObject({
        calls: [],
        problem: { name: 'ExecutionMalformedError' },
      })
    }
  })

  it('are read, and refused, from functions of other standards', () => {
    const forms: readonly [Hex, readonly object[]][] = [
      [
        encodeFunctionData({ abi, functionName: 'execute', args: [ONE, 1n, '0x12345678'] }),
        calls.slice(0, 1),
      ],
      [
        encodeFunctionData({
          abi,
          functionName: 'executeBatch',
          args: [
            [ONE, TWO],
            [1n, 0n],
            ['0x12345678', '0x'],
          ],
        }),
        calls,
      ],
      [
        encodeFunctionData({
          abi,
          functionName: 'executeBatch',
          args: [
            [ONE, TWO],
            ['0x12345678', '0x'],
          ],
        }),
        calls.map((call) => ({ ...call, value: 0n })),
      ],
      [
        encodeFunctionData({
          abi,
          functionName: 'executeBatch',
          args: [calls.map(({ to, ...call }) => ({ target: to, ...call }))],
        }),
        calls,
      ],
      [concatHex(['0x8dd7712f', encodeExecute(calls)]), calls],
    ]
    for (const [data, expected] of forms) {
      expect(readAccountCall(data)).toMatchObject({
        calls: expected,
        problem: { name: 'ExecutionFunctionUnsupportedError', selector: data.slice(0, 10) },
      })
    }
    for (const data of ['0x', '0x12', '0x12345678', '0x8dd7712f'] as const)
      expect(readAccountCall(data)).toBeUndefined()
  })
})

describe('an operation', () => {
  const operation: UserOperation = {
    ...{ sender: ONE, nonce: 7n, callData: '0x', signature: '0x' },
    ...{ callGasLimit: 1n, verificationGasLimit: 2n, preVerificationGas: 3n },
    ...{ maxFeePerGas: 4n, maxPriorityFeePerGas: 5n },
    ...{ factory: TWO, factoryData: '0xabcd' },
    ...{
      paymaster: TWO,
      paymasterVerificationGasLimit: 6n,
      paymasterPostOpGasLimit: 7n,
      paymasterData: '0xef',
    },
  }

  it('says the same packed and not, factory and paymaster included', () => {
    const { shape: _one, ...plain } = readOperation(operation)
    const { shape: _other, ...packed } = readOperation(toPackedUserOperation(operation))
    expect(packed).toEqual(plain)
    expect(plain).toMatchObject({
      factory: TWO,
      factoryData: '0xabcd',
      paymaster: TWO,
      paymasterData: '0xef',
    })
  })

  it('of v0.6 has a paymaster without gas limits', () => {
    const { factory, factoryData, paymaster, paymasterData, ...rest } = operation
    const oldest = {
      ...rest,
      initCode: concatHex([TWO, '0xabcd']),
      paymasterAndData: concatHex([TWO, '0xef']),
    }
    expect(readOperation(oldest)).toMatchObject({
      ...{ shape: 'v0.6', factory: TWO, factoryData: '0xabcd' },
      ...{ paymaster: TWO, paymasterVerificationGasLimit: 0n, paymasterData: '0xef' },
    })
    expect([factory, factoryData, paymaster, paymasterData]).not.toContain(undefined)
  })

  it('of an EIP-7702 account has a marker for a factory, bare or padded', () => {
    const packed = toPackedUserOperation({ ...operation, factory: undefined, factoryData: undefined })
    for (const initCode of ['0x7702', pad('0x7702', { size: 20, dir: 'right' })]) {
      expect(readOperation({ ...packed, initCode })).toMatchObject({ factory: '0x7702', factoryData: '0x' })
    }
    expect(readOperation({ ...packed, initCode: '0x' }).factory).toBeUndefined()
  })

  it('with nulls, as some bundlers answer, has neither', () => {
    const nothing = { factory: null, factoryData: null, paymaster: null, paymasterData: null }
    expect(readOperation({ ...operation, ...nothing })).toMatchObject({
      factory: undefined,
      paymaster: undefined,
    })
  })
})
