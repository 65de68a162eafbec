import { z } from 'zod'
import { UNLIMITED_KEY_LIFETIME } from '../../sdk/core/constants.ts'
import type { Expiry } from '../../sdk/core/expiry.ts'
import { UsageError } from './errors.ts'
import { type Inputs, option } from './options.ts'
import { duration, key, salt, time, whole } from './values.ts'

/** Seconds by which a grant starts early when nobody says when: bundlers judge by the last block, and want some time since. */
const EARLY = 60

/** Options about when a grant holds, and about its keys. */
export const termsOptions = {
  starts: option('--starts <time>', 'first second, unix or ISO 8601 (default: a minute ago)', time),
  for: option('--for <duration>', 'how long it holds from now: 90s, 30m, 24h, 7d', duration),
  until: option('--until <time>', 'last second, unix or ISO 8601, instead of --for', time),
  rotator: option('--rotator <address>', 'who may replace keys, and nothing else; needs --key-lifetime', key),
  keyLifetime: option(
    '--key-lifetime <duration>',
    'longest life of one key, or "unlimited" (default: that of the grant)',
    z.union([z.literal('unlimited'), duration]),
  ),
  overlap: option(
    '--overlap <duration>',
    'longest time for which a rotated key stays usable (default: none)',
    duration,
  ),
  maxKeys: option('--max-keys <number>', 'most keys at a time (default: 1)', whole),
  salt: option(
    '--salt <hex>',
    '16 bytes that make grants with equal contents differ (default: random)',
    salt,
  ),
}

type TermsInput = Inputs<typeof termsOptions>

/**
 * When the grant holds, both ends inclusive.
 * @throws UsageError when the end is missing or given twice.
 */
export function grantWindow(input: TermsInput, now: number): Expiry {
  const { starts = now - EARLY, for: seconds, until } = input
  if ((seconds === undefined) === (until === undefined)) {
    throw new UsageError('Give --for or --until: every grant ends.', { details: ['For example --for 24h.'] })
  }
  return { validAfter: starts, validUntil: until ?? Math.max(now, starts) + (seconds ?? 0) - 1 }
}

/**
 * The terms about keys, as `defineGrant` takes them.
 * @throws UsageError when a rotator comes without a key's lifetime.
 */
export function keyTerms(input: TermsInput) {
  const { rotator, keyLifetime, overlap, maxKeys } = input
  const lifetime = keyLifetime === 'unlimited' ? UNLIMITED_KEY_LIFETIME : keyLifetime
  if (rotator && lifetime === undefined) {
    throw new UsageError('With --rotator say how long a key may live, with --key-lifetime.', {
      details: ['"unlimited" has to be asked for.'],
    })
  }
  return {
    ...(rotator ? { rotator } : {}),
    ...(lifetime === undefined ? {} : { keyLifetime: lifetime }),
    ...(overlap === undefined ? {} : { overlap }),
    ...(maxKeys === undefined ? {} : { maxKeys }),
    ...(input.salt === undefined ? {} : { salt: input.salt }),
  }
}
