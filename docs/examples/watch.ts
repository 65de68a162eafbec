import { createHolderClient, erc7579Account } from 'latchkey/onchain/holder'
import { createOwnerClient, defineGrant, erc20Transfer } from 'latchkey/onchain/owner'
import { createModuleClient } from 'latchkey/onchain/relayer'
import { mintSessionKey } from 'latchkey/signers'
import { erc20Abi, formatUnits, parseUnits } from 'viem'
import type { Setting } from './setting.ts'

/** Anybody sees from chain data alone what an account has granted and what is left of it; the owner ends all of it at once. */
export async function watch({ connection, account, token, payee, now, say }: Setting) {
  const { signer: botKey } = await mintSessionKey()
  const owner = createOwnerClient({ ...connection, account })
  const { epoch } = await owner.installModule()
  const payments = erc20Transfer({
    ...{ token, recipients: [payee], maxPerCall: parseUnits('5', 6), limit: parseUnits('10', 6) },
    limitName: 'payments',
  })
  const { grant, annotations } = defineGrant({
    ...{ account: account.address, module: connection.module, chainId: connection.chain.id, epoch },
    ...{ validAfter: (await now()) - 60, validUntil: (await now()) + 3_600, maximumFee: 'unlimited' },
    ...{ sessionKey: botKey.key, ...payments },
  })
  await owner.grant({ grant })
  const port = erc7579Account({ address: account.address, entryPoint: account.entryPoint.version })
  const bot = createHolderClient({ ...connection, grant, annotations, account: port, signer: botKey })
  const args = [payee, parseUnits('3', 6)] as const
  await bot.use({ calls: [{ to: token, abi: erc20Abi, functionName: 'transfer', args }] })

  const watcher = createModuleClient(connection)
  const before = await watcher.listGrants({ account: account.address })
  const spent = before.grants
    .flatMap((one) => (one.contents === 'known' ? one.limits : []))
    .map((limit) => {
      const line = `${formatUnits(limit.remaining, 6)} of ${formatUnits(limit.amount, 6)} left`
      say(line)
      return line
    })

  await owner.revokeAll()
  const after = await watcher.listGrants({ account: account.address })
  return { spent, holds: after.grants.map((one) => one.holds) }
}
