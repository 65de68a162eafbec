import { readFileSync } from 'node:fs'
import { http, maxUint256, parseEther } from 'viem'
import {
  createBundlerClient,
  entryPoint07Abi,
  entryPoint08Abi,
  entryPoint09Abi,
} from 'viem/account-abstraction'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startProcess } from '../../scripts/local/process.ts'
import { type LocalStack, startLocalStack } from '../../scripts/local/stack.ts'
import { poolAbi, swapRouterAbi, tokenAbi } from '../../scripts/local/uniswap-abi.ts'

describe('a local stack', () => {
  let stack: LocalStack

  beforeAll(async () => {
    stack = await startLocalStack({ uniswap: true })
  })
  afterAll(() => stack?.stop())

  test('has the EntryPoints at their canonical addresses', async () => {
    const { entryPoints, publicClient } = stack
    const args = [stack.accounts[1].address, 5n] as const
    const read = { functionName: 'getNonce', args } as const
    const at07 = { address: entryPoints['0.7'], abi: entryPoint07Abi }
    const at08 = { address: entryPoints['0.8'], abi: entryPoint08Abi }
    await expect(publicClient.readContract({ ...at07, ...read })).resolves.toBe(5n << 64n)
    await expect(publicClient.readContract({ ...at08, ...read })).resolves.toBe(5n << 64n)
    const at09 = { address: entryPoints['0.9'], abi: entryPoint09Abi }
    await expect(publicClient.readContract({ ...at09, ...read })).resolves.toBe(5n << 64n)
    for (const { address } of [at08, at09]) {
      const domain = await publicClient.readContract({ ...at08, address, functionName: 'eip712Domain' })
      expect(domain.slice(1, 5)).toEqual(['ERC4337', '1', 31_337n, address])
    }
  })

  test('has a bundler for every EntryPoint', async () => {
    const client = createBundlerClient({ transport: http(stack.bundlerUrl) })
    await expect(client.getSupportedEntryPoints()).resolves.toEqual(Object.values(stack.entryPoints))
  })

  test('lets an account swap, which moves the price of the pool', async () => {
    const { publicClient, walletClient, uniswap } = stack
    if (!uniswap) throw new Error('the stack has no Uniswap')
    const { weth, usdc, router, fee, pools } = uniswap
    const [, account] = stack.accounts
    const price = async () =>
      (await publicClient.readContract({ address: pools.wethUsdc, abi: poolAbi, functionName: 'slot0' }))[0]
    const balance = () =>
      publicClient.readContract({
        address: usdc,
        abi: tokenAbi,
        functionName: 'balanceOf',
        args: [account.address],
      })
    const amountIn = parseEther('10')
    const quoted = await uniswap.quote({ tokenIn: weth, tokenOut: usdc, amountIn })
    const before = await price()

    // The router wraps the ether that comes along.
    const hash = await walletClient.writeContract({
      account,
      address: router,
      abi: swapRouterAbi,
      functionName: 'exactInputSingle',
      args: [
        {
          ...{ tokenIn: weth, tokenOut: usdc, fee, recipient: account.address, deadline: maxUint256 },
          ...{ amountIn, amountOutMinimum: quoted, sqrtPriceLimitX96: 0n },
        },
      ],
      value: amountIn,
    })
    const { status } = await publicClient.waitForTransactionReceipt({ hash })

    expect(status).toBe('success')
    await expect(balance()).resolves.toBe(quoted)
    // 10 WETH at 2,500 USDC, less the fee and less what moving the price by 2 % costs.
    expect(Number(quoted) / 1e6).toBeCloseTo(24_679, -1)
    expect(await price()).not.toBe(before)
  })

  test('has a clock that can be moved', async () => {
    const { clock, publicClient } = stack
    const start = await clock.now()
    const later = await clock.forward(3_600n)
    expect(later - start).toBeGreaterThanOrEqual(3_600n)
    expect(later - start).toBeLessThan(3_620n)

    await clock.forwardTo(later + 100n)
    await expect(clock.now()).resolves.toBeGreaterThanOrEqual(later + 100n)
    await clock.setNext(later + 1_000n)
    await expect(clock.now()).resolves.toBe(later + 1_000n)
    await stack.testClient.mine({ blocks: 1 })
    await expect(publicClient.getBlock()).resolves.toMatchObject({ timestamp: later + 1_000n })
  })

  test('stands beside another one', async () => {
    await using other = await startLocalStack({ bundler: false })
    expect(other.rpcUrl).not.toBe(stack.rpcUrl)
    expect(other.bundlerUrl).toBeUndefined()
    await other.clock.forward(86_400n)
    expect(await other.clock.now()).toBeGreaterThan(await stack.clock.now())
  })
})

describe('the processes of a local stack', () => {
  test('are gone after stop', async () => {
    const stack = await startLocalStack()
    expect(stack.pids.map(isAlive)).toEqual([true, true])
    await stack.stop()
    expect(stack.pids.map(isAlive)).toEqual([false, false])
  })

  test.for(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'do not outlive a parent ended by %s',
    async (signal) => {
      const { parent, pids } = await startInOtherProcess()
      process.kill(parent, signal)
      await expect.poll(() => pids.filter(isAlive), { timeout: 5_000, interval: 20 }).toEqual([])
    },
  )

  test.for(['process.exit(3)', 'throw new Error("uncaught")'])(
    'do not outlive a parent ended by %s',
    async (end) => {
      const { pids } = await startInOtherProcess(`setTimeout(() => { ${end} }, 50)`)
      await expect.poll(() => pids.filter(isAlive), { timeout: 5_000, interval: 20 }).toEqual([])
    },
  )

  test('that do not start say why', async () => {
    const starting = startProcess({
      name: 'the thing',
      command: process.execPath,
      args: ['-e', 'console.error("no such luck"); process.exit(7)'],
      ready: /never/,
    })
    await expect(starting).rejects.toThrow(/the thing did not start: ended with exit code 7\nno such luck/)
  })

  test('that do not become ready are stopped, by force if need be', async () => {
    let output = ''
    const starting = startProcess({
      name: 'the thing',
      command: process.execPath,
      args: ['-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log(process.pid)'],
      ready: () => Promise.resolve(false),
      ...{ timeoutMs: 500, graceMs: 50 },
    })
    await starting.catch((error: Error) => {
      output = error.message
    })
    expect(output).toMatch(/not ready after 500 ms\n\d+/)
    expect(isAlive(Number(output.split('\n')[1]))).toBe(false)
  })
})

/** Starts a stack in a Node process of its own, which then has nothing else to do than `afterwards`. */
async function startInOtherProcess(afterwards = ''): Promise<{ parent: number; pids: number[] }> {
  const module = new URL('../../scripts/local/stack.ts', import.meta.url).href
  const script = `
    const { startLocalStack } = await import('${module}')
    const { pids } = await startLocalStack()
    console.log('pids ' + pids.join(' '))
    ${afterwards}`
  const parent = await startProcess({
    name: 'a process with a stack',
    command: process.execPath,
    args: ['--input-type=module', '--eval', script],
    ready: /pids (\d+) (\d+)/,
  })
  const pids = parent.match?.slice(1).map(Number) ?? []
  expect(pids).toHaveLength(2)
  return { parent: parent.pid, pids }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  // A process that ended but was not yet waited for by its new parent still takes signals.
  return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}
