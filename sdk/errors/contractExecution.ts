import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'

/** An operation of one account was handed to the module by another. */
export class AccountMismatchError extends BaseError {
  override readonly name = 'AccountMismatchError'
  readonly sender: Address
  readonly caller: Address

  constructor(parameters: { sender: Address; caller: Address }) {
    const { sender, caller } = parameters
    super(`The operation is of account ${sender}, but came from ${caller}.`, {
      docsPath: '/docs/errors.md#account-mismatch',
      metaMessages: ['Send the operation from the account that it names as its sender.'],
    })
    this.sender = sender
    this.caller = caller
  }
}

/** The account is not deployed, or its EIP-7702 delegation is gone. */
export class AccountWithoutCodeError extends BaseError {
  override readonly name = 'AccountWithoutCodeError'
  readonly account: Address

  constructor(parameters: { account: Address }) {
    const { account } = parameters
    super(`The account ${account} has no code.`, {
      docsPath: '/docs/errors.md#account-without-code',
      metaMessages: ['Deploy it. For an EIP-7702 account: it does not delegate, or no longer.'],
    })
    this.account = account
  }
}

/** The operation calls another function of the account than ERC-7579 execute. */
export class ExecutionFunctionUnsupportedError extends BaseError {
  override readonly name = 'ExecutionFunctionUnsupportedError'
  readonly selector: Hex

  constructor(parameters: { selector: Hex }) {
    const { selector } = parameters
    super(`A session key may not call function ${selector} of the account.`, {
      docsPath: '/docs/errors.md#execution-function-unsupported',
      metaMessages: ["Encode the calls with the account's port: only the execute of ERC-7579 can be used."],
    })
    this.selector = selector
  }
}

/** The ERC-7579 mode is neither a single call nor a batch that reverts as a whole. */
export class ExecutionModeUnsupportedError extends BaseError {
  override readonly name = 'ExecutionModeUnsupportedError'
  readonly mode: Hex

  constructor(parameters: { mode: Hex }) {
    const { mode } = parameters
    super(`A session key may not use execution mode ${mode}.`, {
      docsPath: '/docs/errors.md#execution-mode-unsupported',
      metaMessages: ['Make one call, or a batch that succeeds or fails as a whole.'],
    })
    this.mode = mode
  }
}

/** The calls are not encoded canonically. */
export class ExecutionMalformedError extends BaseError {
  override readonly name = 'ExecutionMalformedError'

  constructor() {
    super('The calls are not encoded as ERC-7579 and the ABI want it.', {
      docsPath: '/docs/errors.md#execution-malformed',
      metaMessages: ['Encode the calls with the SDK.'],
    })
  }
}

/** The batch has no call. */
export class ExecutionEmptyError extends BaseError {
  override readonly name = 'ExecutionEmptyError'

  constructor() {
    super('There is no call to make.', {
      docsPath: '/docs/errors.md#execution-empty',
      metaMessages: ['Ask for one call at least.'],
    })
  }
}

/** The account did not answer once per call, so not all of them may have run. */
export class ExecutionResultMismatchError extends BaseError {
  override readonly name = 'ExecutionResultMismatchError'
  readonly results: bigint
  readonly calls: bigint

  constructor(parameters: { results: bigint; calls: bigint }) {
    const { results, calls } = parameters
    super(`The account gave ${results} results for ${calls} calls.`, {
      docsPath: '/docs/errors.md#execution-result-mismatch',
      metaMessages: ['Nothing was done. The account is not as ERC-7579 has it: ask its owner.'],
    })
    this.results = results
    this.calls = calls
  }
}

/** Only the use that also grants may deploy the account. */
export class InitCodeForbiddenError extends BaseError {
  override readonly name = 'InitCodeForbiddenError'

  constructor() {
    super('This use may not deploy the account.', {
      docsPath: '/docs/errors.md#init-code-forbidden',
      metaMessages: ['Deploy the account first, or let the use that starts the grant do it.'],
    })
  }
}

/** The grant allows no paymaster. */
export class PaymasterForbiddenError extends BaseError {
  override readonly name = 'PaymasterForbiddenError'
  readonly paymaster: Address

  constructor(parameters: { paymaster: Address }) {
    const { paymaster } = parameters
    super(`The grant does not allow paymaster ${paymaster}.`, {
      docsPath: '/docs/errors.md#paymaster-forbidden',
      metaMessages: ['Send it without a paymaster, or with one that the grant lists.'],
    })
    this.paymaster = paymaster
  }
}
