import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'

/** An address that no grant may ever have as target. */
export class TargetForbiddenError extends BaseError {
  override readonly name = 'TargetForbiddenError'
  readonly target: Address

  constructor(parameters: { target: Address; reason: string }) {
    super(`${parameters.target} can never be called with a session key: it is ${parameters.reason}.`, {
      docsPath: '/docs/errors.md#target-forbidden',
      metaMessages: ['No grant can allow it: the owner has to do it.'],
    })
    this.target = parameters.target
  }
}

/** The call goes to another address than the permission allows. */
export class TargetNotAllowedError extends BaseError {
  override readonly name = 'TargetNotAllowedError'
  readonly target: Address
  readonly allowed: Address

  constructor(parameters: { target: Address; allowed: Address }) {
    super(`The call goes to ${parameters.target}; the permission allows ${parameters.allowed}.`, {
      docsPath: '/docs/errors.md#target-not-allowed',
      metaMessages: ['Call what the permission names, or have another grant made.'],
    })
    this.target = parameters.target
    this.allowed = parameters.allowed
  }
}

/** The calldata is of another kind than the permission allows: empty, or with a selector. */
export class CallNotAllowedError extends BaseError {
  override readonly name = 'CallNotAllowedError'
  readonly length: number
  readonly allowed: string

  constructor(parameters: { length: number; allowed: string }) {
    super(
      `The call has ${parameters.length} bytes of calldata; the permission allows ${parameters.allowed}.`,
      {
        docsPath: '/docs/errors.md#call-not-allowed',
        metaMessages: ['Encode the call as the permission has it, or have another grant made.'],
      },
    )
    this.length = parameters.length
    this.allowed = parameters.allowed
  }
}

/** The call is to another function than the permission allows. */
export class SelectorNotAllowedError extends BaseError {
  override readonly name = 'SelectorNotAllowedError'
  readonly selector: Hex
  readonly allowed: Hex

  constructor(parameters: { selector: Hex; allowed: Hex; functionName?: string | undefined }) {
    const { selector, allowed, functionName } = parameters
    super(
      `The call has selector ${selector}; the permission allows ${functionName ?? 'selector'} (${allowed}).`,
      {
        docsPath: '/docs/errors.md#selector-not-allowed',
        metaMessages: ['Call the function that the permission names, or have another grant made.'],
      },
    )
    this.selector = selector
    this.allowed = allowed
  }
}

/** The call carries more native value than the permission allows for one call. */
export class ValueExceededError extends BaseError {
  override readonly name = 'ValueExceededError'
  /** In wei. */
  readonly value: bigint
  /** In wei, inclusive. */
  readonly allowed: bigint

  constructor(parameters: { value: bigint; allowed: bigint }) {
    super(
      `The call carries ${parameters.value} wei; the permission allows ${parameters.allowed} wei per call.`,
      {
        docsPath: '/docs/errors.md#value-exceeded',
        metaMessages: ['Send less native value along, or have another grant made.'],
      },
    )
    this.value = parameters.value
    this.allowed = parameters.allowed
  }
}

/** The calldata ends before an argument that the permission looks at. */
export class ArgumentMissingError extends BaseError {
  override readonly name = 'ArgumentMissingError'
  readonly argument: string
  /** Bytes of calldata. */
  readonly length: number

  constructor(parameters: { argument: string; length: number }) {
    super(`The calldata of ${parameters.length} bytes ends before ${parameters.argument}.`, {
      docsPath: '/docs/errors.md#argument-missing',
      metaMessages: ['Encode the call with the ABI of the function.'],
    })
    this.argument = parameters.argument
    this.length = parameters.length
  }
}

/** The calldata does not lead to an argument that the permission looks at: an offset is none that the ABI writes. */
export class ArgumentMalformedError extends BaseError {
  override readonly name = 'ArgumentMalformedError'
  readonly argument: string

  constructor(parameters: { argument: string }) {
    super(`The calldata does not lead to ${parameters.argument} in the way the ABI encodes it.`, {
      docsPath: '/docs/errors.md#argument-malformed',
      metaMessages: ['Encode the call with the ABI of the function.'],
    })
    this.argument = parameters.argument
  }
}

/** A condition on an argument does not hold. */
export class ConditionFailedError extends BaseError {
  override readonly name = 'ConditionFailedError'
  /** Name of the argument when the ABI is known, otherwise its position. */
  readonly argument: string
  readonly operator: string
  readonly asked: string
  readonly allowed: string

  constructor(parameters: { argument: string; operator: string; asked: string; allowed: string }) {
    const { argument, operator, asked, allowed } = parameters
    super(`${argument} is ${asked}; the permission asks that it be ${`${operator} ${allowed}`.trim()}.`, {
      docsPath: '/docs/errors.md#condition-failed',
      metaMessages: ['Ask for what the condition allows, or have another grant made.'],
    })
    this.argument = argument
    this.operator = operator
    this.asked = asked
    this.allowed = allowed
  }
}

/** A condition cannot be written for this argument: its type and the operator do not fit, or its values are wrong. */
export class ConditionInvalidError extends BaseError {
  override readonly name = 'ConditionInvalidError'
  readonly argument: string

  constructor(parameters: { argument: string; reason: string }) {
    super(`The condition on ${parameters.argument} cannot be used: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#condition-invalid',
      metaMessages: ['Correct the condition: nothing was signed or sent.'],
    })
    this.argument = parameters.argument
  }
}

/** A condition or spend names what is no single word, or what no path leads to. */
export class ArgumentUnsupportedError extends BaseError {
  override readonly name = 'ArgumentUnsupportedError'
  readonly argument: string
  readonly type: string

  constructor(parameters: { argument: string; type: string }) {
    super(`${parameters.argument} has type ${parameters.type}, of which no single word can be meant.`, {
      docsPath: '/docs/errors.md#argument-unsupported',
      metaMessages: [
        'Name a member (params.fee), an element (path[0], orders[*].amount), a length or a word of bytes.',
      ],
    })
    this.argument = parameters.argument
    this.type = parameters.type
  }
}

/** A condition or spend names an argument that the function does not have. */
export class ArgumentUnknownError extends BaseError {
  override readonly name = 'ArgumentUnknownError'
  readonly argument: string

  constructor(parameters: { argument: string; functionName: string; known: readonly string[] }) {
    super(`${parameters.functionName} has no argument ${parameters.argument}.`, {
      docsPath: '/docs/errors.md#argument-unknown',
      metaMessages: [`Arguments: ${parameters.known.join(', ') || 'none'}`],
    })
    this.argument = parameters.argument
  }
}

/** The ABI has no such function that changes state, or has several: an overload is named by its full signature. */
export class FunctionUnknownError extends BaseError {
  override readonly name = 'FunctionUnknownError'
  readonly functionName: string

  constructor(parameters: { functionName: string; candidates: readonly string[] }) {
    const { functionName, candidates } = parameters
    const reason = candidates.length > 0 ? 'is overloaded: name one by its signature' : 'is not in the ABI'
    super(`The function ${functionName} ${reason}.`, {
      docsPath: '/docs/errors.md#function-unknown',
      metaMessages: candidates,
    })
    this.functionName = functionName
  }
}

/** Two permissions of one grant are about the same target and function. */
export class PermissionOverlapError extends BaseError {
  override readonly name = 'PermissionOverlapError'
  readonly indexes: readonly [number, number]

  constructor(parameters: { indexes: readonly [number, number]; target: Address; selector: Hex }) {
    const [first, second] = parameters.indexes
    super(
      `Permissions ${first} and ${second} are both about ${parameters.selector} of ${parameters.target}.`,
      {
        docsPath: '/docs/errors.md#permission-overlap',
        metaMessages: [
          'The holder may pick either, so the laxer one counts. Ask for it with `allowOverlapping: true`.',
        ],
      },
    )
    this.indexes = parameters.indexes
  }
}

/** A permission has a value that cannot be granted. */
export class PermissionInvalidError extends BaseError {
  override readonly name = 'PermissionInvalidError'

  constructor(parameters: { permission: string; reason: string }) {
    super(`The permission for ${parameters.permission} cannot be used: ${parameters.reason}`, {
      docsPath: '/docs/errors.md#permission-invalid',
      metaMessages: ['Correct the permission: nothing was signed or sent.'],
    })
  }
}

/** No permission of the grant allows the call; `reasons` says for each candidate why not. */
export class PermissionNotGrantedError extends BaseError {
  override readonly name = 'PermissionNotGrantedError'
  readonly reasons: readonly { readonly index: number; readonly error: BaseError }[]

  constructor(parameters: { reasons: readonly { index: number; error: BaseError }[] }) {
    super('No permission of the grant allows this call.', {
      docsPath: '/docs/errors.md#permission-not-granted',
      metaMessages: parameters.reasons.map(
        ({ index, error }) => `Permission ${index}: ${error.shortMessage}`,
      ),
    })
    this.reasons = parameters.reasons
  }
}
