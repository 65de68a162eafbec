import type { Grant } from '../../core/grant.ts'
import { KeyKind } from '../../core/key.ts'
import { type Message, MessageKind } from '../../core/message.ts'
import { Operator } from '../../core/parameterCondition.ts'
import { PaymasterRuleKind } from '../../core/paymasterRule.ts'
import { firstKeyValidUntil } from './firstKeyValidUntil.ts'
import type { GrantWarning, GrantWarningCode } from './grantWarning.ts'
import { hashKey } from './hash.ts'
import { permissionWarnings } from './permissionWarnings.ts'

/** Most permissions that are still granted well by signature: a wallet shows each of them. */
export const RECOMMENDED_PERMISSIONS = 32

/** Seconds from which on a window counts as long: 90 days. */
const LONG_WINDOW = 90 * 24 * 60 * 60

type Warned = readonly [code: GrantWarningCode, holds: boolean, message: string]

/** What an owner should see before granting. */
export function grantWarnings(grant: Grant): readonly GrantWarning[] {
  const whole = [...sizeWarnings(grant), ...keyWarnings(grant), ...messageWarnings(grant)]
  return [
    ...whole.filter(([, holds]) => holds).map(([code, , message]) => ({ code, message })),
    ...grant.permissions.flatMap(permissionWarnings),
  ]
}

function sizeWarnings(grant: Grant): readonly Warned[] {
  const { permissions, networks, validAfter, validUntil, paymaster } = grant
  const count = permissions.length
  const chains = networks.length
  return [
    [
      'many-permissions',
      count > RECOMMENDED_PERMISSIONS,
      `${count} permissions are too many to read in a wallet: grant by transaction.`,
    ],
    [
      'several-chains',
      chains > 1,
      `The grant holds on ${chains} chains. Each limit and the maximum fee hold on each of them: together ${chains} times as much.`,
    ],
    ['long-window', validUntil - validAfter >= LONG_WINDOW, 'The grant holds for 90 days or more.'],
    [
      'paymaster-any',
      paymaster.kind === PaymasterRuleKind.any,
      'Any paymaster may be named, also one that takes tokens which the account has approved to it.',
    ],
  ]
}

function keyWarnings(grant: Grant): readonly Warned[] {
  const { sessionKey, rotator, keeper, validUntil } = grant
  const keyEnd = firstKeyValidUntil(grant)
  const keyId = hashKey(sessionKey)
  return [
    [
      'first-key-ends-early',
      keyEnd < validUntil,
      `The first key ends at ${keyEnd}, before the grant: rotate it until then.`,
    ],
    [
      'contract-key',
      sessionKey.kind === KeyKind.contract,
      'The session key is a contract: public bundlers do not take it, so use it on the direct and relayed paths.',
    ],
    [
      'rotator-is-session-key',
      hashKey(rotator) === keyId,
      'The rotator is the session key: whoever has it can replace itself for ever.',
    ],
    [
      'keeper-is-session-key',
      hashKey(keeper) === keyId,
      'The keeper is the session key: whoever has it says itself that nothing is dangerous.',
    ],
  ]
}

function messageWarnings({ messages, limits, guards }: Grant): readonly Warned[] {
  const bounded = limits.length > 0 || guards.length > 0
  return [
    [
      'messages-uncounted',
      bounded && messages.length > 0,
      'Messages are uncounted: what comes of them is in no limit, and no guard looks at it.',
    ],
    ...messages.map(
      (message, index): Warned => [
        'message-unpinned',
        message.kind === MessageKind.typedData && !isPinned(message),
        `Message ${index}: no member has to be the account, so what is signed may pay out to anybody.`,
      ],
    ),
  ]
}

function isPinned({ conditions }: Message): boolean {
  return conditions.some(({ operator }) => operator === Operator.isAccount)
}
