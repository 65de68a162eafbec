import { z } from 'zod'
import type { DecisionPlace } from '../sdk/cex/keys/decision.ts'
import { type DecisionLog, fileDecisionLog } from '../sdk/cex/keys/fileDecisionLog.ts'
import type { Finding } from '../sdk/cex/keys/finding.ts'
import { abandonRotation } from '../sdk/cex/rotation/abandonRotation.ts'
import { fileRotationJournal } from '../sdk/cex/rotation/fileRotationJournal.ts'
import { guidedRotation } from '../sdk/cex/rotation/guidedRotation.ts'
import { rotateKey } from '../sdk/cex/rotation/rotateKey.ts'
import type { RotationStep } from '../sdk/cex/rotation/rotationJournal.ts'
import type { RotationSetting } from '../sdk/cex/rotation/rotationSetting.ts'
import type { VenueRotation } from '../sdk/cex/rotation/venueRotation.ts'
import type { Secret } from '../sdk/core/secret.ts'
import { type CommandResult, runCommand } from './cli/command.ts'
import { SecretMissingError, UsageError } from './cli/errors.ts'
import { keyDecisionOptions, recordDecision } from './cli/keyDecision.ts'
import { shortKey } from './cli/keyWords.ts'
import { flag, type Inputs, option } from './cli/options.ts'
import { promptPassword, readSecret } from './cli/secrets.ts'
import type { Terminal } from './cli/terminal.ts'
import { descriptor, duration, file } from './cli/values.ts'
import { readVenueGrantFile } from './cli/venueGrantFile.ts'
import { openVenuePlace, type VenuePlace, venuePlaceOptions } from './cli/venuePlace.ts'
import {
  credentialsOptions,
  openRotatorStore,
  openVenueStore,
  readCredentials,
  rotatorStoreOptions,
  venueSecretNames,
  venueStoreOptions,
} from './cli/venueStore.ts'

const OWNER_CODE = 'LATCHKEY_OWNER_CODE'

/** How many lines of the plan are behind a rotation that stands at a step. The others have none behind them. */
const DONE_LINES: { readonly [step in RotationStep]?: number } = {
  created: 1,
  verified: 2,
  switched: 3,
  deleting: 3,
}

const options = {
  ...venuePlaceOptions,
  ...venueStoreOptions,
  ...rotatorStoreOptions,
  ...credentialsOptions,
  ...keyDecisionOptions,
  grant: option('--grant <file>', 'the grant that the key was taken for, as JSON', file),
  journal: option('--journal <file>', 'where the rotation stands (default: <id>.rotation.json)', file),
  level: option('--level <level>', 'read or trade (default: trade)', z.enum(['read', 'trade'])),
  products: option(
    '--products <product...>',
    'spot, futures or options (default: the first that the venue has)',
    z.array(z.enum(['spot', 'futures', 'options'])),
  ),
  ips: option('--ips <ip...>', 'addresses that the new key is bound to', z.array(z.string().min(1))),
  anyIp: flag('--any-ip', 'bind the new key to no address'),
  overlap: option('--overlap <duration>', 'how long both keys work (default: what the grant says)', duration),
  settle: option('--settle <duration>', 'how long a lost request may still arrive (default: 1m)', duration),
  noKey: flag('--no-key-seen', 'you looked at the venue: the key of the lost answer does not exist'),
  seenKey: option(
    '--seen-key <key>',
    'you looked at the venue: the API key of the lost answer',
    z.string().min(1),
  ),
  ownerCodeFd: option('--owner-code-fd <fd>', "file descriptor to read the owner's code from", descriptor),
  abandon: flag('--abandon', 'give the rotation up, while the old key is still in use'),
  guided: flag('--guided', 'show the steps for a person, for venues where a program cannot make keys'),
  reset: flag('--reset', 'with --guided: the venue resets the secret of the one key'),
  step: option(
    '--step <step>',
    'with --guided: make, switch or delete is done: check it',
    z.enum(['make', 'switch', 'delete']),
  ),
  yes: flag('--yes', 'really do it; without this the command only shows its plan'),
}

type Input = Inputs<typeof options>

await runCommand({
  name: 'venue:rotate',
  summary:
    'Replaces a stored key by a new one: make, keep, try, switch, let both work, delete the old one, see that it is gone. Run it again to go on.',
  options,
  secrets: [
    venueSecretNames.store,
    venueSecretNames.rotator,
    `${OWNER_CODE} or --owner-code-fd: a code of the owner's second factor, where the venue asks; asked for on a terminal`,
    `${venueSecretNames.credentials} (with --guided --step make)`,
  ],
  examples: [
    '--venue okx-v5 --account bot1 --store bot.keys --id okx --grant bot.grant.json --rotator-store rotator.keys --rotator-id okx --ips 192.0.2.7',
    '… --yes',
    '--venue kraken-spot --store bot.keys --id kraken --grant bot.grant.json --guided',
  ],
  run,
})

async function run(input: Input, terminal: Terminal): Promise<CommandResult> {
  const place = openVenuePlace(input)
  const { rotation } = place.venue
  if (input.guided) return runGuided(input, place, terminal)
  if (!rotation) {
    throw new UsageError(`${place.venue.name} lets no program make keys: follow the steps of --guided.`)
  }
  const setting = await settingOf(input, place, rotation, terminal)
  if (input.abandon) return abandon(input, setting, terminal)
  const under = await setting.journal.read()
  terminal.plan(planLines(setting, place, under?.step))
  if (!input.yes) return { sent: false, step: under?.step ?? null }
  const result = await rotateKey(setting)
  const { step, newApiKey, oldApiKey, until } = result
  terminal.say(
    step === 'done'
      ? [`Done: ${shortKey(newApiKey)} is in use, and ${place.venue.name} refuses ${shortKey(oldApiKey)}.`]
      : [
          `${shortKey(newApiKey)} is in use; ${shortKey(oldApiKey)} works until it is deleted.`,
          `Run the same command again from ${new Date(until * 1000).toISOString()} on.`,
        ],
  )
  return { sent: true, ...result }
}

function grantOf({ grant }: Input, venue: VenuePlace['venue']) {
  if (grant === undefined) throw new UsageError('--grant is needed: the new key is held against it.')
  return readVenueGrantFile(grant, venue)
}

/** Decides about the new key, whose name nobody knew before. */
function decider(input: Input, decisions: DecisionLog, terminal: Terminal) {
  return (findings: readonly Finding[], place: DecisionPlace): Promise<void> =>
    recordDecision(input, { decisions, findings, place }, terminal)
}

async function settingOf(
  input: Input,
  place: VenuePlace,
  rotation: VenueRotation,
  terminal: Terminal,
): Promise<RotationSetting> {
  const { venue, environment, account = '', use } = place
  const { store, id, path } = await openVenueStore(input)
  const rotatorStore = await openRotatorStore(input, path)
  const { credentials } = await rotatorStore.store.get({
    ...{ id: rotatorStore.id, role: 'rotator', venue: venue.id, environment },
  })
  const { products, settle, seenKey } = input
  const { grant } = grantOf(input, venue)
  const { overlap = grant.overlap } = input
  const decisions = fileDecisionLog({ path: input.decisions ?? 'decisions.log' })
  const seen =
    seenKey === undefined ? (input.noKey ? { none: true as const } : undefined) : { apiKey: seenKey }
  return {
    ...{ venue: { ...venue, rotation }, environment, store, id, account, overlap },
    ...{ rotator: use('rotator', credentials), callAs: (one) => use('holder', one).call },
    ...{ journal: fileRotationJournal({ path: input.journal ?? `${id}.rotation.json` }) },
    ...{ level: input.level ?? 'trade', ips: ipsOf(input), now: () => Math.floor(Date.now() / 1000) },
    ...(products ? { products } : {}),
    ...(settle === undefined ? {} : { settle }),
    ...(seen ? { seen } : {}),
    ...{ grant, decisions },
    ...(input.accept ? { decide: decider(input, decisions, terminal) } : {}),
    ownerCode: () => ownerCode(input),
  }
}

function ipsOf({ ips, anyIp }: Input): readonly string[] {
  if (ips && !anyIp) return ips
  if (anyIp && !ips) return []
  throw new UsageError('Give --ips, or --any-ip, which binds the new key to none.')
}

async function ownerCode({ ownerCodeFd }: Input): Promise<Secret> {
  const source = { env: OWNER_CODE, descriptor: ownerCodeFd, descriptorFlag: '--owner-code-fd' }
  const code = readSecret({ what: "the owner's code", ...source }) ?? (await promptPassword("Owner's code"))
  if (code) return code
  throw new SecretMissingError("The venue wants a code of the owner's second factor.")
}

function planLines(
  setting: RotationSetting,
  { venue }: VenuePlace,
  step: RotationStep | undefined,
): readonly string[] {
  const { level, ips, overlap, account, id } = setting
  const { keyType, documents } = setting.venue.rotation
  const left = [
    `Make a key at ${venue.name}${account === '' ? '' : ` for ${account}`} that may ${level}, bound to ${ips.join(', ') || 'no address'} (${documents})`,
    keyType === 'hmac'
      ? 'Keep the secret that the venue gives, and try the key'
      : `Keep its private half (${keyType}), which is made here and leaves the store never, and try the key`,
    `Put it under ${id}; both keys work for ${overlap} seconds: the holder is never without one`,
    'Try the new key again, delete the old one, and see that the venue refuses it',
  ]
  const done = DONE_LINES[step ?? 'done'] ?? 0
  return done === 0 ? left : [`Go on after "${step}":`, ...left.slice(done)]
}

async function abandon({ yes }: Input, setting: RotationSetting, terminal: Terminal): Promise<CommandResult> {
  terminal.plan(['Remove what the rotation made, and leave the old key as it is.'])
  if (!yes) return { sent: false }
  const abandoned = await abandonRotation(setting)
  terminal.say([abandoned ? 'Given up: the old key is in use as before.' : 'There was nothing to give up.'])
  return { sent: abandoned, abandoned }
}

async function runGuided(input: Input, place: VenuePlace, terminal: Terminal): Promise<CommandResult> {
  const { venue, environment, use } = place
  const { store, id } = await openVenueStore(input)
  const current = await store.get({ id, role: 'holder', venue: venue.id, environment })
  const decisions = fileDecisionLog({ path: input.decisions ?? 'decisions.log' })
  const guided = guidedRotation({
    ...{ venue, store, id, level: input.level ?? 'trade', ips: input.ips ?? [], decisions },
    ...{ grant: grantOf(input, venue).grant, now: () => Math.floor(Date.now() / 1000) },
    ...(input.accept ? { decide: decider(input, decisions, terminal) } : {}),
    ...{ callAs: (one) => use('holder', one).call, how: input.reset ? 'reset' : 'second' },
  })
  const { steps, gap } = guided
  if (input.step === undefined) {
    terminal.plan([
      ...(gap === undefined ? ['The holder is never without a key that works.'] : [`Gap: ${gap}`]),
      ...steps.flatMap(({ name, instruction, check }) => [`${name}: ${instruction}`, `  Checked: ${check}`]),
    ])
    return { sent: false, steps, gap: gap ?? null }
  }
  if (!input.yes) throw new UsageError('Say --yes when the step is done.')
  if (input.step === 'make') {
    const credentials = readCredentials(input)
    if (!credentials) {
      throw new SecretMissingError('The new credentials are needed.', {
        details: [venueSecretNames.credentials],
      })
    }
    const { facts: _facts, decision: _decision, grantId: _grantId, ...kept } = current
    await guided.keepNew({ ...kept, credentials, importedAt: Math.floor(Date.now() / 1000) })
  } else await (input.step === 'switch' ? guided.switchOver() : guided.forgetOld())
  terminal.say([`"${input.step}" is done and checked.`])
  return { sent: false, step: input.step }
}
