import { Tier } from 'latchkey'
import { createHolderClient, erc7579Account } from 'latchkey/onchain/holder'
import { createKeeperClient } from 'latchkey/onchain/keeper'
import { createOwnerClient, defineGrant, nativeLimit, transferPermission } from 'latchkey/onchain/owner'
import { createRelayerClient } from 'latchkey/onchain/relayer'
import { createRotatorClient } from 'latchkey/onchain/rotator'
import { mintSessionKey } from 'latchkey/signers'
import { parseEther } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import type { Setting } from './setting.ts'

/** Who else may act on a grant, and how little: a relayer carries, a rotator changes keys, a keeper tightens. */
export async function delegates({ connection, account, payee, fund, now, say }: Setting) {
  const [{ signer: botKey }, { signer: newKey }] = [await mintSessionKey(), await mintSessionKey()]
  const { signer: rotatorKey } = await mintSessionKey()
  const { signer: keeperKey } = await mintSessionKey()
  const carrier = privateKeyToAccount(generatePrivateKey())
  for (const { address } of [rotatorKey, keeperKey, carrier]) await fund(address)

  const owner = createOwnerClient({ ...connection, account })
  const { epoch } = await owner.installModule()
  const { grant, annotations } = defineGrant({
    ...{ account: account.address, module: connection.module, chainId: connection.chain.id, epoch },
    ...{ validAfter: (await now()) - 60, validUntil: (await now()) + 3_600, maximumFee: 'unlimited' },
    ...{ sessionKey: botKey.key, rotator: rotatorKey.key, keyLifetime: 3_600, keeper: keeperKey.key },
    permissions: [
      transferPermission({ target: payee, maxValue: parseEther('1'), spendsValue: 'ether', worstTier: 'B' }),
    ],
    limits: { ether: nativeLimit({ amount: parseEther('2') }) },
  })
  await owner.grant({ grant })

  // The keeper says how dangerous things are; this permission goes in A and B only, and not before anything was said.
  const keeper = createKeeperClient({ ...connection, signer: keeperKey })
  const tell = async (tier: Tier) =>
    keeper.publishTier({ account: account.address, tier, validUntil: (await now()) + 600 })
  await tell(Tier.A)

  // The bot signs; the relayer pays for gas and carries.
  const relayer = createRelayerClient({ ...connection, sender: carrier })
  const port = erc7579Account({ address: account.address, entryPoint: account.entryPoint.version })
  const holder = (signer: typeof botKey) =>
    createHolderClient({
      ...{ ...connection, grant, annotations, account: port, signer },
      relayer: (relayed, context) => relayer.carryUse({ relayed, context }),
    })
  const calls = [{ to: payee, value: parseEther('0.1') }]
  await holder(botKey).use({ calls, path: 'relayed' })

  // The rotator replaces the key, and can do nothing else.
  const rotator = createRotatorClient({ ...connection, signer: rotatorKey })
  await rotator.rotateKey({ grant, oldKey: botKey.key, newKey: newKey.key })
  await holder(newKey).use({ calls, path: 'relayed' })

  await tell(Tier.C)
  const refused = await holder(newKey)
    .use({ calls, path: 'relayed' })
    .catch((error: Error) => error.name)
  say(`in tier C: ${refused}`)
  const [left] = await owner.getRemaining({ grant, annotations })
  return { refused, remaining: left?.remaining }
}
