import type { Abi, Address } from 'viem'
import type { Grant } from '../../core/grant.ts'
import type { Token } from '../../core/token.ts'
import type { Annotations } from '../grant/annotations.ts'

/** What makes an explanation say more. None of it decides anything. */
export type ExplainOptions = {
  /** ABIs of the contracts that are called; without an address for whatever has such a function. */
  readonly abis?: readonly { readonly abi: Abi; readonly address?: Address | undefined }[] | undefined
  /** Grants whose contents the caller has, as `parseGrantFile` returns them. */
  readonly grants?:
    | readonly { readonly grant: Grant; readonly annotations?: Annotations | undefined }[]
    | undefined
  /** How tokens are shown. */
  readonly tokens?: readonly Token[] | undefined
}
