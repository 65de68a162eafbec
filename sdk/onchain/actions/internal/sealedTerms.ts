import type { Hex } from 'viem'
import type { Grant } from '../../../core/grant.ts'
import type { ModuleClient } from '../../clients/moduleClient.ts'
import { encodeSealedTerms } from '../../grant/encodeTerms.ts'

/** The terms of a grant with both roots, as key management takes them on the client's chain. */
export function sealedTerms({ chain }: Pick<ModuleClient, 'chain'>, grant: Grant): Hex {
  return encodeSealedTerms(grant, chain.id)
}
