import { type Address, isAddressEqual } from 'viem'
import { PROVIDER_CODE, ProviderRpcError } from '../../errors/provider.ts'
import type { ProviderContext } from './providerContext.ts'

/**
 * Refuses what needs an account while none is shown, and what is about another one.
 * @param from The only account when left out.
 * @throws ProviderRpcError with 4100.
 */
export function checkSender({ account, state }: ProviderContext, from: Address | undefined): void {
  const code = PROVIDER_CODE.unauthorized
  if (state.status === 'hidden') {
    throw new ProviderRpcError({
      code,
      reason: 'No account is connected. Ask for eth_requestAccounts first.',
    })
  }
  if (from !== undefined && !isAddressEqual(from, account)) {
    throw new ProviderRpcError({ code, reason: `The session key acts for ${account}, not for ${from}.` })
  }
}
