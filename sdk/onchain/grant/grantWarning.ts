/** Something that an owner should see before granting. It refuses nothing. */
export type GrantWarning = {
  readonly code: GrantWarningCode
  readonly message: string
  /** Index of the permission that it is about. */
  readonly permission?: number
}

/** What `defineGrant` warns of: allowed, and dangerous. */
export type GrantWarningCode =
  | 'any-selector'
  | 'approval-to-anyone'
  | 'approval-unlimited'
  | 'contract-key'
  | 'first-key-ends-early'
  | 'forwarding-function'
  | 'keeper-is-session-key'
  | 'long-window'
  | 'many-permissions'
  | 'message-any-chain'
  | 'message-unpinned'
  | 'messages-uncounted'
  | 'paymaster-any'
  | 'permissions-overlap'
  | 'rotator-is-session-key'
  | 'several-chains'
  | 'transfer-to-anyone'
  | 'transfer-uncapped'
  | 'value-uncounted'
