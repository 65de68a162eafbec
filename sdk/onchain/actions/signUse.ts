import { concatHex, type Hash } from 'viem'
import type { UserOperation } from 'viem/account-abstraction'
import type { BaseError } from '../../errors/base.ts'
import { signWith } from '../clients/grantor.ts'
import type { HolderClientBase } from '../clients/holderClientBase.ts'
import type { RelayedUse } from '../clients/relayedUse.ts'
import type { ErrorContext } from '../errors/errorContext.ts'
import { relayedUse, userOperationUse } from '../messages.ts'
import type { PreparedUse } from './prepareUse.ts'

/** A signed use. */
export type SignedUse =
  | {
      readonly path: 'bundler'
      readonly userOperation: UserOperation
      readonly userOpHash: Hash
      readonly context: ErrorContext
    }
  /** Signed as a transaction when it is sent. */
  | Extract<PreparedUse, { path: 'direct' }>
  | { readonly path: 'relayed'; readonly relayed: RelayedUse; readonly context: ErrorContext }

export type SignUseParameters = PreparedUse

export type SignUseReturnType = SignedUse

export type SignUseErrorType = BaseError

/** Signs a prepared use with the session key. On the direct path the transaction itself is the signature. */
export async function signUse(client: HolderClientBase, use: SignUseParameters): Promise<SignUseReturnType> {
  const { signer, module, chain } = client
  if (use.path === 'direct') return use
  if (use.path === 'bundler') {
    const { userOpHash, useHash, userOperation, context } = use
    const signature = await signWith(signer, userOperationUse(module, { userOpHash, useHash }))
    const signed = { ...userOperation, signature: concatHex([use.use, signature]) }
    return { path: 'bundler', userOperation: signed, userOpHash, context }
  }
  const { account, mode, executionCalldata, relay, useHash, context } = use
  const common = { account, mode, executionCalldata }
  const message = { ...common, ...relay, chainId: BigInt(chain.id), useHash }
  const signature = await signWith(signer, relayedUse(module, message))
  const relayed = { ...common, chainId: chain.id, relay, use: concatHex([use.use, signature]) }
  return { path: 'relayed', relayed, context }
}
