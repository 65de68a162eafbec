import { atMost, signInMessage, typedDataMessage } from '../../sdk/onchain/grant/index.ts'
import type { SignableMessage } from '../../sdk/onchain/message/index.ts'
import { ACCOUNT, CHAIN_ID, ROUTER } from './scene.ts'

const orderTypes = {
  Order: [
    { name: 'maker', type: 'address' },
    { name: 'amount', type: 'uint256' },
    { name: 'note', type: 'string' },
  ],
} as const
const bookDomain = { name: 'Order book', version: '2', chainId: Number(CHAIN_ID), verifyingContract: ROUTER }

/** Orders of an order book. */
export const orders = typedDataMessage({
  domain: bookDomain,
  types: orderTypes,
  primaryType: 'Order',
  receiver: 'maker',
  where: { amount: atMost(1_000n) },
  uncounted: true,
})
/** Texts that sign in to a site. */
export const signIn = signInMessage({ site: 'app.example.com', uncounted: true })

/** What a key signs under the last case's grant. */
export const SIGNABLES: readonly { readonly index: number; readonly message: SignableMessage }[] = [
  {
    index: 0,
    message: {
      ...{ domain: bookDomain, types: orderTypes, primaryType: 'Order' },
      message: { maker: ACCOUNT, amount: 5n, note: 'five' },
    },
  },
  {
    index: 1,
    message: [
      'app.example.com wants you to sign in with your Ethereum account:',
      ACCOUNT,
      '',
      'Welcome.',
      '',
      'URI: https://app.example.com',
      'Version: 1',
      `Chain ID: ${CHAIN_ID}`,
      'Nonce: 32891757',
      'Issued At: 2027-01-15T08:00:00Z',
    ].join('\n'),
  },
]
