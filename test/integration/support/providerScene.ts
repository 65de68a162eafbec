import { type Address, erc20Abi, type Hex, maxUint256, parseEther } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import type { OwnerAccountPort } from '../../../sdk/onchain/accounts/index.ts'
import type { HolderClient, HolderClientConfig } from '../../../sdk/onchain/clients/createHolderClient.ts'
import { atMost, equal } from '../../../sdk/onchain/grant/conditions.ts'
import { nativeLimit, tokenLimit } from '../../../sdk/onchain/grant/limitDefinition.ts'
import { signInMessage, typedDataMessage } from '../../../sdk/onchain/grant/messageDefinition.ts'
import { permission, transferPermission } from '../../../sdk/onchain/grant/permission.ts'
import { UNIT, type World } from './world.ts'

const SITE = 'book.example'

/** An order book off chain, whose orders the account stands by. */
const BOOK: Address = '0x00000000000000000000000000000000000b00c5'

export const ORDER_TYPES = {
  Asset: [
    { name: 'token', type: 'address' },
    { name: 'amount', type: 'uint256' },
  ],
  Order: [
    { name: 'receiver', type: 'address' },
    { name: 'sell', type: 'Asset' },
    { name: 'fees', type: 'uint256[]' },
    { name: 'memo', type: 'string' },
    { name: 'validTo', type: 'uint32' },
  ],
} as const

/** An account with a grant, and a holder of it. */
export type ProviderScene = {
  readonly account: OwnerAccountPort
  readonly holder: HolderClient
  /** The same holder with other parts. */
  holderWith(more: Partial<HolderClientConfig>): HolderClient
  /** An order that the grant allows, with other members. */
  order(more?: object): ReturnType<typeof orderOf>
  /** A sign-in text for the account, with other parts. */
  signIn(more?: Partial<Parameters<typeof createSiweMessage>[0]>): string
}

const bookDomain = (chainId: number) =>
  ({ name: 'Order Book', version: '2', chainId, verifyingContract: BOOK }) as const

function orderOf(chainId: number, receiver: Address, token: Address, more: object) {
  return {
    ...{ domain: bookDomain(chainId), types: ORDER_TYPES, primaryType: 'Order' as const },
    message: {
      ...{ receiver, sell: { token, amount: 5n * UNIT }, fees: [1n, 2n] as const },
      ...{ memo: 'as agreed', validTo: 1_000_000, ...more },
    },
  }
}

/**
 * A grant on an account of its own: token transfers of at most 50 to the payee, 100 in all; ether of at most 1 to the payee; taking
 * tokens from the payee; orders of the book for the account; signing in to the site.
 */
export async function startProviderScene(world: World, account: OwnerAccountPort): Promise<ProviderScene> {
  const { token, payee, stack } = world
  const chainId = stack.chain.id
  const owner = world.owner(account, { grantor: await world.signer() })
  const { epoch } = await owner.installModule()
  const key = await world.signer()
  const defined = await world.define(account, epoch, {
    sessionKey: key.key,
    permissions: [
      permission({
        ...{ abi: erc20Abi, target: token, functionName: 'transfer' },
        where: { recipient: equal(payee), amount: atMost(50n * UNIT) },
        spends: { amount: 'dollars' },
      }),
      transferPermission({ target: payee, maxValue: parseEther('1'), spendsValue: 'ether' }),
      permission({
        ...{ abi: erc20Abi, target: token, functionName: 'transferFrom' },
        where: { sender: equal(payee), recipient: equal(account.address), amount: atMost(UNIT) },
      }),
    ],
    limits: {
      dollars: tokenLimit({ token, amount: 100n * UNIT }),
      ether: nativeLimit({ amount: parseEther('1.5') }),
    },
    messages: [
      typedDataMessage({
        ...{ domain: bookDomain(chainId), types: ORDER_TYPES, primaryType: 'Order' as const },
        ...{ receiver: 'receiver', where: { validTo: atMost(2_000_000n) }, uncounted: true },
      }),
      signInMessage({ site: SITE, uncounted: true }),
    ],
  })
  await owner.grant({ grant: defined.grant })
  const holderWith: ProviderScene['holderWith'] = (more) =>
    world.holder(defined, account, { signer: key, ...more })
  return {
    ...{ account, holder: holderWith({}), holderWith },
    order: (more = {}) => orderOf(chainId, account.address, token, more),
    signIn: (more = {}) =>
      createSiweMessage({
        ...{ address: account.address, chainId, domain: SITE, nonce: 'abcdefgh12345678' },
        ...{ uri: `https://${SITE}/`, version: '1', issuedAt: new Date(0), ...more },
      }),
  }
}

/** The payee lets the account take its tokens, or no longer, ahead of whatever waits for the next block. */
export async function payeeApproves({ stack, token }: World, spender: Address, amount = maxUint256) {
  const [, , , payee] = stack.accounts
  if (!payee) throw new Error('unreachable: there are ten accounts')
  const hash: Hex = await stack.walletClient.writeContract({
    ...{ account: payee, address: token, abi: erc20Abi, functionName: 'approve', args: [spender, amount] },
    ...{ maxPriorityFeePerGas: 100n * 10n ** 9n, maxFeePerGas: 1_000n * 10n ** 9n, gas: 100_000n },
  })
  return hash
}
