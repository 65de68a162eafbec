import { stringToHex } from 'viem'
import { MAX_ITEMS } from '../../core/constants.ts'
import type { Grant } from '../../core/grant.ts'
import { type Message, MessageKind } from '../../core/message.ts'
import { GrantInvalidError } from '../../errors/grant.ts'
import { byteLength } from '../../internal/words.ts'
import { conditionProblem } from './checkLeaves.ts'

/** Most bytes of a type or of a site, inclusive. */
const MAX_CONTENTS = 65_535

/**
 * Refuses messages that the module would refuse each time.
 * @throws GrantInvalidError.
 */
export function checkMessages(grant: Pick<Grant, 'guards' | 'limits' | 'messages'>): void {
  const { messages, limits, guards } = grant
  const refuse = (reason: string): Error => new GrantInvalidError({ member: 'messages', reason })
  if (messages.length > MAX_ITEMS) throw refuse(`there are at most ${MAX_ITEMS} of them.`)
  const bounded = limits.length > 0 || guards.length > 0
  for (const message of messages) {
    const problem = messageProblem(message)
    if (problem) throw refuse(problem)
    if (bounded && !message.uncounted) {
      throw refuse('no limit counts them and no guard looks at them: say `uncounted: true`.')
    }
  }
}

function messageProblem({ kind, domain, contents, conditions }: Message): string | undefined {
  const text = kind === MessageKind.signInText
  if (!text && kind !== MessageKind.typedData) return `there is no kind ${kind}.`
  const length = byteLength(stringToHex(contents))
  if (length === 0 || length > MAX_CONTENTS) return `its type or site has 1 to ${MAX_CONTENTS} bytes.`
  if (text && BigInt(domain) !== 0n) return 'a sign-in text has no domain.'
  if (conditions.length > MAX_ITEMS) return `there are at most ${MAX_ITEMS} conditions.`
  return conditions.map(conditionProblem).find((problem) => problem !== undefined)
}
