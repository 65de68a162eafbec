import type { Hex } from 'viem'
import { type PinnedPackage, packageCode } from './packages.ts'

/** Carries the code of Nexus 1.0.0, Kernel 0.3.1, Safe7579 1.0.0 and SmartSessions as Solidity constants. */
const MODULEKIT: PinnedPackage = {
  name: '@rhinestone/modulekit',
  version: '0.5.9',
  integrity:
    'sha512-Zc5Qo3dkyVhBo7OQRKOltYd+jlGCtV18TWSmpSvIdXKwUgo5xj8zL73wAwFKTww00zt/wXMbW6Z6ysIQWH3Ezw==',
}

/**
 * A bytecode constant of the modulekit.
 *
 * @throws PackageUnavailableError when the package cannot be had.
 */
export function modulekitCode(
  file: 'Nexus' | 'Kernel' | 'Safe7579' | 'SmartSessions',
  constant: string,
): Hex {
  const path = `src/deployment/precompiles/${file}Precompiles.sol`
  return packageCode(MODULEKIT, path, new RegExp(`constant ${constant}\\s*=\\s*hex"`))
}
