export { type BalanceGuardParameters, balanceGuard } from './balanceGuard.ts'
