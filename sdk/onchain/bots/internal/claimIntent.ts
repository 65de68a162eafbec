import type { Hash } from 'viem'
import { IntentConflictError } from '../../../errors/bot.ts'
import type { ResolvedCall } from '../../actions/internal/useCalls.ts'
import type { Intent } from '../intent.ts'
import type { LedgerPage } from '../ledger.ts'
import type { BotClientBase } from './botBase.ts'
import { findPlace, giveBack, type Place } from './claim.ts'
import { isOwnNonce } from './isOwnNonce.ts'
import type { JudgedIntent } from './judgeIntent.ts'
import { reserve } from './reserve.ts'
import type { Situation } from './situation.ts'

/** What is to be claimed. */
export type IntentRequest = {
  readonly id: string
  readonly digest: Hash
  readonly calls: readonly ResolvedCall[]
  readonly permissionIndexes: readonly number[] | undefined
}

export type ClaimReturnType =
  | { readonly kind: 'claimed'; readonly intent: Intent }
  /** It was made before, and is not to be made again as it stands. */
  | { readonly kind: 'existing'; readonly intent: Intent }
  | { readonly kind: 'busy'; readonly inFlight: number }

/**
 * Reserves a nonce and what the calls take, in one step among all that share the ledger.
 * @param verified The revision of a refused intent that was found to be neither on chain nor displaced.
 * @throws LimitExceededError, LimitReservedError, IntentConflictError.
 */
export async function claimIntent(
  bot: BotClientBase,
  request: IntentRequest,
  judged: JudgedIntent,
  situation: Situation,
  verified: number | undefined,
): Promise<ClaimReturnType> {
  const known = new Map<number, bigint>()
  for (;;) {
    const result = await bot.ledger.transact(
      (page) => claimOn(page, bot, { request, judged, situation, verified, known }),
      { durable: false },
    )
    if (result.kind !== 'unread') return result
    known.set(result.lane, await bot.carrier.nextNonce(result.lane))
  }
}

type ClaimParameters = {
  readonly request: IntentRequest
  readonly judged: JudgedIntent
  readonly situation: Situation
  readonly verified: number | undefined
  readonly known: ReadonlyMap<number, bigint>
}

function claimOn(
  page: LedgerPage,
  bot: BotClientBase,
  parameters: ClaimParameters,
): ClaimReturnType | { readonly kind: 'unread'; readonly lane: number } {
  const { request, judged, situation, verified, known } = parameters
  const { holder, scope, carrier } = bot
  sweepClaims(page, scope)
  const existing = page.intent(scope, request.id)
  if (existing) {
    if (!mayClaim(existing, request, verified)) return { kind: 'existing', intent: existing }
    if (existing.status === 'claimed') dropClaim(page, existing)
  }
  const { grantId, grant } = holder
  const beside = { page, scope, grantId, id: request.id, situation }
  const takes = reserve(grant, judged.takes, judged.timestamp, beside)
  const fixed = existing?.nonceFixed ? existing : undefined
  // Signed with another nonce, it could take effect beside what another key signed.
  if (fixed && !isOwnNonce(carrier, fixed)) throw new IntentConflictError({ id: request.id })
  const found = findPlace(page, carrier, { inFlight: page.intentsInFlight(scope), fixed, known })
  if (found.kind !== 'placed') return found
  const intent = newIntent(bot, { ...parameters, takes, place: found.place, fixed })
  page.putIntent(intent)
  return { kind: 'claimed', intent: { ...intent, revision: page.revision() } }
}

/**
 * Whether an intent that was made before is to be claimed anew, rather than looked at.
 * @throws IntentConflictError when it is another one.
 */
export function mayClaim(
  { status, revision, digest }: Intent,
  request: Pick<IntentRequest, 'id' | 'digest'>,
  verified: number | undefined,
): boolean {
  if (digest !== request.digest) throw new IntentConflictError({ id: request.id })
  // Whoever made a claim has signed nothing yet, and finds out before it does that the claim is gone.
  return status === 'displaced' || status === 'claimed' || (status === 'refused' && revision === verified)
}

function newIntent(
  { holder, scope, carrier, claimTime }: BotClientBase,
  parameters: ClaimParameters & Pick<Intent, 'takes'> & { place: Place; fixed: Intent | undefined },
): Omit<Intent, 'revision'> {
  const { request, judged, situation, takes, place, fixed } = parameters
  const { id, digest, calls } = request
  return {
    ...{ scope, id, digest, status: 'claimed', grantId: holder.grantId, keyId: holder.keyId },
    path: carrier.path,
    calls: calls.map(({ to, value, data }) => ({ to, value, data })),
    permissionIndexes: judged.permissionIndexes,
    ...{ takes, ...place, nonceFixed: fixed !== undefined, attempts: fixed?.attempts ?? [] },
    claim: { token: crypto.randomUUID(), until: Date.now() + claimTime },
    use: fixed?.use ?? '0x',
    // What was signed with this nonce before may hold longer.
    validUntil: Math.max(judged.validUntil, fixed?.validUntil ?? 0),
    fromBlock: fixed?.fromBlock ?? situation.state.time.block,
    landing: undefined,
  }
}

/** Ends the claims of those that seem to be gone: they hold a lane and limits for nothing. */
function sweepClaims(page: LedgerPage, scope: string): void {
  for (const intent of page.intentsInFlight(scope)) {
    if (intent.status === 'claimed' && intent.claim.until < Date.now()) dropClaim(page, intent)
  }
}

/** Ends a claim: nothing was signed under it. */
export function dropClaim(page: LedgerPage, intent: Intent): void {
  giveBack(page, intent)
  if (intent.nonceFixed) page.putIntent({ ...intent, status: 'refused' })
  else page.removeIntent(intent.scope, intent.id)
}
