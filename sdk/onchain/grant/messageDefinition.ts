import type { TypedData, TypedDataDomain, TypedDataToPrimitiveTypes } from 'abitype'
import { keccak256, stringToHex, zeroHash } from 'viem'
import { type Message, MessageKind } from '../../core/message.ts'
import { Operator, type ParameterCondition } from '../../core/parameterCondition.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import {
  ArgumentUnknownError,
  ArgumentUnsupportedError,
  ConditionInvalidError,
} from '../../errors/permission.ts'
import { isBytes, isValueType } from './abiLayout.ts'
import { domainFields } from '../message/domainFields.ts'
import type { ArgumentCondition } from './conditions.ts'
import { encodeCondition } from './encodeCondition.ts'
import { encodeType } from './eip712.ts'
import { ownerStructs } from './ownerMessages.ts'

/** A message before `defineGrant` has looked at it, with what decides whether it may be granted. */
export type MessageDefinition = {
  readonly message: Message
  /** The domain of typed data. */
  readonly domain: TypedDataDomain | undefined
  /** Structs that only an owner should sign, and that were not asked for by name. */
  readonly ownerStructs: readonly string[]
  /** Whether a member of the message has to be the account itself. */
  readonly pinned: boolean
}

/** What every kind of message takes. */
export type MessageOptions = {
  /**
   * Said by name for a grant that has limits or guards: a message counts towards no limit, and no guard looks at what comes of it. False by
   * default.
   */
  uncounted?: boolean
}

type Rule<value> = ArgumentCondition<value> | readonly ArgumentCondition<value>[]

/** Conditions by member of the primary struct. A member that is no value, such as text, can only be equal. */
export type MessageWhere<types, primaryType extends string> = types extends TypedData
  ? primaryType extends keyof TypedDataToPrimitiveTypes<types>
    ? {
        readonly [member in keyof TypedDataToPrimitiveTypes<types>[primaryType]]?: Rule<
          TypedDataToPrimitiveTypes<types>[primaryType][member] | bigint
        >
      }
    : { readonly [member: string]: Rule<unknown> }
  : { readonly [member: string]: Rule<unknown> }

export type TypedDataMessageParameters<
  types extends TypedData | Record<string, unknown> = TypedData,
  primaryType extends string = string,
> = MessageOptions & {
  /** All of it: the domain's separator is what is granted. */
  domain: TypedDataDomain
  types: types
  primaryType: primaryType & keyof types
  /** Which member has to be the account itself, so that what is signed pays out to nobody else; `'unpinned'` by name. */
  receiver: (string & {}) | 'unpinned'
  /** Conditions by member. All must hold. */
  where?: MessageWhere<types, primaryType>
  /** Allows a type that only an owner should sign, such as a permit or a transaction of a smart account. */
  allowOwnerMessages?: boolean
}

/**
 * Typed data of one domain and one type that a key may sign for the account, for example orders of an off-chain order book.
 * @throws ArgumentUnknownError, ArgumentUnsupportedError, ConditionInvalidError, EncodingRangeError.
 * @example
 * typedDataMessage({ domain, types, primaryType: 'Order', receiver: 'maker', where: { amount: atMost(5n) }, uncounted: true })
 */
export function typedDataMessage<
  const types extends TypedData | Record<string, unknown>,
  const primaryType extends string & keyof types,
>(parameters: TypedDataMessageParameters<types, primaryType>): MessageDefinition {
  const { domain, primaryType, receiver, where = {}, allowOwnerMessages = false } = parameters
  const types = parameters.types as Record<string, readonly { name: string; type: string }[]>
  const contents = encodeType(primaryType, types)
  const members = types[primaryType] ?? []
  const rules = Object.entries(where as Record<string, Rule<unknown>>)
  if (receiver !== 'unpinned') rules.push([receiver, { name: 'isAccount', values: [] }])
  const conditions = rules.flatMap(([name, rule]) => {
    const index = members.findIndex((member) => member.name === name)
    const type = members[index]?.type
    if (type === undefined) {
      const known = members.map((member) => member.name)
      throw new ArgumentUnknownError({ argument: name, functionName: primaryType, known })
    }
    return [rule]
      .flat()
      .map((condition) => memberCondition(index, name, type, condition as ArgumentCondition))
  })
  return {
    message: {
      kind: MessageKind.typedData,
      domain: domainFields(domain).separator,
      contents,
      conditions,
      uncounted: parameters.uncounted ?? false,
    },
    domain,
    ownerStructs: allowOwnerMessages ? [] : ownerStructs(contents),
    pinned: conditions.some(({ operator }) => operator === Operator.isAccount),
  }
}

export type SignInMessageParameters = MessageOptions & {
  /** The site as its texts name it before their first words, for example `app.example.com` or `https://app.example.com`. */
  site: string
}

/**
 * Texts of EIP-4361 that sign in to one site as the account, on the chain itself. All that the site lets somebody do who has signed in, the
 * holder can do.
 * @throws GrantInvalidError for a site that is none.
 */
export function signInMessage({ site, uncounted = false }: SignInMessageParameters): MessageDefinition {
  if (!/^([a-z][a-z0-9+.-]*:\/\/)?[^\s/?#@]+$/i.test(site)) {
    throw new GrantInvalidError({ member: 'messages', reason: `"${site}" is no site.` })
  }
  const message = {
    kind: MessageKind.signInText,
    domain: zeroHash,
    contents: site,
    conditions: [],
    uncounted,
  }
  return { message, domain: undefined, ownerStructs: [], pinned: true }
}

/** A condition on a member, which is a value, or the hash of text or bytes. */
function memberCondition(
  index: number,
  path: string,
  type: string,
  condition: ArgumentCondition,
): ParameterCondition {
  const place = { argument: BigInt(index), path }
  if (isValueType({ type })) return encodeCondition({ ...place, type }, condition)
  if (!isBytes({ type })) throw new ArgumentUnsupportedError({ argument: path, type })
  if (condition.name !== 'equal') {
    throw new ConditionInvalidError({
      argument: path,
      reason: `of the type ${type} only "equal" can be asked.`,
    })
  }
  const values = condition.values.map((value) =>
    keccak256(type === 'bytes' ? (String(value) as `0x${string}`) : stringToHex(String(value))),
  )
  return encodeCondition({ ...place, type: 'bytes32' }, { name: 'equal', values })
}
