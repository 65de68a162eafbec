import { z } from 'zod'
import type { DecisionPlace } from '../../sdk/cex/keys/decision.ts'
import type { DecisionLog } from '../../sdk/cex/keys/fileDecisionLog.ts'
import { type Finding, isFindingName } from '../../sdk/cex/keys/finding.ts'
import { UsageError } from './errors.ts'
import { flag, type Inputs, option } from './options.ts'
import type { Terminal } from './terminal.ts'
import { file, time } from './values.ts'

/** Options about what somebody decides about a key. */
export const keyDecisionOptions = {
  decisions: option('--decisions <file>', 'log of decisions (default: decisions.log)', file),
  accept: option(
    '--accept <finding...>',
    'findings that you accept, by name',
    z.array(z.string().refine(isFindingName, 'is no finding')),
  ),
  acceptWithdrawal: flag('--accept-withdrawal', 'accept that the key can withdraw or transfer'),
  who: option('--who <name>', 'who decides', z.string()),
  why: option('--why <text>', 'why', z.string()),
  until: option('--until <time>', 'until when the decision counts', time),
}

/** Tells what is decided, and records it when `yes`. @throws UsageError, DecisionInvalidError, DecisionLogTamperedError. */
export async function recordDecision(
  input: Inputs<typeof keyDecisionOptions> & { readonly yes: boolean | undefined },
  found: {
    readonly decisions: DecisionLog
    readonly findings: readonly Finding[]
    readonly place: DecisionPlace
  },
  terminal: Terminal,
): Promise<void> {
  const { accept = [], acceptWithdrawal, who = '', why = '', until, yes } = input
  const { decisions, findings, place } = found
  const { now, ...about } = place
  if (until === undefined) throw new UsageError('--until is needed: a decision ends.')
  terminal.plan([
    `Record that ${who} accepts ${accept.join(', ')}${acceptWithdrawal ? ', withdrawal included' : ''}: ${why}`,
  ])
  if (!yes) return
  const accepted = { findings: accept, acceptsWithdrawal: acceptWithdrawal === true }
  const decision = { ...about, who, why, ...accepted, decidedAt: now, until }
  const { hash, sequence } = await decisions.record(decision, findings)
  terminal.say([`Decision ${sequence} is recorded; its hash is ${hash}.`])
}
