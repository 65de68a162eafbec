import { afterEach, describe, expect, test } from 'vitest'
import { machineClock } from '../../../sdk/cex/clock/machineClock.ts'
import type { Json } from '../../../sdk/cex/json.ts'
import { answerOutcome } from '../../../sdk/cex/keys/answerOutcome.ts'
import { keyUser } from '../../../sdk/cex/keys/keyUser.ts'
import type { VenueReply } from '../../../sdk/cex/keys/venueCall.ts'
import { memoryNonceAuthority } from '../../../sdk/cex/nonces/memoryNonceAuthority.ts'
import { VENUES } from '../../../sdk/cex/venues/index.ts'
import { Secret } from '../../../sdk/core/secret.ts'
import { type KeyWorld, startKeyWorld } from './support/keyWorld.ts'

// Two readers say what an answer is: one of a client's requests, one of questions about keys. They must not disagree.

let world: KeyWorld
afterEach(() => world?.running.stop())

const ASKED = VENUES.filter(({ id, inspection }) => !inspection.needsAccount && id !== 'htx-linear')

describe.each(ASKED.map(({ id }) => id))('%s', (id) => {
  test('an answer is no refusal to either reader, and a refusal to the one is none of the other’s answers', async () => {
    world = await startKeyWorld(id)
    const { venue, holder, callAs } = world
    const { apiKey } = holder
    const question = venue.inspection.next([], apiKey)
    if (!question) throw new Error('no question')
    const isRefusal = ({ body }: VenueReply): boolean => venue.refusalOf?.(body as Json) !== undefined
    const good = await callAs(holder)(question)
    expect(answerOutcome(venue.inspection, good, { apiKey })).toBe('answered')
    expect(isRefusal(good)).toBe(false)
    const bad: VenueReply[] = []
    if (holder.keyType === 'hmac') {
      const wrong = Buffer.from('a-wrong-secret-with-many-characters-in-it').toString('base64')
      bad.push(await callAs({ ...holder, secret: new Secret(wrong) })(question))
    }
    const late = { ...machineClock, nowMs: () => Date.now() - 3_600_000 }
    const use = { venue, baseUrl: world.baseUrl, clock: late, nonces: memoryNonceAuthority() }
    bad.push(await keyUser({ role: 'holder', credentials: holder }, use).call(question))
    world.running.state.keys.delete(apiKey)
    bad.push(await callAs(holder)(question))
    for (const reply of bad) {
      if (reply.status >= 400 || isRefusal(reply)) {
        expect(answerOutcome(venue.inspection, reply, { apiKey })).not.toBe('answered')
      }
    }
    const gone = bad.at(-1)
    expect(gone && answerOutcome(venue.inspection, gone, { apiKey })).toBe('keyUnknown')
    expect(gone && (gone.status >= 400 || isRefusal(gone))).toBe(true)
  })
})
