import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDefinition } from '../../scripts/cli/definition.ts'
import type { Definition, DefinitionTerms } from '../../scripts/cli/definitionAccess.ts'
import { answer, temporaryFolder } from './support/run.ts'

const folder = temporaryFolder()
const ROUTER = '0x8888888888888888888888888888888888888888'
const USDC = '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48'
const WETH = '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2'
const DAI = '0x6B175474E89094C44Da98b954EedeAC495271d0F'

const bounds = { amountInPerCall: '1000', limit: '5000', minAmountOut: '10' }
const v2 = { preset: 'uniswap-v2-swap', router: ROUTER, tokens: [USDC, WETH], ...bounds }
const v3 = { router: ROUTER, routerVersion: 'SwapRouter02', ...bounds }
const one = { preset: 'uniswap-v3-swap', ...v3, tokenIn: USDC, tokenOut: WETH, fee: 500 }
const two = { preset: 'uniswap-v3-path-swap', ...v3, tokens: [USDC, WETH, DAI], fees: [500, 3_000] }
const weth = { preset: 'wrapped-ether', weth: WETH, wrap: { maxPerCall: '1', limit: '2' } }
const approved = { amountPerCall: '10', limit: '20', latestExpiration: '2000000000' }
const permit2 = { preset: 'permit2-approval', token: USDC, spender: ROUTER, ...approved }
const transfer = { preset: 'erc20-transfer', token: USDC, recipients: [ROUTER], maxPerCall: '1', limit: '2' }
const universal = {
  ...{ preset: 'uniswap-universal-swap', router: ROUTER, guard: DAI, tokenIn: USDC, tokenOut: WETH },
  ...{ ...bounds, maxSwaps: '3', latestExpiration: '2030-01-31T12:00:00Z', route: { version: 'v2' } },
}

/** What the options say of the grant. */
const terms: DefinitionTerms = {
  ...{ chainId: 1, validAfter: 1_800_000_000, validUntil: 1_800_086_399 },
  maximumFee: { budget: 1n, price: 'unlimited' },
}

function read(content: object): Definition {
  const path = join(folder, 'definition.json')
  writeFileSync(path, JSON.stringify({ accessLevel: 'full', mayMoveAssetsToOthers: true, ...content }))
  return readDefinition(path, terms)
}

const names = ({ permissions }: Definition) => permissions.map(({ item }) => item?.name)

describe('presets in a definition', () => {
  test.for<[object, readonly string[]]>([
    [{ ...v2, exact: 'either' }, ['swapExactTokensForTokens', 'swapTokensForExactTokens', 'approve']],
    [{ ...v2, native: 'out', latestDeadline: '2000000000' }, ['swapExactTokensForETH', 'approve']],
    [one, ['exactInputSingle', 'approve']],
    [{ ...two, exact: 'out' }, ['exactOutput', 'approve']],
    [universal, ['execute', 'approve', 'lockdown', 'approve']],
    [{ ...weth, unwrap: { maxPerCall: '1', limit: '2', limitName: 'weth' } }, ['deposit', 'withdraw']],
    [permit2, ['approve', 'lockdown', 'approve']],
    [transfer, ['transfer']],
  ])('%o', ([entry, functions]) => {
    expect(names(read({ presets: [entry] }))).toEqual(functions)
  })

  test('bring their guards, and stand beside permissions of the definition', () => {
    const permissions = [{ target: DAI, transfer: true, maxValue: '9' }]
    const definition = read({ presets: [universal], permissions, limits: { other: { native: '1' } } })
    expect(definition.guards).toHaveLength(2)
    expect(definition.permissions).toHaveLength(5)
    expect(Object.keys(definition.limits)).toEqual(['swaps', 'swapCalls', 'other'])
  })

  test('share the limits that they name alike, and the permissions that are the same', () => {
    const shared = read({ presets: [one, two] })
    expect(names(shared)).toEqual(['exactInputSingle', 'approve', 'exactInput'])
    expect(shared.limits).toEqual({ swaps: { kind: 'token', token: USDC, amount: 5_000n } })
    const differing = { presets: [one, { ...two, limit: '5001' }] }
    expect(() => read(differing)).toThrow('two presets mean different limits by "swaps"')
    const named = read({ presets: [one, { ...two, limit: '5001', limitName: 'more' }] })
    expect(Object.keys(named.limits)).toEqual(['swaps', 'more'])
  })

  test.for<[string, object, string]>([
    ['an unknown preset', { preset: 'all' }, 'FileError'],
    ['an unknown field', { ...v2, recipient: DAI }, 'FileError'],
    ['no least amount', { ...one, minAmountOut: undefined }, 'FileError'],
    ['a least amount of 0', { ...one, minAmountOut: '0' }, 'PermissionInvalidError'],
    ['no limit', { ...two, limit: undefined }, 'FileError'],
    ['a limit without end', { ...two, limit: 'unlimited' }, 'FileError'],
    ['an amount in units of the token', { ...v2, limit: '0.5' }, 'FileError'],
    ['a fee that is none', { ...one, fee: 0x1000000 }, 'FileError'],
    ['no expiration', { ...permit2, latestExpiration: undefined }, 'FileError'],
    ['a route that is none', { ...universal, route: { version: 'v4' } }, 'FileError'],
    ['nothing to wrap', { ...weth, wrap: undefined }, 'PermissionInvalidError'],
  ])('refuse %s', ([, entry, name]) => {
    expect(() => read({ presets: [entry] })).toThrow(expect.objectContaining({ name }))
  })

  test('are granted, the guarded one with a fee budget', async () => {
    read({ presets: [universal] })
    const place = ['--account', ROUTER.replace('8', '7'), '--module', DAI.toLowerCase(), '--chain-id', '1']
    const asked = [
      '--session-key',
      ROUTER.replace('8', '6'),
      '--definition',
      'definition.json',
      '--epoch',
      '7',
    ]
    const drafting = [...place, ...asked, '--for', '24h', '--draft', '--out', 'draft.json']
    const unbounded = await answer('grant', [...drafting, '--max-fee', 'unlimited'], { cwd: folder })
    expect(unbounded.error.name).toBe('GrantInvalidError')
    const draft = await answer('grant', [...drafting, '--max-fee', '0.01'], { cwd: folder })
    expect(draft).toMatchObject({ ok: true, sent: false })
    expect(draft.plan.join('\n')).toContain('call execute (0x3593564c)')
  })

  test('nothing at all is no definition', () => {
    expect(() => read({ presets: [] })).toThrow('"full" is what presets say: name them.')
  })
})
