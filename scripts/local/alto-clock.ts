import type { AltoPatch } from './alto-patch.ts'

const NOW = 'Math.floor(Date.now() / 1000)'
const chainNow = (client: string) => `Number((await ${client}.getBlock({ blockTag: "pending" })).timestamp)`

/**
 * alto judges validAfter and validUntil by the machine's clock. On a public chain that is the chain's time, give or
 * take; on a local chain whose time was moved it is not: alto would refuse grants that have begun and accept ones
 * that have ended. Here it asks the chain which time the next block would get.
 */
export const altoClockPatches: readonly AltoPatch[] = [
  // Admission: eth_sendUserOperation compares the time range with `now`.
  {
    file: 'rpc/validation/UnsafeValidator.js',
    find: `const now = ${NOW}`,
    replace: `const now = ${chainNow('this.config.publicClient')}`,
  },
  {
    file: 'rpc/validation/SafeValidator.js',
    find: `const now = ${NOW}`,
    replace: `const now = ${chainNow('this.config.publicClient')}`,
  },
  // Bundling: the simulated EntryPoint reads the time from a storage slot that alto overrides.
  {
    file: 'executor/filterOpsAndEstimateGas.js',
    find: 'baseFeePerGas: networkBaseFee',
    replace: `baseFeePerGas: networkBaseFee, timestamp: ${chainNow('publicClient')}`,
  },
  {
    file: 'utils/entryPointOverrides.js',
    find: '({ version, entryPoint, baseFeePerGas }) =>',
    replace: `({ version, entryPoint, baseFeePerGas, timestamp = ${NOW} }) =>`,
  },
  {
    file: 'utils/entryPointOverrides.js',
    find: `toHex(${NOW},`,
    replace: 'toHex(timestamp,',
  },
]
