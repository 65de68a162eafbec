/** What a finding is worth. `refused` cannot be accepted; `decision` can, by a recorded decision that names it. */
export const VERDICTS = ['refused', 'decision', 'fine'] as const

/** What a finding is worth. */
export type Verdict = (typeof VERDICTS)[number]

/** Everything that can be found when a key is held against a grant, with what it is worth unless a policy says otherwise. */
export const FINDINGS = {
  /** The key can withdraw, transfer, borrow or manage keys, and the grant does not ask for that. */
  canDoFull: 'decision',
  /** Whether it can is not known. */
  fullUnknown: 'decision',
  /** The key can trade, and the grant only reads. */
  canTrade: 'decision',
  tradeUnknown: 'decision',
  /** The venue says that the key cannot do what the grant asks for. */
  lacksAccess: 'refused',
  /** The members that were read are not those of documents of the venue. */
  answerUnverified: 'decision',
  /** The key works from any address. */
  noIps: 'decision',
  ipsUnknown: 'decision',
  /** It works from addresses that the grant does not allow. */
  ipsBeyondGrant: 'decision',
  /** The venue says that it is bound, and not to what. */
  ipsNotListed: 'fine',
  /** The key has ended. */
  expired: 'refused',
  /** It is older than the policy or the grant allows. */
  tooOld: 'decision',
  ageUnknown: 'decision',
  /** The venue never ends it: the grant's own end is kept by the client or the gateway only. */
  expiryMissing: 'fine',
  expiryUnknown: 'fine',
  /** The venue ends it after the grant, or before. */
  expiryAfterGrant: 'fine',
  expiryBeforeGrant: 'fine',
} as const satisfies { readonly [name: string]: Verdict }

/** The name of a finding, by which it is accepted. */
export type FindingName = keyof typeof FINDINGS

/** Something that was found when a key was held against a grant. */
export type Finding = {
  readonly name: FindingName
  readonly verdict: Verdict
  /** In words, for the owner. */
  readonly text: string
}

/** Whether a text is the name of a finding. */
export function isFindingName(text: string): text is FindingName {
  return Object.hasOwn(FINDINGS, text)
}
