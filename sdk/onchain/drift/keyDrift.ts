import { timeText } from '../grant/describeOptions.ts'
import type { GrantDriftParameters } from './grantDrift.ts'
import { type DriftFinding, finding, when } from './driftFinding.ts'

const REPLACE = 'The rotator or the owner can put another key in its place.'

/** Whether the key still works. */
export function keyDrift({
  grant,
  state,
  soon,
}: Pick<GrantDriftParameters, 'grant' | 'soon' | 'state'>): readonly DriftFinding[] {
  const { timestamp, key } = state
  const { keyId, status, validUntil } = key
  const facts = { keyId, validUntil, timestamp }
  // A revoked grant has ended all its keys, and says so itself.
  if (state.grant.status === 'revoked') return []
  if (status === 'unknown') {
    const message = `The key ${keyId} does not belong to the grant.`
    return [
      finding('key-unknown', 'error', message, 'Use a key of the grant, or have this one added.', facts),
    ]
  }
  if (status === 'ended') {
    const message = `The key ${keyId} was revoked or replaced.`
    return [
      finding('key-ended', 'error', message, 'It never works again: use the one that replaced it.', facts),
    ]
  }
  const end = timeText(validUntil)
  if (timestamp > validUntil) {
    return [finding('key-expired', 'error', `The key was over at ${end}.`, REPLACE, facts)]
  }
  return [
    ...when(status === 'ending', () =>
      finding(
        'key-ending',
        'warning',
        `The key was replaced and works until ${end} only.`,
        'Use the one that replaced it.',
        facts,
      ),
    ),
    ...when(status !== 'ending' && validUntil < grant.validUntil && validUntil - timestamp < soon, () =>
      finding(
        'key-expires-soon',
        'warning',
        `The key ends at ${end}, in ${validUntil - timestamp} s, before its grant.`,
        REPLACE,
        facts,
      ),
    ),
  ]
}
