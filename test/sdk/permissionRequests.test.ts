import fc from 'fast-check'
import { type Address, concatHex, getAddress, type Hex, numberToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { fixedClock } from '../../sdk/core/index.ts'
import { AnswerWiderError } from '../../sdk/errors/index.ts'
import {
  checkFee,
  defineGrant,
  encodeUse,
  type DefineGrantParameters,
} from '../../sdk/onchain/grant/index.ts'
import { type SettleTermsParameters, settleTerms } from '../../sdk/onchain/requests/settleTerms.ts'
import {
  answerOf,
  buildRequest,
  compareAnswer,
  compareTerms,
  contextAt,
  encodeContext,
  type PermissionRequest,
  permissionRequestHandlers,
  readAnswers,
  readContext,
  readRequest,
  requestPermissions,
  type RequestTerms,
  type SettledTerms,
  type TermField,
  termsOfGrant,
  transferGrant,
} from '../../sdk/onchain/requests/index.ts'
import {
  example,
  MODULE,
  START,
  ACCOUNT as THE_ACCOUNT,
  PAYEE as THE_PAYEE,
  USDC,
} from './support/example.ts'

const ACCOUNT: Address = THE_ACCOUNT
const PAYEE: Address = THE_PAYEE
const KEY: Address = '0x7777777777777777777777777777777777777777'
const OTHER: Address = '0x8888888888888888888888888888888888888888'
const MANAGER = getAddress('0xdb9b1e94b5b69df7e401ddbedde43491141047db'.padEnd(42, '3'))

/** As a MetaMask dapp sends it. */
const wire: PermissionRequest = {
  chainId: '0x1',
  to: KEY,
  permission: {
    type: 'erc20-token-periodic',
    isAdjustmentAllowed: true,
    data: {
      tokenAddress: USDC,
      periodAmount: '0x989680',
      periodDuration: 86_400,
      startTime: START,
      justification: 'Ten dollars a day',
    },
  },
  rules: [{ type: 'expiry', data: { timestamp: START + 604_800 } }],
}

const asked: RequestTerms = {
  ...{ chainId: 1, sessionKey: KEY, token: USDC, amount: 10_000_000n, period: 86_400 },
  ...{ validAfter: START, validUntil: START + 604_799, recipients: 'anyone', isAdjustmentAllowed: true },
  justification: 'Ten dollars a day',
}

const settled: SettledTerms = {
  ...{ chainId: 1, account: ACCOUNT, sessionKey: KEY, token: USDC, amount: 10_000_000n, period: 86_400 },
  ...{ validAfter: START, validUntil: START + 604_799, recipients: 'anyone' },
}

type Change = {
  type?: string
  data?: Record<string, unknown>
  rules?: PermissionRequest['rules']
  frame?: Record<string, unknown>
}

/** The request with something else in it. */
function changed({ type, data, rules, frame }: Change): PermissionRequest {
  const { permission } = wire
  return {
    ...wire,
    permission: {
      ...permission,
      ...(type ? { type } : {}),
      data: data ?? permission.data,
    },
    ...(rules === undefined ? {} : { rules }),
    ...frame,
  }
}

const rule = (type: string, data: Record<string, unknown>) => ({ type, data })

/** Asks a wallet that has no account at all: what it refuses, it refuses for the request's own sake. */
const ask = (params: unknown) =>
  permissionRequestHandlers({ owners: [], decide: () => true })['wallet_requestExecutionPermissions']?.(
    params,
  )

describe('a permission request', () => {
  it('is read and built alike', () => {
    expect(readRequest(wire)).toEqual(asked)
    expect(buildRequest(asked)).toEqual(wire)
    const { validAfter: _, validUntil: __, justification: ___, period: ____, ...open } = asked
    const bare = {
      ...open,
      token: 'native',
      account: ACCOUNT,
      recipients: [PAYEE],
      redeemers: [KEY],
    } as const
    expect(buildRequest(bare)).toEqual({
      ...{ chainId: '0x1', from: getAddress(ACCOUNT), to: KEY },
      permission: {
        ...{ type: 'native-token-allowance', isAdjustmentAllowed: true },
        data: { allowanceAmount: '0x989680' },
      },
      rules: [rule('payee', { addresses: [PAYEE] }), rule('redeemer', { addresses: [KEY] })],
    })
    expect(readRequest(buildRequest(bare))).toEqual(bare)
  })

  it('may have nothing where the draft allows it', () => {
    const { startTime: _, justification: __, ...data } = wire.permission.data
    const empty = { ...data, startTime: null, justification: null }
    const { validAfter: ___, validUntil: ____, justification: _____, ...open } = asked
    for (const rules of [null, []]) {
      expect(readRequest(changed({ data: empty, rules, frame: { from: null } }))).toEqual(open)
    }
  })

  const { data } = wire.permission
  const { periodAmount: _, periodDuration: __, ...allowance } = data
  const payees = (count: number) =>
    Array.from({ length: count }, (___, index) => getAddress(numberToHex(index + 4096, { size: 20 })))

  it.for<[string, Change, number, string]>([
    ['stream', { type: 'erc20-token-stream' }, 4200, 'it does not grow by the second'],
    ['native stream', { type: 'native-token-stream' }, 4200, 'it does not grow by the second'],
    ['revocations', { type: 'token-approval-revocation' }, 4200, 'names each contract'],
    ['old revocations', { type: 'erc20-token-revocation' }, 4200, 'names each contract'],
    ['unknown type', { type: 'native-token-transfer' }, 4200, 'the type is unknown. Known: native-token-a'],
    ['name of every object', { type: 'constructor' }, 4200, 'the type is unknown'],
    ['unknown rule', { rules: [rule('gas-limit', {})] }, 4200, 'the rule is unknown. Known: expiry, payee'],
    ['unknown field', { data: { ...data, maxAmount: '0x1' } }, -32602, 'permission.data: Unrecognized key'],
    ['field of a rule', { rules: [rule('expiry', { timestamp: 5, x: 1 })] }, -32602, 'rules.expiry: Unrec'],
    ['old frame', { frame: { signer: {} } }, -32602, '0: Unrecognized key: "signer"'],
    ['old expiry', { frame: { expiry: 1 } }, -32602, 'Unrecognized key: "expiry"'],
    ['no key', { frame: { to: undefined } }, -32602, '0.to: is not an address'],
    ['bad chain', { frame: { chainId: 1 } }, -32602, '0.chainId: is not a number in hex'],
    ['chain 0', { frame: { chainId: '0x0' } }, -32602, '0.chainId: is not a chain id'],
    ['no amount', { data: { ...data, periodAmount: '0x0' } }, -32602, 'periodAmount: is not above 0'],
    ['decimal amount', { data: { ...data, periodAmount: '10' } }, -32602, 'is not a number in hex'],
    ['period 0', { data: { ...data, periodDuration: 0 } }, -32602, 'permission.data.periodDuration'],
    ['milliseconds', { data: { ...data, startTime: START * 1e6 } }, -32602, 'is not a time in unix seconds'],
    ['amount of another type', { data: { ...data, allowanceAmount: '0x1' } }, -32602, 'Unrecognized key'],
    ['no token', { type: 'erc20-token-allowance', data: {} }, -32602, 'data.tokenAddress: is not an address'],
    ['token of native', { type: 'native-token-periodic' }, -32602, 'Unrecognized key: "tokenAddress"'],
    ['two expiries', { rules: [...(wire.rules ?? []), ...(wire.rules ?? [])] }, -32602, 'there twice'],
    [
      'payee twice',
      { rules: [rule('payee', { addresses: [PAYEE, PAYEE] })] },
      -32602,
      'one stands there twice',
    ],
    ['no payee', { rules: [rule('payee', { addresses: [] })] }, -32602, 'rules.payee.addresses'],
  ])('is refused: %s', async ([, change, code, words]) => {
    const refused = ask([changed(change)])
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it.for<[string, Change]>([
    ['periodic', {}],
    ['allowance', { type: 'erc20-token-allowance', data: { ...allowance, allowanceAmount: '0x1' } }],
    ['no rules', { rules: [] }],
    [
      'payee and redeemer',
      { rules: [rule('payee', { addresses: [PAYEE] }), rule('redeemer', { addresses: [KEY] })] },
    ],
    ['account', { frame: { from: ACCOUNT } }],
  ])('is well formed, so that only the account is missing: %s', async ([, change]) => {
    await expect(ask([changed(change)])).rejects.toMatchObject({ name: 'ChainNotOfferedError', code: 4901 })
  })

  it('is refused when it is none, or too many', async () => {
    for (const params of [undefined, {}, [], Array.from({ length: 33 }, () => wire), wire]) {
      await expect(ask(params)).rejects.toMatchObject({ name: 'RequestMalformedError', code: -32602 })
    }
  })

  const grantOf = (more: Partial<SettledTerms>) => () =>
    transferGrant({ terms: { ...settled, ...more }, module: MODULE, epoch: 3n })

  it.for<[string, Partial<SettledTerms>, string, Partial<SettledTerms>]>([
    ['amount', { amount: 2n ** 128n }, 'below 2^128', { amount: 2n ** 128n - 1n }],
    ['periodDuration', { period: 299 }, '300 to 2^32 - 2', { period: 300 }],
    ['periodDuration', { period: 2 ** 32 - 1 }, '300 to 2^32 - 2', { period: 2 ** 32 - 2 }],
    ['redeemer', { redeemers: [OTHER] }, 'only the key itself', { redeemers: [KEY] }],
    ['redeemer', { redeemers: [KEY, OTHER] }, 'there is no passing on', {}],
    ['payee', { recipients: payees(17) }, 'at most 16', { recipients: payees(16) }],
    [
      'payee',
      { token: 'native', recipients: payees(2) },
      'one recipient',
      { token: 'native', recipients: payees(1) },
    ],
    ['payee', { token: 'native' }, 'there is no "anyone"', { token: 'native', recipients: [PAYEE] }],
    ['permission', { token: ACCOUNT }, 'account itself', { token: OTHER }],
    ['permission', { token: MODULE }, 'module', { token: OTHER }],
    [
      'permission',
      { token: 'native', recipients: [ACCOUNT] },
      'account itself',
      { token: 'native', recipients: [OTHER] },
    ],
  ])('leads to no grant: %s %o', ([part, more, words, twin]) => {
    const refusal = { name: 'RequestUnsupportedError', code: 4200, part }
    expect(grantOf(more)).toThrow(
      expect.objectContaining({ ...refusal, message: expect.stringContaining(words) }),
    )
    expect(termsOfGrant(grantOf(twin)().grant)).toEqual(withoutRedeemers({ ...settled, ...twin }))
  })
})

describe('open terms', () => {
  const settle = (more: Partial<SettleTermsParameters>) =>
    settleTerms({ request: wire, asked, account: ACCOUNT, now: START, ...more })
  const { isAdjustmentAllowed: _, ...exact } = asked
  const { validAfter: __, ...startless } = exact

  it('start when they are granted', async () => {
    await expect(settle({ asked: startless })).resolves.toEqual(settled)
    const adjust = () => ({ validAfter: START + 1 })
    const fields = ['validAfter']
    await expect(settle({ asked: startless, adjust })).rejects.toMatchObject({ code: 4001, fields })
    await expect(settle({ asked: { ...startless, isAdjustmentAllowed: true }, adjust })).resolves.toEqual({
      ...settled,
      validAfter: START + 1,
    })
  })

  it('are refused when they are over', async () => {
    const { validUntil } = settled
    await expect(settle({ now: validUntil })).resolves.toEqual(settled)
    await expect(settle({ now: validUntil + 1 })).rejects.toMatchObject({
      ...{ code: -32602, issues: ['rules.expiry: it is over already'] },
    })
    await expect(settle({ asked: { ...asked, validAfter: validUntil + 1 } })).rejects.toMatchObject({
      ...{ code: -32602, issues: ['rules.expiry: it is over before the start'] },
    })
    await expect(settle({ asked: { ...asked, validAfter: validUntil } })).resolves.toMatchObject({
      validUntil,
    })
  })
})

function withoutRedeemers({ redeemers: _, ...terms }: SettledTerms) {
  return terms
}

/** Terms that a grant can keep. */
const arbitraryTerms: fc.Arbitrary<SettledTerms> = fc
  .record({
    token: fc.constantFrom<SettledTerms['token']>('native', USDC, OTHER),
    amount: fc.bigInt({ min: 1n, max: 2n ** 128n - 1n }),
    period: fc.option(fc.integer({ min: 300, max: 2 ** 32 - 2 }), { nil: undefined }),
    validAfter: fc.integer({ min: 1, max: 2 ** 47 - 2 }),
    seconds: fc.integer({ min: 1, max: 2 ** 32 }),
    recipients: fc.option(
      fc.uniqueArray(fc.integer({ min: 4096, max: 9000 }), { minLength: 1, maxLength: 16 }),
      { nil: undefined },
    ),
  })
  .map(({ recipients, seconds, period, ...rest }) => {
    const addresses = (recipients ?? [5_000]).map((each) => getAddress(numberToHex(each, { size: 20 })))
    const native = rest.token === 'native'
    return {
      ...rest,
      ...{ chainId: 10, account: ACCOUNT, sessionKey: KEY },
      ...(period === undefined ? {} : { period }),
      validUntil: Math.min(rest.validAfter + seconds, 2 ** 47 - 1),
      recipients: native ? addresses.slice(0, 1) : recipients ? addresses : ('anyone' as const),
    }
  })

describe('a context', () => {
  it('holds the whole grant, which says the terms it was made of', () => {
    fc.assert(
      fc.property(arbitraryTerms, fc.nat({ max: 10_000_000 }), (terms, later) => {
        const { grant } = transferGrant({ terms, module: MODULE, epoch: 7n })
        const timestamp = terms.validAfter + later
        const context = encodeContext({ grant, timestamp })
        const read = readContext({ context, chainId: 10 })
        expect(read.grant).toEqual(grant)
        expect(read.period).toBe(terms.period === undefined ? 0 : Math.floor(later / terms.period))
        expect(termsOfGrant(read.grant)).toEqual(terms)
        const first = contextAt({ context, timestamp: terms.validAfter })
        expect(readContext({ context: first, chainId: 10 })).toEqual({ ...read, period: 0 })
        expect(contextAt({ context: first, timestamp })).toBe(context)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps the approval that it carries', () => {
    const { grant } = transferGrant({ terms: settled, module: MODULE, epoch: 7n })
    const approval = { key: { kind: 1, key: OTHER } as const, signature: `0x${'ab'.repeat(65)}` as Hex }
    const context = encodeContext({ grant, approval, timestamp: START })
    expect(readContext({ context, chainId: 1 }).approval).toEqual(approval)
    const next = contextAt({ context, timestamp: START + 86_400 })
    expect(readContext({ context: next, chainId: 1 })).toMatchObject({ approval, period: 1 })
    expect(() => contextAt({ context, timestamp: START - 1 })).toThrow(/its first one starts/)
  })

  it('is refused when it is anything else', () => {
    const { grant } = transferGrant({ terms: settled, module: MODULE, epoch: 7n })
    const context = encodeContext({ grant, timestamp: START })
    const wrong: Hex[] = [
      '0x',
      ACCOUNT,
      `${context}00`,
      `${context}${'00'.repeat(65)}`,
      `${context.slice(0, -2)}` as Hex,
    ]
    for (const each of wrong) {
      expect(() => readContext({ context: each, chainId: 1 })).toThrow(
        expect.objectContaining({ name: 'UseMalformedError' }),
      )
    }
    const otherKey = { kind: 1, key: OTHER } as const
    const use = encodeUse({ grant, permissionIndexes: [0], key: otherKey, timestamp: START })
    const networks = [
      { chainId: 1n, epoch: 7n },
      { chainId: 2n, epoch: 7n },
    ]
    const several = encodeContext({ grant: { ...grant, networks }, timestamp: START })
    for (const each of [concatHex([ACCOUNT, use]), several]) {
      expect(() => readContext({ context: each, chainId: 1 })).toThrow(/one permission and one limit/)
    }
    const two = defineGrant({
      ...example,
      permissions: [...example.permissions],
      limits: { ...example.limits },
    })
    const whole = encodeContext({ grant: two.grant, timestamp: START })
    expect(readContext({ context: whole, chainId: 1 }).grant).toEqual(two.grant)
    expect(termsOfGrant(two.grant)).toBeUndefined()
  })
})

describe('a grant', () => {
  it('costs the account no fee', () => {
    const gas = { preVerificationGas: 1n, verificationGasLimit: 1n, callGasLimit: 1n }
    const paying = () => checkFee(plain.grant, { ...gas, maxFeePerGas: 1n }, 0n)
    expect(paying).toThrow(expect.objectContaining({ name: 'FeePriceExceededError' }))
    expect(() => checkFee(plain.grant, { ...gas, maxFeePerGas: 0n }, 0n)).not.toThrow()
  })

  const plain = transferGrant({ terms: settled, module: MODULE, epoch: 3n })

  it('is described as a request when it is exactly one', () => {
    const same: DefineGrantParameters = {
      ...example,
      sessionKey: { kind: 1, key: KEY },
      maximumFee: 'unlimited',
    }
    expect(termsOfGrant(plain.grant)).toEqual(settled)
    expect(termsOfGrant(defineGrant(same).grant)).toBeUndefined()
  })

  it.for([
    ['fees', { maximumFee: { budget: 1n, price: 1n } }],
    ['another kind of key', { sessionKey: { kind: 2, key: KEY } }],
    ['a rotator', { rotator: { kind: 1, key: OTHER } }],
    [
      'two chains',
      {
        networks: [
          { chainId: 1n, epoch: 3n },
          { chainId: 2n, epoch: 3n },
        ],
      },
    ],
    ['a shorter key', { keyLifetime: 5 }],
    ['another selector', { permissions: [{ ...plain.grant.permissions[0], selector: '0x095ea7b3' }] }],
    ['no spend', { permissions: [{ ...plain.grant.permissions[0], spends: [] }] }],
    ['native value besides', { permissions: [{ ...plain.grant.permissions[0], maxValue: 1n }] }],
    ['a limit of another token', { limits: [{ ...plain.grant.limits[0], token: OTHER }] }],
    ['no limit', { limits: [] }],
    ['periods from elsewhere', { limits: [{ ...plain.grant.limits[0], periodStart: START - 5 }] }],
  ] as const)('is not, with %s', ([, more]) => {
    expect(termsOfGrant({ ...plain.grant, ...more } as never)).toBeUndefined()
    const kept = { grant: { ...plain.grant, ...more } as never, approval: undefined, redeemers: undefined }
    const answering = () =>
      answerOf(
        { ...kept, isAdjustmentAllowed: false, justification: undefined },
        { module: MODULE, timestamp: START },
      )
    expect(answering).toThrow(expect.objectContaining({ name: 'GrantInvalidError' }))
  })
})

describe('an answer', () => {
  const answered = {
    ...wire,
    from: ACCOUNT,
    context: '0x00112233',
    dependencies: [],
    delegationManager: MANAGER,
  }
  const read = (more: object) => readAnswers({ result: [{ ...answered, ...more }], module: MODULE })

  it('of MetaMask is read as it says, without a grant', () => {
    const [first] = read({ dependencies: [{ factory: OTHER, factoryData: '0xabcd' }] })
    expect(first).toMatchObject({ terms: { ...asked, account: getAddress(ACCOUNT) }, granted: undefined })
    expect(compareAnswer(asked, first ?? { terms: asked }).verdict).toBe('same')
  })

  it.for([
    ['no list', () => readAnswers({ result: answered })],
    ['an unknown field', () => read({ signerMeta: {} })],
    ['no context', () => read({ context: undefined })],
    ['an unknown rule', () => read({ rules: [rule('gas', {})] })],
    ['a stream', () => read({ permission: { ...wire.permission, type: 'erc20-token-stream' } })],
    ['a context of this module that is none', () => read({ delegationManager: MODULE })],
  ] as const)('is refused: %s', ([, reading]) => {
    expect(reading).toThrow(expect.objectContaining({ name: 'AnswerInvalidError' }))
  })

  it.for<[TermField, Partial<RequestTerms>, string]>([
    ['chainId', { chainId: 2 }, 'wider'],
    ['account', { account: OTHER }, 'wider'],
    ['sessionKey', { sessionKey: OTHER }, 'wider'],
    ['token', { token: OTHER }, 'wider'],
    ['token', { token: 'native' }, 'wider'],
    ['amount', { amount: 10_000_001n }, 'wider'],
    ['amount', { amount: 9_999_999n }, 'narrower'],
    ['period', { period: 3_600 }, 'wider'],
    ['period', { period: 86_401 }, 'wider'],
    ['period', { period: 2 * 86_400 }, 'narrower'],
    ['period', { period: undefined }, 'narrower'],
    ['validAfter', { validAfter: START - 1 }, 'wider'],
    ['validAfter', { validAfter: undefined }, 'wider'],
    ['validAfter', { validAfter: START + 86_400 }, 'narrower'],
    ['validAfter', { validAfter: START + 43_200 }, 'wider'],
    ['validUntil', { validUntil: START + 604_800 }, 'wider'],
    ['validUntil', { validUntil: undefined }, 'wider'],
    ['validUntil', { validUntil: START + 5 }, 'narrower'],
    ['recipients', { recipients: [PAYEE] }, 'narrower'],
    ['redeemers', { redeemers: [KEY] }, 'narrower'],
  ])('differs in %s: %o is %s', ([field, more, verdict]) => {
    const bound = { ...asked, account: ACCOUNT }
    const differing = compareTerms(bound, { ...bound, ...more }).filter((each) => each.verdict !== 'same')
    expect(differing).toMatchObject([{ field, verdict }])
  })

  it('may be narrower or wider by names too, and is bound by nothing that was left open', () => {
    const verdicts = (bound: RequestTerms, given: RequestTerms) =>
      compareTerms(bound, given)
        .filter(({ verdict }) => verdict !== 'same')
        .map(({ field, verdict }) => `${field} ${verdict}`)
    const named = { ...asked, recipients: [PAYEE, OTHER] }
    expect(verdicts(named, { ...named, recipients: [OTHER] })).toEqual(['recipients narrower'])
    expect(verdicts(named, { ...named, recipients: [OTHER, PAYEE] })).toEqual([])
    expect(verdicts(named, { ...named, recipients: [OTHER, KEY] })).toEqual(['recipients wider'])
    expect(verdicts(named, asked)).toEqual(['recipients wider'])
    const { validAfter: _, period: __, ...open } = asked
    expect(verdicts(open, { ...asked, period: undefined, account: ACCOUNT })).toEqual([])
    expect(verdicts(open, asked)).toEqual(['period wider'])
    const later = { ...open, validAfter: START }
    expect(verdicts(later, { ...later, validAfter: START + 43_200 })).toEqual(['validAfter narrower'])
  })

  it('of MetaMask that is wider is refused unless accepted by name', async () => {
    const data = { ...wire.permission.data, periodAmount: '0x98967f', periodDuration: 43_200 }
    const provider = {
      request: async () => [{ ...answered, permission: { ...wire.permission, data } }],
    }
    const refused = requestPermissions(provider, { asked: [asked] })
    await expect(refused).rejects.toBeInstanceOf(AnswerWiderError)
    await expect(refused).rejects.toMatchObject({ fields: ['period'], contexts: ['0x00112233'] })
    const [accepted] = await requestPermissions(provider, { asked: [asked], acceptWider: ['period'] })
    expect(accepted?.comparison).toMatchObject({ verdict: 'wider' })
    const none = requestPermissions({ request: async () => [] }, { asked: [asked] })
    await expect(none).rejects.toMatchObject({ issues: ['there are 0 for 1 requests'] })
  })

  it('of a wallet that refuses is its refusal', async () => {
    const refusal = Object.assign(new Error('No.'), { code: 4001 })
    const provider = { request: () => Promise.reject(refusal) }
    await expect(requestPermissions(provider, { asked: [asked] })).rejects.toBe(refusal)
  })
})

it('offers what can be kept on each chain once', async () => {
  const owners = [1, 10, 1].map((id) => ({ chain: { id } })) as never
  const handlers = permissionRequestHandlers({ owners, decide: () => true })
  const supported = handlers['wallet_getSupportedExecutionPermissions']
  const each = { chainIds: ['0x1', '0xa'], ruleTypes: ['expiry', 'payee', 'redeemer'] }
  await expect(supported?.(undefined)).resolves.toMatchObject({ 'native-token-periodic': each })
  await expect(supported?.([1])).rejects.toMatchObject({ name: 'RequestMalformedError', code: -32602 })
})

it('the clock of a grant made of a request is that of the chain', () => {
  const past = () =>
    transferGrant({ terms: settled, module: MODULE, epoch: 3n, clock: fixedClock(START + 700_000) })
  expect(past).toThrow(expect.objectContaining({ name: 'RequestUnsupportedError', part: 'permission' }))
})
