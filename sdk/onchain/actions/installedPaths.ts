import type { GetInstalledTypesReturnType } from './getInstalledTypes.ts'
import type { UsePath } from './usePath.ts'

/** The paths on which anything can be used: a bundler's needs the validator, the other two the executor. */
export function installedPaths({ validator, executor }: GetInstalledTypesReturnType): readonly UsePath[] {
  const direct: readonly UsePath[] = executor ? ['direct', 'relayed'] : []
  return [...(validator ? (['bundler'] as const) : []), ...direct]
}
