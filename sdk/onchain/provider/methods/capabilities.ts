import { numberToHex } from 'viem'
import * as z from 'zod'
import type { HolderClient } from '../../clients/createHolderClient.ts'
import { describeGrant } from '../../grant/describe.ts'
import { checkSender } from '../checkSender.ts'
import { addressParameter, chainIdParameter, readParameters } from '../parameters.ts'
import type { Method } from '../providerContext.ts'

const capabilitiesParameters = z.union([
  z.tuple([addressParameter]),
  z.tuple([addressParameter, z.array(chainIdParameter).nullish()]),
])

/** What can be asked of `wallet_sendCalls`, chain by chain. Chains without a holder are left out. */
export const capabilitiesMethods: Readonly<Record<string, Method>> = {
  wallet_getCapabilities: async (context, params) => {
    const [account, chainIds] = readParameters(capabilitiesParameters, params)
    checkSender(context, account)
    const asked = chainIds ?? [...context.holders.keys()]
    return Object.fromEntries(
      asked.flatMap((chainId) => {
        const holder = context.holders.get(chainId)
        return holder ? [[numberToHex(chainId), capabilities(holder)]] : []
      }),
    )
  },
}

/** `latchkey` is our own: the grant in plain words, for an application that wants to show or to know what it may ask for. */
function capabilities({ grant, grantId, module, annotations }: HolderClient) {
  const { validAfter, validUntil } = grant
  const options = annotations ? { annotations } : {}
  return {
    atomic: { status: 'supported' },
    latchkey: {
      supported: true,
      ...{ grantId, module, validAfter, validUntil },
      terms: describeGrant(grant, module, options),
    },
  }
}
