import { type Abi, erc20Abi, parseAbi } from 'viem'
import { describe, expect, it } from 'vitest'
import {
  ArgumentUnknownError,
  ArgumentUnsupportedError,
  ConditionInvalidError,
  FunctionUnknownError,
} from '../../sdk/errors/index.ts'
import {
  atMost,
  equal,
  greater,
  isAccount,
  less,
  mask,
  notEqual,
  oneOf,
  permission,
  range,
} from '../../sdk/onchain/grant/index.ts'

const target = '0x5555555555555555555555555555555555555555'
const OTHER = '0x6666666666666666666666666666666666666666'

const abi = parseAbi([
  'struct Inner { uint8 level; bool fast; }',
  'struct Order { address maker; uint24 fee; int256 price; bytes4 id; Inner inner; }',
  'struct Loose { address maker; bytes data; }',
  'function order(Order order, uint256 amount) payable',
  'function loose(Loose order, uint256 amount)',
  'function dump(bytes data, uint256[] amounts, string text, uint256[2] pair, uint256 last)',
  'function overloaded(address to)',
  'function overloaded(address to, uint256 amount)',
  'function tuples((address to, uint256 amount) pay, bytes data)',
  'function tuples(uint256 amount)',
  'function unnamed(address, uint256)',
  'function peek() view returns (uint256)',
])

// The assertions that matter are the compiler's: an expected error that does not come is an error of `tsc`.
describe('permission, by type', () => {
  it('knows the functions that change state', () => {
    permission({ abi: erc20Abi, target, functionName: 'transfer' })
    // @ts-expect-error no such function
    expect(() => permission({ abi: erc20Abi, target, functionName: 'send' })).toThrow(FunctionUnknownError)
    // @ts-expect-error a view function has nothing to grant
    expect(() => permission({ abi, target, functionName: 'peek' })).toThrow(FunctionUnknownError)
  })

  it('wants overloaded functions by their signature', () => {
    permission({ abi, target, functionName: 'overloaded(address)', where: { to: equal(OTHER) } })
    permission({ abi, target, functionName: 'overloaded(address,uint256)', where: { amount: atMost(1n) } })
    permission({ abi, target, functionName: 'tuples((address,uint256),bytes)' })
    permission({ abi, target, functionName: 'order((address,uint24,int256,bytes4,(uint8,bool)),uint256)' })
    // @ts-expect-error ambiguous
    expect(() => permission({ abi, target, functionName: 'overloaded' })).toThrow(FunctionUnknownError)
    const missing = () =>
      // @ts-expect-error the other overload has the amount
      permission({ abi, target, functionName: 'overloaded(address)', where: { amount: atMost(1n) } })
    expect(missing).toThrow(ArgumentUnknownError)
  })

  it('knows the arguments', () => {
    const functionName = 'transfer'
    permission({
      abi: erc20Abi,
      target,
      functionName,
      where: { recipient: equal(OTHER) },
      spends: { amount: 'usdc' },
    })
    // @ts-expect-error `to` is not the name in this ABI
    expect(() => permission({ abi: erc20Abi, target, functionName, where: { to: equal(OTHER) } })).toThrow(
      ArgumentUnknownError,
    )
    // @ts-expect-error `value` is not the name in this ABI
    expect(() => permission({ abi: erc20Abi, target, functionName, spends: { value: 'usdc' } })).toThrow(
      ArgumentUnknownError,
    )
    permission({ abi, target, functionName: 'unnamed', where: { 0: equal(OTHER), 1: atMost(5n) } })
    // @ts-expect-error there is no third argument
    expect(() => permission({ abi, target, functionName: 'unnamed', where: { 2: atMost(5n) } })).toThrow(
      ArgumentUnknownError,
    )
  })

  it('knows the fields of static tuples', () => {
    permission({
      abi,
      target,
      functionName: 'order',
      where: {
        order: {
          maker: isAccount(),
          fee: oneOf([500, 3000]),
          price: [greater(-5n), less(5n)],
          id: mask('0xffff0000', '0x12340000'),
          inner: { level: range(1, 3), fast: notEqual(true) },
        },
      },
      spends: { order: { fee: 'fees' }, amount: 'usdc' },
    })
    // @ts-expect-error the field belongs inside `order`
    expect(() => permission({ abi, target, functionName: 'order', where: { maker: isAccount() } })).toThrow(
      ArgumentUnknownError,
    )
    const wrongField = () =>
      // @ts-expect-error no such field
      permission({ abi, target, functionName: 'order', where: { order: { taker: isAccount() } } })
    expect(wrongField).toThrow(ArgumentUnknownError)
    // @ts-expect-error a whole tuple is not one word
    expect(() => permission({ abi, target, functionName: 'order', where: { order: equal(1n) } })).toThrow()
  })

  it('knows the types of values', () => {
    const functionName = 'transfer'
    const common = { abi: erc20Abi, target, functionName } as const
    // @ts-expect-error an address has no order
    expect(() => permission({ ...common, where: { recipient: atMost(1n) } })).toThrow(ConditionInvalidError)
    // @ts-expect-error an amount is no account
    expect(() => permission({ ...common, where: { amount: isAccount() } })).toThrow(ConditionInvalidError)
    // @ts-expect-error text is no amount
    expect(() => permission({ ...common, where: { amount: equal('1') } })).toThrow(ConditionInvalidError)
    // @ts-expect-error one of the values is no address
    expect(() => permission({ ...common, where: { recipient: oneOf([OTHER, 5n]) } })).toThrow(
      ConditionInvalidError,
    )
    // @ts-expect-error a spend names a limit
    expect(() => permission({ ...common, spends: { amount: 5n } })).toThrow(ArgumentUnsupportedError)
    // @ts-expect-error an address is no amount
    expect(() => permission({ ...common, spends: { recipient: 'usdc' } })).toThrow(ArgumentUnsupportedError)
  })

  it('knows paths into arrays, bytes and dynamic tuples', () => {
    const dump = { abi, target, functionName: 'dump' } as const
    permission({
      ...dump,
      where: {
        data: equal('0x1234'),
        'data[0]': mask(`0x${'ff'.repeat(32)}`, `0x${'11'.repeat(32)}`),
        'data.length': atMost(64),
        'amounts.length': range(1, 3),
        'amounts[*]': atMost(5n),
        'amounts[0]': greater(0n),
        text: equal('a'),
        'pair[1]': less(2n),
        'pair[*]': notEqual(1n),
        last: equal(1n),
      },
      spends: { 'amounts[*]': 'usdc', 'pair[0]': 'usdc', last: 'usdc' },
    })
    const loose = { abi, target, functionName: 'loose' } as const
    permission({ ...loose, where: { order: { maker: isAccount(), 'data.length': equal(0) } } })
    permission({
      ...loose,
      where: { 'order.maker': isAccount(), 'order.data[1]': equal(`0x${'00'.repeat(32)}`) },
    })
    // @ts-expect-error no such member
    expect(() => permission({ ...loose, where: { 'order.taker': isAccount() } })).toThrow(
      ArgumentUnknownError,
    )
    // @ts-expect-error elements are numbers
    expect(() => permission({ ...dump, where: { 'amounts[*]': isAccount() } })).toThrow(ConditionInvalidError)
    // @ts-expect-error a length is a number
    expect(() => permission({ ...dump, where: { 'data.length': equal('0x') } })).toThrow(
      ConditionInvalidError,
    )
    // @ts-expect-error an amount has no length
    expect(() => permission({ ...dump, where: { 'last.length': equal(1) } })).toThrow(
      ArgumentUnsupportedError,
    )
    // @ts-expect-error bytes are no amount
    expect(() => permission({ ...dump, spends: { 'data[0]': 'usdc' } })).toThrow(ArgumentUnsupportedError)
  })

  it('refuses what conditions cannot compare', () => {
    const dump = { abi, target, functionName: 'dump' } as const
    // @ts-expect-error an array is not one value
    expect(() => permission({ ...dump, where: { amounts: equal([1n]) } })).toThrow(ArgumentUnsupportedError)
    // @ts-expect-error an array is not one value
    expect(() => permission({ ...dump, where: { pair: equal([1n, 2n]) } })).toThrow(ArgumentUnsupportedError)
    // @ts-expect-error an array is not one value
    expect(() => permission({ ...dump, spends: { pair: 'usdc' } })).toThrow(ArgumentUnsupportedError)
    expect(() => permission({ ...dump, where: { data: notEqual('0x') } })).toThrow(ConditionInvalidError)
    expect(() => permission({ ...dump, where: { data: equal('0x1') } })).toThrow(ConditionInvalidError)
    const missing = () => permission({ ...dump, where: { 'pair[2]': equal(1n) } })
    expect(missing).toThrow(ArgumentUnsupportedError)
    const every = () => permission({ ...dump, where: { 'data[*]': equal(`0x${'00'.repeat(32)}`) } } as never)
    expect(every).toThrow(ArgumentUnsupportedError)
    const unreadable = () => permission({ ...dump, where: { 'amounts[': equal(1n) } } as never)
    expect(unreadable).toThrow(ArgumentUnknownError)
  })

  it('still works when the ABI is known only at run time, with names checked then', () => {
    const unknown: Abi = erc20Abi
    permission({ abi: unknown, target, functionName: 'transfer', where: { amount: atMost(1n) } })
    expect(() =>
      permission({ abi: unknown, target, functionName: 'transfer', where: { value: atMost(1n) } }),
    ).toThrow(ArgumentUnknownError)
  })
})
