import { type BaseError, GrantEndedError } from 'latchkey'
import { createHolderClient, erc7579Account } from 'latchkey/onchain/holder'
import {
  atMost,
  createOwnerClient,
  defineGrant,
  describeGrant,
  equal,
  permission,
  tokenLimit,
} from 'latchkey/onchain/owner'
import { mintSessionKey } from 'latchkey/signers'
import { erc20Abi, formatUnits, parseUnits } from 'viem'
import type { Setting } from './setting.ts'

/** An owner lets a bot pay one payee, at most 50 a time and 100 in all, for a day; changes its key; and ends it. */
export async function quickStart({ connection, account, token, payee, fund, now, say }: Setting) {
  // The bot mints its key, and tells the owner `botKey.key`, which is public.
  const { signer: botKey } = await mintSessionKey()

  // The owner installs the module once. `grantor` is a key that may approve grants for the account off line.
  const { signer: grantor } = await mintSessionKey()
  const owner = createOwnerClient({ ...connection, account, grantor })
  const { epoch } = await owner.installModule({ grantor: grantor.key })

  // The owner says what the bot may do, reads it in plain words, and signs.
  const granted = defineGrant({
    ...{ account: account.address, module: connection.module, chainId: connection.chain.id, epoch },
    ...{ validAfter: (await now()) - 60, validUntil: (await now()) + 86_400, maximumFee: 'unlimited' },
    sessionKey: botKey.key,
    permissions: [
      permission({
        ...{ abi: erc20Abi, target: token, functionName: 'transfer', spends: { amount: 'payments' } },
        where: { recipient: equal(payee), amount: atMost(parseUnits('50', 6)) },
      }),
    ],
    limits: { payments: tokenLimit({ token, amount: parseUnits('100', 6) }) },
  })
  const names = {
    annotations: granted.annotations,
    tokens: [{ address: token, symbol: 'USDC', decimals: 6 }],
  }
  for (const line of describeGrant(granted.grant, granted.module, names)) say(line)
  const approval = await owner.signGrant({ grant: granted.grant })

  // The bot pays: through the bundler, where the account pays for gas, and by a transaction of its own key.
  const { grant, annotations } = granted
  const port = erc7579Account({ address: account.address, entryPoint: account.entryPoint.version })
  const bot = createHolderClient({
    ...connection,
    grant,
    annotations,
    approval,
    account: port,
    signer: botKey,
  })
  const pay = (amount: string) =>
    [{ to: token, abi: erc20Abi, functionName: 'transfer', args: [payee, parseUnits(amount, 6)] }] as const
  await bot.use({ calls: pay('40'), path: 'bundler' })
  await fund(botKey.address)
  await bot.use({ calls: pay('10'), path: 'direct' })

  // More than the grant allows is refused before anything is sent; the contract would refuse it too.
  const refused = await bot.use({ calls: pay('51') }).catch((error: BaseError) => error.shortMessage)
  say(`refused: ${refused}`)

  // A new key takes over what is left of the same grant.
  const { signer: nextKey } = await mintSessionKey()
  await owner.rotateKey({ grant, newKey: nextKey.key })
  const next = createHolderClient({ ...connection, grant, annotations, account: port, signer: nextKey })
  await next.use({ calls: pay('20'), path: 'bundler' })
  const [left] = await next.getRemaining({ grant, annotations })
  say(`left of ${left?.name ?? 'the limit'}: ${formatUnits(left?.remaining ?? 0n, 6)}`)

  // The owner ends it.
  await owner.revokeGrant({ grantId: granted.grantId })
  const after = await next.use({ calls: pay('1') }).catch((error: unknown) => error)
  if (!(after instanceof GrantEndedError)) throw new Error('A revoked grant was used.')
  return { refused, remaining: left?.remaining, after: after.name }
}
