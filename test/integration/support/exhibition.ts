import { concatHex, type erc20Abi, type Hex, numberToHex, parseAbi, size } from 'viem'
import type { UserOperation } from 'viem/account-abstraction'
import { expect } from 'vitest'
import type { BaseError } from '../../../sdk/errors/base.ts'
import { submitOperation } from '../../../sdk/onchain/actions/internal/operation.ts'
import type { HolderClient } from '../../../sdk/onchain/clients/createHolderClient.ts'
import { toLatchkeyError } from '../../../sdk/onchain/errors/toLatchkeyError.ts'
import { explainTransaction } from '../../../sdk/onchain/explain/index.ts'
import { permission } from '../../../sdk/onchain/grant/permission.ts'
import { bundle } from './bundle.ts'
import { errorText, type Exhibit } from './gallery.ts'
import { type Granted, type Scene, startScene, type TransferCall } from './scene.ts'

type Asked = Parameters<HolderClient['use']>[0]

/** A scene in which things fail, and what is said about them. */
export type Exhibition = AsyncDisposable & {
  readonly scene: Scene
  /** A grant of transfers to the payee, up to 50 each and 100 in all. */
  readonly plain: Granted
  readonly exhibits: Exhibit[]
  /** What addresses are called. */
  readonly names: Map<string, string>
  /** Adds what is said about something that fails, and expects its name. */
  show(exhibit: Omit<Exhibit, 'said'>, name: string, failing: Promise<unknown>): Promise<void>
  /** A grant of every use of one function of a contract, uncounted, and a call of it. */
  openTo(target: Hex, functionText: string): Promise<{ granted: Granted; call: TransferCall }>
  /** Hands a signed operation to the bundler. */
  send(operation: UserOperation): Promise<unknown>
  /** What became of an operation that was put on chain without a bundler's looking at it. */
  failureOf(operation: UserOperation): Promise<never>
}

/** Starts an {@link Exhibition}. */
export async function startExhibition(): Promise<Exhibition> {
  const scene = await startScene()
  const { world, account } = scene
  const plain = await scene.grantOf()
  const exhibits: Exhibit[] = []
  const names = new Map(
    (
      [
        [account.address, '<account>'],
        [world.module, '<module>'],
        [world.token, '<token>'],
        [world.payee, '<payee>'],
        [plain.key.address, '<key>'],
      ] as const
    ).map(([address, name]) => [address.toLowerCase(), name]),
  )
  return {
    ...{ scene, plain, exhibits, names },
    async show(exhibit, name, failing) {
      const thrown = await failing.then(
        () => expect.fail(`${exhibit.title}: it did not fail`),
        (error: unknown) => error,
      )
      const error: BaseError = toLatchkeyError(thrown)
      expect(error.name, error.message).toBe(name)
      exhibits.push({ ...exhibit, said: errorText(error) })
    },
    async openTo(target, functionText) {
      const abi = parseAbi([functionText] as never) as typeof erc20Abi
      const functionName = functionText.slice(9, functionText.indexOf('(')) as 'transfer'
      const permissions = [permission({ abi, target, functionName })]
      const granted = await scene.grantOf({ permissions, limits: {} })
      return { granted, call: { to: target, abi, functionName, args: [world.payee, 10n ** 12n] } }
    },
    send(userOperation) {
      const entryPoint = account.entryPoint.address
      return submitOperation(plain.holder, { userOperation, entryPoint, context: {} })
    },
    async failureOf(operation) {
      const { hash } = await bundle(world, account, [operation])
      const { failure } = await explainTransaction(scene.client, { hash })
      throw failure?.error ?? expect.fail('it went through')
    },
    [Symbol.asyncDispose]: () => scene[Symbol.asyncDispose](),
  }
}

/** A use whose calls may fail: no gas for them is asked for beforehand. */
export function tryUse({ holder }: Granted, asked: Asked): Promise<unknown> {
  return holder.use({ relay: { minimumGas: 0n }, ...asked })
}

/** Code that reverts with these bytes, whatever it is asked. */
export function reverter(data: Hex): Hex {
  const length = numberToHex(size(data), { size: 1 })
  return concatHex(['0x60', length, '0x600c60003960', length, '0x6000fd', data])
}
