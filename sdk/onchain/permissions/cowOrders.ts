import { type Address, type Hex, parseAbi, size, zeroAddress } from 'viem'
import { PermissionInvalidError } from '../../errors/permission.ts'
import { atLeast, atMost, equal } from '../grant/conditions.ts'
import { tokenLimit } from '../grant/limitDefinition.ts'
import { type MessageDefinition, typedDataMessage } from '../grant/messageDefinition.ts'
import { permission } from '../grant/permission.ts'
import { approval } from './internal/approval.ts'
import type { Preset } from './preset.ts'

/** An order of CoW Protocol (GPv2) as it is signed. */
export const cowOrderTypes = {
  Order: [
    { name: 'sellToken', type: 'address' },
    { name: 'buyToken', type: 'address' },
    { name: 'receiver', type: 'address' },
    { name: 'sellAmount', type: 'uint256' },
    { name: 'buyAmount', type: 'uint256' },
    { name: 'validTo', type: 'uint32' },
    { name: 'appData', type: 'bytes32' },
    { name: 'feeAmount', type: 'uint256' },
    { name: 'kind', type: 'string' },
    { name: 'partiallyFillable', type: 'bool' },
    { name: 'sellTokenBalance', type: 'string' },
    { name: 'buyTokenBalance', type: 'string' },
  ],
} as const

/** What {@link cowOrders} allows of the settlement contract by name. */
export const cowSettlementAbi = parseAbi(['function invalidateOrder(bytes orderUid)'])

/** The EIP-712 domain of the orders that a settlement contract takes. */
export function cowDomain(parameters: { settlement: Address; chainId: bigint | number }) {
  const { settlement: verifyingContract, chainId } = parameters
  return { name: 'Gnosis Protocol', version: 'v2', chainId: BigInt(chainId), verifyingContract } as const
}

/** What {@link cowOrders} takes. */
export type CowOrdersParameters = {
  /** GPv2Settlement: the orders are for it alone. */
  settlement: Address
  /** GPv2VaultRelayer, as the settlement's `vaultRelayer()` names it: it alone may draw the token to sell. */
  vaultRelayer: Address
  /** The chain that the orders are for. */
  chainId: bigint | number
  sellToken: Address
  /** Most that one order sells, in the smallest unit, inclusive; the fee it may ask for comes on top. */
  maxSellAmount: bigint
  /** Most that all approvals of the relayer add up to, in the smallest unit, inclusive: see {@link cowOrders}. */
  limit: bigint
  /**
   * Tokens to buy, and the least that every order must ask for of each, in its smallest unit, inclusive. Without one the whole limit can be
   * sold for nothing: `'any'` has to be asked for, and needs access level `full`.
   */
  buy: readonly { token: Address; minAmount: bigint | 'any' }[]
  /** Last second that an order may be valid, inclusive, unix seconds below 2³². */
  validUntil: number
  /** The hash of the order's metadata, or `'any'` by name: metadata may ask for a partner's fee and for hooks, within the prices here. */
  appData: Hex | 'any'
  /** Sell exactly, buy exactly, or either. */
  kind: 'sell' | 'buy' | 'any'
  /**
   * How an order names the account as its receiver: by its address (the default), or by address zero, which the settlement contract
   * takes for the order's owner, which is the account too. Either way nobody else is paid.
   */
  receiver?: 'account' | 'zero' | 'either'
  /** Most fee that an order may ask for on top, in the token to sell, inclusive. Zero, the default, is what the order book takes today. */
  maxFeeAmount?: bigint
  /** Lets the holder invalidate orders of the account on chain, also those that somebody else signed for it. False by default. */
  cancellation?: boolean
  /** Name of the limit. */
  limitName?: string
}

/**
 * Orders of CoW Protocol that sell one token for one of others, signed through ERC-1271 and paid out to the account itself, and the
 * approvals of the relayer that they need. Orders are filled whole, from and to plain token balances.
 *
 * Signing counts towards no limit, and whoever signs twice sells twice: what bounds the sum is the approvals, which are counted.
 * The holder approves what its orders need, never more than `maxSellAmount` and the fee at once, and all its approvals together no more
 * than `limit`. **An approval that the account has given the relayer otherwise is not bounded by this**: take it back before granting.
 *
 * The price floor is `minAmount` for `maxSellAmount`: an order may sell that much for that little, and a smaller one asks for more per
 * token. At worst the holder sells the limit at that price, to whoever fills it. Orders stop being good with the key or the grant.
 * @throws PermissionInvalidError for an amount that bounds nothing and was not asked for by name, or a part that is none.
 */
export function cowOrders(parameters: CowOrdersParameters): Preset {
  check(parameters)
  const { settlement, vaultRelayer, sellToken, maxSellAmount, limit } = parameters
  const { receiver = 'account', maxFeeAmount = 0n, cancellation = false, limitName = 'orders' } = parameters
  const receivers = receiver === 'either' ? (['account', 'zero'] as const) : [receiver]
  const approvals = approval({
    ...{ token: sellToken, spender: vaultRelayer, limitName },
    maxAmount: maxSellAmount + maxFeeAmount,
  })
  const invalidation = () =>
    permission({ abi: cowSettlementAbi, target: settlement, functionName: 'invalidateOrder' })
  return {
    // Sold for nothing is given away.
    accessLevel: parameters.buy.some(({ minAmount }) => minAmount === 'any') ? 'full' : 'trade',
    permissions: [approvals, ...(cancellation ? [invalidation()] : [])],
    limits: { [limitName]: tokenLimit({ token: sellToken, amount: limit }) },
    messages: parameters.buy.flatMap((bought) => receivers.map((to) => order(parameters, bought, to))),
  }
}

function order(
  parameters: CowOrdersParameters,
  bought: CowOrdersParameters['buy'][number],
  receiver: 'account' | 'zero',
): MessageDefinition {
  const { sellToken, maxSellAmount, maxFeeAmount = 0n, validUntil, appData, kind } = parameters
  return typedDataMessage({
    ...{ domain: cowDomain(parameters), types: cowOrderTypes, primaryType: 'Order', uncounted: true },
    receiver: receiver === 'account' ? 'receiver' : 'unpinned',
    where: {
      sellToken: equal(sellToken),
      buyToken: equal(bought.token),
      sellAmount: atMost(maxSellAmount),
      feeAmount: atMost(maxFeeAmount),
      validTo: atMost(validUntil),
      partiallyFillable: equal(false),
      sellTokenBalance: equal('erc20'),
      buyTokenBalance: equal('erc20'),
      ...(receiver === 'zero' ? { receiver: equal(zeroAddress) } : {}),
      ...(bought.minAmount === 'any' ? {} : { buyAmount: atLeast(bought.minAmount) }),
      ...(appData === 'any' ? {} : { appData: equal(appData) }),
      ...(kind === 'any' ? {} : { kind: equal(kind) }),
    },
  })
}

function check({ buy, validUntil, appData }: CowOrdersParameters): void {
  const refuse = (reason: string): Error => new PermissionInvalidError({ permission: 'CoW orders', reason })
  if (buy.length === 0) throw refuse('name the tokens to buy.')
  if (buy.some(({ minAmount }) => minAmount !== 'any' && minAmount <= 0n)) {
    throw refuse("minAmount of 0 bounds nothing: ask for 'any' by name.")
  }
  if (!Number.isInteger(validUntil) || validUntil <= 0 || validUntil >= 2 ** 32) {
    throw refuse('validUntil is whole unix seconds, above 0 and below 2^32.')
  }
  if (appData !== 'any' && size(appData) !== 32) throw refuse("appData is 32 bytes, or 'any' by name.")
}
