import { createHolderClient, erc7579Account } from 'latchkey/onchain/holder'
import {
  atMost,
  createOwnerClient,
  defineGrant,
  erc20Transfer,
  signInMessage,
  typedDataMessage,
} from 'latchkey/onchain/owner'
import { mintSessionKey } from 'latchkey/signers'
import { parseUnits } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import type { Setting } from './setting.ts'

const SITE = 'book.example'

const types = {
  Order: [
    { name: 'maker', type: 'address' },
    { name: 'sell', type: 'address' },
    { name: 'amount', type: 'uint256' },
  ],
} as const

/** A bot signs orders of an off-chain order book, and signs in to it, in the account's name. Nothing is sent to the chain. */
export async function signMessages({ connection, account, token, payee, now, say }: Setting) {
  const { chain, module } = connection
  const { signer: botKey } = await mintSessionKey()
  const owner = createOwnerClient({ ...connection, account })
  const { epoch } = await owner.installModule()

  // Orders of this book only, which pay out to the account and sell at most 25 units. The grant has a limit too, for payments:
  // messages count towards none, which has to be said by name.
  const domain = { name: 'Order Book', version: '1', chainId: chain.id, verifyingContract: token } as const
  const payments = erc20Transfer({
    ...{ token, recipients: [payee], maxPerCall: parseUnits('5', 6), limit: parseUnits('10', 6) },
    limitName: 'payments',
  })
  const { grant, grantId } = defineGrant({
    ...{ account: account.address, module, chainId: chain.id, epoch, sessionKey: botKey.key },
    ...{ validAfter: (await now()) - 60, validUntil: (await now()) + 3_600, maximumFee: 'unlimited' },
    ...payments,
    messages: [
      typedDataMessage({
        ...{ domain, types, primaryType: 'Order', receiver: 'maker', uncounted: true },
        where: { amount: atMost(parseUnits('25', 6)) },
      }),
      signInMessage({ site: SITE, uncounted: true }),
    ],
  })
  await owner.grant({ grant })

  const port = erc7579Account({ address: account.address, entryPoint: account.entryPoint.version })
  const bot = createHolderClient({ ...connection, grant, account: port, signer: botKey })
  const order = (amount: string) => ({
    ...{ domain, types, primaryType: 'Order' as const },
    message: { maker: account.address, sell: token, amount: parseUnits(amount, 6) },
  })
  const signed = await bot.signMessage({ message: order('25') })
  const refused = await bot.signMessage({ message: order('26') }).catch((error: Error) => error.name)
  say(`an order of 26: ${refused}`)

  const text = createSiweMessage({
    ...{ address: account.address, chainId: chain.id, domain: SITE, uri: `https://${SITE}/`, version: '1' },
    ...{ nonce: 'abcdefgh12345678', issuedAt: new Date((await now()) * 1_000) },
  })
  const signIn = await bot.signMessage({ message: text })

  // As the order book asks, by ERC-1271; the hash is that of EIP-712, or of EIP-191 for a text.
  const valid = {
    order: await owner.isValidMessage({ hash: signed.hash, signature: signed.signature }),
    signIn: await owner.isValidMessage({ hash: signIn.hash, signature: signIn.signature }),
  }
  await owner.revokeGrant({ grantId })
  const validAfterwards = await owner.isValidMessage({ hash: signed.hash, signature: signed.signature })
  return { refused, valid, validAfterwards }
}
