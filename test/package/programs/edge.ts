import type { Grant } from 'latchkey'
import { createHolderClient, erc7579Account, type SignedUse } from 'latchkey/onchain/holder'
import { atMost, defineGrant, equal, hashGrant, permission, tokenLimit } from 'latchkey/onchain/owner'
import { mintSessionKey } from 'latchkey/signers'
import { type Address, defineChain, erc20Abi, http } from 'viem'
import { foundry } from 'viem/chains'

/** What the program is told of the chain that it runs on. */
export type EdgeSetting = {
  readonly rpcUrl: string
  readonly chainId: number
  readonly module: Address
  readonly account: Address
  readonly epoch: bigint
  readonly token: Address
  readonly payee: Address
  /** Unix seconds. */
  readonly now: number
}

/** A bot where there is only the web platform: it mints a key, defines a grant and, once that is given, signs a use of it. */
export async function startBot(given: EdgeSetting) {
  const { module, token, payee, now } = given
  const { signer } = await mintSessionKey()
  const { grant, grantId, annotations } = defineGrant({
    ...{ account: given.account, module, chainId: given.chainId, epoch: given.epoch, sessionKey: signer.key },
    ...{ validAfter: now - 60, validUntil: now + 3_600, maximumFee: 'unlimited' },
    permissions: [
      permission({
        ...{ abi: erc20Abi, target: token, functionName: 'transfer', spends: { amount: 'payments' } },
        where: { recipient: equal(payee), amount: atMost(5n) },
      }),
    ],
    limits: { payments: tokenLimit({ token, amount: 10n }) },
  })
  const bot = createHolderClient({
    ...{ chain: defineChain({ ...foundry, id: given.chainId }), transport: http(given.rpcUrl), module },
    ...{ grant, annotations, signer, account: erc7579Account({ address: given.account, entryPoint: '0.8' }) },
  })
  const calls = (amount: bigint) =>
    [{ to: token, abi: erc20Abi, functionName: 'transfer', args: [payee, amount] }] as const
  const sign = async (amount: bigint): Promise<SignedUse> =>
    bot.signUse(await bot.prepareUse({ calls: calls(amount), path: 'relayed' }))
  return { grant: grant satisfies Grant, grantId, hash: hashGrant(grant, module), sign }
}
