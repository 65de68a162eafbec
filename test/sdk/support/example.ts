import { erc20Abi } from 'viem'
import { ecdsaKey, fixedClock } from '../../../sdk/core/index.ts'
import {
  atMost,
  type DefineGrantParameters,
  equal,
  permission,
  tokenLimit,
} from '../../../sdk/onchain/grant/index.ts'

export const ACCOUNT = '0xaAaAaAaaAaAaAaaAaAAAAAAAAaaaAaAaAaaAaaAa'
export const MODULE = '0x4444444444444444444444444444444444444444'
export const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
export const PAYEE = '0x6666666666666666666666666666666666666666'
export const START = 1_800_000_000

/** A permission to pay one payee. */
export const pay = permission({
  abi: erc20Abi,
  target: USDC,
  functionName: 'transfer',
  where: { recipient: equal(PAYEE), amount: atMost(100_000_000n) },
  spends: { amount: 'usdc' },
})

/** A grant of one day that pays one payee. */
export const example: DefineGrantParameters = {
  account: ACCOUNT,
  module: MODULE,
  chainId: 1n,
  epoch: 3n,
  validAfter: START,
  validUntil: START + 86_399,
  sessionKey: ecdsaKey('0x7777777777777777777777777777777777777777'),
  permissions: [pay],
  limits: { usdc: tokenLimit({ token: USDC, amount: 500_000_000n }) },
  maximumFee: 'unlimited',
  salt: '0x00112233445566778899aabbccddeeff',
  clock: fixedClock(START),
}
