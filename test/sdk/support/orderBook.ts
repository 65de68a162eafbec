import {
  atMost,
  type DefineGrantParameters,
  defineGrant,
  equal,
  type MessageDefinition,
  signInMessage,
  typedDataMessage,
} from '../../../sdk/onchain/grant/index.ts'
import { ACCOUNT, example, PAYEE, USDC } from './example.ts'

export const domain = { name: 'Book', version: '1', chainId: 1, verifyingContract: PAYEE } as const
export const types = {
  Order: [
    { name: 'maker', type: 'address' },
    { name: 'receiver', type: 'address' },
    { name: 'amount', type: 'uint256' },
    { name: 'note', type: 'string' },
    { name: 'legs', type: 'Leg[]' },
    { name: 'data', type: 'bytes' },
    { name: 'fees', type: 'int64[2]' },
  ],
  Leg: [
    { name: 'token', type: 'address' },
    { name: 'amount', type: 'uint256' },
  ],
} as const
export const value = {
  ...{ maker: ACCOUNT, receiver: ACCOUNT, amount: 5n, note: 'hello', data: '0x1234', fees: [-1n, 2n] },
  legs: [
    { token: USDC, amount: 1n },
    { token: PAYEE, amount: 2n },
  ],
} as const
export const order = { domain, types, primaryType: 'Order', message: value } as const

export const book = (more: object = {}): MessageDefinition =>
  typedDataMessage({
    ...{ domain, types, primaryType: 'Order', receiver: 'receiver', uncounted: true },
    where: { amount: atMost(10n), note: equal('hello') },
    ...more,
  })
export const site = signInMessage({ site: 'app.example.com', uncounted: true })
export const define = (messages: readonly MessageDefinition[], change: Partial<DefineGrantParameters> = {}) =>
  defineGrant({ ...example, messages, ...change })

export const signInText = (lines: readonly string[] = []) =>
  [
    'app.example.com wants you to sign in with your Ethereum account:',
    ACCOUNT,
    ...['', 'Hello.', '', 'URI: https://app.example.com', 'Version: 1', 'Chain ID: 1', 'Nonce: 32891756'],
    ...lines,
  ].join('\n')
