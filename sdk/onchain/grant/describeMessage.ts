import { type Message, MessageKind } from '../../core/message.ts'
import type { DescribeGrantOptions } from './describeOptions.ts'
import { conditionText } from './describePermission.ts'
import { messageMembers } from './messageType.ts'

/** What a key may sign, in words. */
export function describeMessage(
  message: Message,
  index: number,
  options: DescribeGrantOptions,
): readonly string[] {
  const { kind, domain, contents, conditions, uncounted } = message
  const counted = uncounted ? ['    counts towards no limit, and no guard looks at what comes of it'] : []
  if (kind === MessageKind.signInText) {
    return [`  Message ${index}: sign in to ${contents} as the account, on the chain itself`, ...counted]
  }
  const item = messageMembers(contents)
  return [
    `  Message ${index}: typed data ${contents}`,
    `    of the domain ${domain}`,
    ...conditions.map((condition) => `    where ${conditionText(condition, item, options)}`),
    ...(conditions.length === 0 ? ['    with any contents'] : []),
    ...counted,
  ]
}
