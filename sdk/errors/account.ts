import type { Address } from 'viem'
import { BaseError } from './base.ts'

/** The account runs a hook around the operations of the module, in a way that a session key cannot serve. */
export class AccountHookError extends BaseError {
  override readonly name = 'AccountHookError'
  readonly hook: Address

  constructor(parameters: { hook: Address; account?: Address | undefined }) {
    const { hook, account } = parameters
    super(`${account ?? 'The account'} would run hook ${hook} around operations of the session module.`, {
      docsPath: '/docs/errors.md#account-hook',
      metaMessages: [
        'It then wants operations wrapped in executeUserOp, which a session key never uses.',
        'Take the direct path, which needs no bundler, or install the module without a hook.',
      ],
    })
    this.hook = hook
  }
}

/** The account is of another make or version than the adapter knows. */
export class AccountUnsupportedError extends BaseError {
  override readonly name = 'AccountUnsupportedError'
  /** What the account calls itself (ERC-7579 `accountId`); undefined when it does not say. */
  readonly accountId: string | undefined

  constructor(parameters: { account: Address; accountId: string | undefined; known: readonly string[] }) {
    const { account, accountId, known } = parameters
    super(`${account} calls itself ${accountId ? `"${accountId}"` : 'nothing'}, not ${known.join(' or ')}.`, {
      docsPath: '/docs/errors.md#account-unsupported',
      metaMessages: ['Take the adapter of that account, or describe it. Nothing was sent.'],
    })
    this.accountId = accountId
  }
}

/** Another adapter was named than the one that the account trusts. */
export class AdapterMismatchError extends BaseError {
  override readonly name = 'AdapterMismatchError'
  readonly adapter: Address
  readonly asked: Address

  constructor(parameters: { adapter: Address; asked: Address }) {
    const { adapter, asked } = parameters
    super(
      `The account trusts its adapter ${adapter}, so no other address than that can be put out of reach.`,
      {
        docsPath: '/docs/errors.md#adapter-mismatch',
        metaMessages: [`Asked for: ${asked}`],
      },
    )
    this.adapter = adapter
    this.asked = asked
  }
}

/** The module is installed, but does not know the one more address that no use of the account may ever call. */
export class AdapterUnrecordedError extends BaseError {
  override readonly name = 'AdapterUnrecordedError'
  readonly adapter: Address
  /** Undefined when none is recorded. */
  readonly recorded: Address | undefined

  constructor(parameters: { adapter: Address; recorded: Address | undefined }) {
    const { adapter, recorded } = parameters
    super(
      `The module is installed without ${adapter} being out of reach: it has recorded ${recorded ?? 'no adapter'}.`,
      {
        docsPath: '/docs/errors.md#adapter-unrecorded',
        metaMessages: ['Uninstall the module and install it again: that records it, and ends every grant.'],
      },
    )
    this.adapter = adapter
    this.recorded = recorded
  }
}

/** The ERC-7484 registry that the account asks does not vouch for the module. */
export class AttestationMissingError extends BaseError {
  override readonly name = 'AttestationMissingError'
  readonly registry: Address
  readonly module: Address
  /** ERC-7579 module type. */
  readonly type: bigint
  /** Whom the account trusts, as far as the registry tells. */
  readonly attesters: readonly Address[] | undefined

  constructor(parameters: {
    registry: Address
    module: Address
    type: bigint
    attesters: readonly Address[] | undefined
    reason?: string | undefined
    cause?: unknown
  }) {
    const { registry, module, type, attesters, reason, cause } = parameters
    const kind = type === 1n ? 'a validator' : type === 2n ? 'an executor' : `type ${type}`
    super(`The registry ${registry} does not vouch for ${module} as ${kind}${reason ? `: ${reason}` : ''}.`, {
      docsPath: '/docs/errors.md#attestation-missing',
      cause,
      metaMessages: [`Attesters that the account trusts: ${attesterText(attesters)}`],
    })
    this.registry = registry
    this.module = module
    this.type = type
    this.attesters = attesters
  }
}

function attesterText(attesters: readonly Address[] | undefined): string {
  if (!attesters) return 'the registry does not tell'
  return attesters.length === 0 ? 'none' : attesters.join(', ')
}
